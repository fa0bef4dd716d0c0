import type { Instant } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { resolve, type Subject } from '../../domain/digest/resolve.ts';
import { type AgendaItem, agenda } from '../../domain/measure/agenda.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Step } from '../../domain/notice/climb.ts';
import type { Recipient, To } from '../../domain/plan/recipient.ts';
import { boardWords } from '../../words/board.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { mailWords } from '../../words/mail.ts';
import type { View } from '../campaign/view.ts';
import { listed, personName, unitName } from './names.ts';
import { rungName, whyRung } from './rung.ts';

/** Something time will bring about: a rung, which may open a report cycle. */
export type Coming = Step & { opens?: { period: string } | null };

/** What comes, in words: when, what, to whom, and why then. */
export type Announced = { at: Instant; when: string; what: string; to: string; why: string };

/** One item of an agenda as a page shows it. */
export function announce(step: Coming, about: Subject, view: View): Announced {
  const words = itemWords[view.language];
  const rung = rungOf(step, view);
  const ladder = words.ladder[step.limit.ladder];
  const limit = view.dates.day(step.limit.day);
  return {
    at: step.windowAt,
    when: view.dates.moment(step.windowAt),
    what: fill(words.rungAt, { limit, ladder, rung }),
    why: whyRung(step, view),
    to: listed(
      view,
      step.rung.to.map((to) => receivers(to, about, step.windowAt, view)),
    ),
  };
}

/** The same in a few words, for a table: its day and its rung. */
export function announceShortly(step: Coming, view: View): string {
  const words = itemWords[view.language];
  const rung = rungOf(step, view);
  const what = step.opens ? rung : fill(words.rungShort, { ladder: words.ladder[step.limit.ladder], rung });
  return `${step.day === view.day ? boardWords[view.language].date.today : view.dates.day(step.day)} ${what}`;
}

/** What time will bring about for a measure, earliest first. */
export function comingFor(state: MeasureState, { context }: View): AgendaItem[] {
  return state.phase === 'draft' || state.archivedAt !== null ? [] : agenda(state, context);
}

function rungOf({ opens, rung }: Coming, { language, dates }: View): string {
  return opens ? fill(itemWords[language].opens, { period: dates.period(opens.period) }) : rungName(rung, language);
}

/** A post with the persons who would have it at that hour; who stands in where it is vacant. */
export function receivers(to: To, about: Subject, at: Instant, view: View): string {
  const words = itemWords[view.language];
  const { directory, settings } = view.campaign;
  const found = resolve(to, about, directory, dayOf(at, settings.zone));
  if (to.startsWith('unit:')) return unitName(view, to.slice(5));
  if (to.startsWith('person:')) return personName(view, to.slice(7));
  const post = mailWords[view.language].codes.to[to as Recipient];
  if (found.length === 0) return fill(words.nobody, { post });
  const names = listed(view, [...new Set(found.map(({ person }) => person.name))]);
  const why = found[0]!.rerouted;
  if (why === null) return fill(words.post, { post, names });
  return fill(words.rerouted, { post, names, why: mailWords[view.language].codes.rerouted[why]! });
}
