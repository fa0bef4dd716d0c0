import { type Light, lights } from '../../domain/measure/light.ts';
import type { Tally } from '../../ledger/queries/tally.ts';
import { boardWords } from '../../words/board.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { lightText } from '../item/light.tsx';
import { type BoardQuery, pastsFor } from './query.ts';

/** In the order an office asks for them; those at the end only where there are any. */
const always: Light[] = [
  'overdue',
  'lagging',
  'dueSoon',
  'normal',
  'withReviewer',
  'withHigherLevel',
  'longTerm',
  'closed',
];

/** How many measures show each light, and in whose hands the late ones are; each count leads to its measures. */
export function Counters({ tally, query, view }: { tally: Tally; query: BoardQuery; view: View }) {
  const words = boardWords[view.language];
  const { measures, past } = tally;
  const shownPasts = pastsFor(view);
  const shown = [...always, ...lights.filter((light) => !always.includes(light) && measures[light])];
  return (
    <>
      <nav class="counters" aria-label={words.lightsLabel}>
        {shown.map((light) => (
          <a
            class={`light ${light}`}
            href={view.to('', { light })}
            aria-current={query.light === light ? 'true' : undefined}
          >
            {fill(words.countOf, { name: lightText(light, view.language), n: measures[light] ?? 0 })}
          </a>
        ))}
      </nav>
      <p class="past">
        {words.late}
        {shownPasts.map((holder, index) => (
          <>
            {index > 0 && ' · '}
            <a href={view.to('', { past: holder })} aria-current={query.past === holder ? 'true' : undefined}>
              {fill(words.countOf, { name: words.past[holder], n: past[holder] })}
            </a>
          </>
        ))}
        {!shownPasts.includes('leader') && (
          <> · {fill(words.countOf, { name: itemWords[view.language].reviewTime, n: past.leader + past.office })}</>
        )}
      </p>
    </>
  );
}
