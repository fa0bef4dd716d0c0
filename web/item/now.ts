import type { MeasureState } from '../../domain/measure/state.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { actWords } from '../../words/acts.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { entriesOf } from './entries.ts';
import type { Telling } from './happened.ts';
import { lightText } from './light.tsx';
import { glanceAt } from './standing.ts';

/** A name and what stands under it. */
export type Line = { name: string; text: string };

/** How a measure stands now, for whoever wrote about it as it was: its light, its date, its last report, the last act. */
export function nowOfMeasure(state: MeasureState, last: StoredEvent | null, view: View): Line[] {
  const words = itemWords[view.language];
  const { light, distance, due, holder } = glanceAt(state, view);
  const { lastReport } = state;
  const milestone = (index: number) => state.milestones[index]?.text ?? '';
  return [
    { name: words.stands, text: [lightText(light, view.language), distance, holder].filter(Boolean).join(' · ') },
    ...(due ? [{ name: words.doneDue, text: view.dates.full(due) }] : []),
    ...(lastReport ? [{ name: words.report, text: sayReport(lastReport, view) }] : []),
    ...lastActOf(last, { view, numberOf: (id) => id, milestone }),
  ];
}

/** What was done last, by whom and when; nothing where nothing was done. */
export function lastActOf(last: StoredEvent | null, telling: Telling): Line[] {
  const { view } = telling;
  const [entry] = last ? entriesOf([last], [], telling) : [];
  if (!entry) return [];
  const { at, what, who } = entry;
  return [{ name: actWords[view.language].lastAct, text: `${view.dates.moment(at)} ${what} ${who}`.trim() }];
}

/** A report in one sentence. */
export function sayReport(
  { period, progress, next, nearCopy }: NonNullable<MeasureState['lastReport']>,
  { dates, language }: View,
): string {
  const words = itemWords[language];
  const facts = { period: dates.period(period), progress: progress || words.noProgress, next };
  return fill(words.reportFacts, facts) + (nearCopy ? fill(words.nearCopy, facts) : '');
}
