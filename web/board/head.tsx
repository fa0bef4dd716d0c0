import { addMonths, daysBetween } from '../../domain/calendar/day.ts';
import { rate } from '../../domain/campaign/figures.ts';
import type { Tally } from '../../ledger/queries/tally.ts';
import { boardWords } from '../../words/board.ts';
import { fill, type Language } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { noteOf } from '../item/rung.ts';

/** The answer of a board: the counts of measures and of findings, apart, and what is left of the period. */
export function Head({ tally, view }: { tally: Tally; view: View }) {
  const words = boardWords[view.language];
  const { draft = 0, withdrawn = 0, closed = 0, ...running } = tally.measures;
  const total = closed + Object.values(running).reduce((sum, n) => sum + n, 0);
  const { findings } = tally;
  const issued = findings.open + findings.settled + findings.closed;
  const asides = [
    ...(draft > 0 ? [fill(words.measures.aside.draft, { n: draft })] : []),
    ...(withdrawn > 0 ? [fill(words.measures.aside.withdrawn, { n: withdrawn })] : []),
  ];
  return (
    <>
      <h1>
        {total === 0
          ? words.measures.none
          : fill(words.measures.total, {
              total,
              closed,
              open: total - closed,
              rate: sayRate(closed, total, view.language),
            })}
      </h1>
      <p>
        <a href={view.to('/f')}>
          {issued === 0
            ? words.findings.none
            : fill(words.findings.total, {
                ...findings,
                total: issued,
                rate: sayRate(findings.closed, issued, view.language),
              })}
        </a>
        <span class="note">
          {words.findings.note}
          {findings.draft > 0 && fill(words.findings.aside, { n: findings.draft })}
        </span>
      </p>
      <p class="note">{[periodOf(view), ...asides].join(' · ')}</p>
    </>
  );
}

/** A share in words, half-up to one decimal; a dash of nothing. */
export function sayRate(part: number, whole: number, language: Language): string {
  const share = rate(part, whole);
  const words = boardWords[language];
  return share === null ? words.none : fill(words.rate, { rate: share.toFixed(1) });
}

function periodOf(view: View): string {
  const words = boardWords[view.language].period;
  const { feedbackOn, concentratedMonths } = view.campaign.settings;
  const end = addMonths(feedbackOn, concentratedMonths);
  const facts = { n: daysBetween(view.day, end), day: view.dates.full(end), note: noteOf(end, view) };
  if (facts.n < 0) return fill(words.over, facts);
  return fill(facts.note ? words.leftNote : words.left, facts);
}
