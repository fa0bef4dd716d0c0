import type { Language } from '../../../words/language.ts';
import { listWords } from '../../../words/lists.ts';
import { dueDays, type Measure } from './measures.ts';
import { spelling, wording } from './names.ts';

/** What became of a measure among the others: `twin` is the id of the one it only repeats. */
export type Settled = { measure: Measure; twin: string | null };

/**
 * Says of every measure whether another row says the same. A row that repeats finding, text and unit is not started
 * twice; one that says other things of the same measure is in error; the same words under another finding are asked.
 * @param running ids that are in the record already: they are no repetition of anything.
 */
export function settleTwins(measures: Measure[], running: ReadonlySet<string>, language: Language): Settled[] {
  const byId = new Map<string, Measure>();
  const byContent = new Map<string, Measure>();
  const byText = new Map<string, Measure>();
  for (const measure of [...measures].sort((a, b) => Number(running.has(b.id)) - Number(running.has(a.id)))) {
    const text = wording(measure.text);
    if (measure.text && !measure.row.failed && !byText.has(text)) byText.set(text, measure);
  }
  return measures.map((measure): Settled => {
    const { row, id, finding, text, people } = measure;
    if (row.failed || !finding) return { measure, twin: null };
    const content = [finding, wording(text), people.leadUnit ?? spelling(row.text('unit'))].join('\u0000');
    const same = byContent.get(content);
    if (same) {
      if (saysTheSame(same, measure)) return { measure, twin: same.id };
      row.fail('text', 'row-contradicts', { first: same.row.number, sheet: same.row.sheet });
      return { measure, twin: null };
    }
    const taken = byId.get(id);
    if (taken) {
      row.fail('id', 'id-repeated', { id: row.text('id') || id, first: taken.row.number });
      return { measure, twin: null };
    }
    const first = byText.get(wording(text));
    if (first?.alsoUnder.includes(finding)) return { measure, twin: first.id };
    if (first && first.finding !== finding && !running.has(id) && isShared(first, measure, language)) {
      if (!first.alsoUnder.includes(finding)) first.alsoUnder.push(finding);
      return { measure, twin: first.id };
    }
    byContent.set(content, measure);
    byId.set(id, measure);
    return { measure, twin: null };
  });
}

function saysTheSame(one: Measure, other: Measure): boolean {
  const said = ({ people, limits }: Measure) => {
    const { leaders, participants, handler } = people;
    return JSON.stringify([leaders, [...participants].sort(), handler, limits?.kind, dueDays(limits)]);
  };
  return said(one) === said(other);
}

/** Has a person said that the two findings share one measure? Until he has said anything the row waits. */
function isShared(first: Measure, { row, finding, text }: Measure, language: Language): boolean {
  const { option } = listWords[language];
  const answer = row.ask('text', {
    kind: 'sharedMeasure',
    text,
    about: [wording(text), ...[first.finding!, finding!].sort()],
    facts: { row: first.row.number, sheet: first.row.sheet },
    options: [
      { value: 'shared', label: option.shared },
      { value: 'separate', label: option.separate },
    ],
    held: true,
  });
  if (answer !== null && answer !== 'shared' && answer !== 'separate') row.wrongAnswer('text', answer);
  return answer === 'shared';
}
