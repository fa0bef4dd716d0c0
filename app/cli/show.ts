import type { StreamView, TimelineEntry } from '../../client/api.ts';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { lightFaces, lightWords } from '../../words/lights.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';
import { moment } from './moment.ts';

/** `show ID`: one item, whose turn it is, and its whole story. */
export function addShow({ desk, add }: Commands): void {
  const { option, command, argument } = desk.words;
  add<{ campaign?: string }>('show', command.show, async ([id = ''], { campaign }) => {
    const view = await withApi(desk.config(), 'read', async (api) => api.stream((await api.find(id, campaign)).stream));
    return { document: view, lines: [...standing(view, desk), '', desk.words.show.timeline, ...story(view, desk)] };
  })
    .argument('<id>', argument.id)
    .option('--campaign <id>', option.campaign);
}

function standing(view: StreamView, { words, language }: Desk): string[] {
  const { show, list } = words;
  const { effectDue, doneDue, holder, next, unit, light, zone } = view;
  const named = (table: Record<string, string>, key: string) => table[key] ?? key;
  const face = light ? `${lightFaces[light].shape} ${lightWords[language][light]}` : '';
  const phase = named(errorTerms[language].phase, view.phase);
  return [
    fill(show.head, { no: view.no, title: view.title }),
    fill(show.state, { phase, light: face, late: view.late ? show.late : '' }),
    ...(unit ? [fill(show.unit, { unit, leaders: view.leaders.join(list.comma) })] : []),
    ...(effectDue ? [fill(show.effectDue, effectDue)] : []),
    ...(doneDue ? [fill(show.doneDue, doneDue)] : []),
    holder
      ? fill(show.holder, { post: named(words.holder, holder.post), persons: holder.persons.join(list.comma) })
      : show.nobody,
    ...(next
      ? [
          fill(show.next, {
            ...{ at: moment(next.at, zone), ladder: named(words.ladder, next.ladder), limit: next.limit },
            to: next.to.map((to) => named(words.recipient, to)).join(list.comma),
          }),
        ]
      : []),
  ];
}

function story({ timeline, zone }: StreamView, desk: Desk): string[] {
  const { show, event, list } = desk.words;
  const wide = String(timeline.length).length;
  return timeline.map((entry) => {
    const details = detailsOf(entry, desk);
    const line = fill(show.entry, {
      ...{ seq: String(entry.seq).padStart(wide), at: moment(entry.at, zone) },
      by: entry.by.id === 'system' ? show.system : signer(entry.by, desk),
      event: (event as Record<string, string>)[entry.type] ?? entry.type,
      detail: details.length > 0 ? list.detail + details.join(list.clause) : '',
    });
    return entry.notices > 0 ? line + fill(show.notices, { n: entry.notices }) : line;
  });
}

/** Who did it, for whom, and from which paper by whose hand. */
function signer({ name, for: of, paper }: TimelineEntry['by'], { words: { show } }: Desk): string {
  const acting = of === undefined ? name : fill(show.actingFor, { name, of });
  return paper ? fill(show.fromPaper, { name: acting, ...paper }) : acting;
}

/** What an event carries that is worth a line: those of its facts that have a word, in the catalogue's order. */
function detailsOf({ facts }: TimelineEntry, { words, language }: Desk): string[] {
  const all = {
    ...facts,
    ...(facts.submission as object | undefined),
    ...(facts.changes as object | undefined),
  } as Record<string, unknown>;
  return Object.entries(words.detail).flatMap(([key, sentence]) => {
    const value = worded(key, all[key]);
    return value ? [fill(sentence, { value })] : [];
  });

  function worded(key: string, value: unknown): string {
    if (Array.isArray(value)) return value.map((one) => worded(key, one)).join(words.list.comma);
    if (typeof value === 'object' && value !== null) return 'day' in value ? String(value.day) : '';
    const text = value === null || value === undefined ? '' : String(value);
    if (key === 'step') return (words.holder as Record<string, string>)[text] ?? text;
    return key === 'status' ? ((errorTerms[language].phase as Record<string, string>)[text] ?? text) : text;
  }
}
