import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import type { Announced } from './step.ts';

/** What comes next if nobody acts: the hour, the rung, to whom, and why then; `note` says what ends it. */
export function Ahead({ steps, note, view }: { steps: Announced[]; note?: string; view: View }) {
  const words = itemWords[view.language];
  return (
    <section>
      <h2>{words.ahead}</h2>
      {steps.length === 0 && <p>{words.aheadNone}</p>}
      {steps.length > 0 && note && <p class="note">{note}</p>}
      <ol class="steps">
        {steps.map(({ at, when, what, to, why }) => (
          <li>
            <time datetime={view.dates.machine(at)}>{when}</time>
            <div>
              {what} {fill(words.to, { to })} <Why view={view}>{why}</Why>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** 〔为何是这天〕, and one sentence under it. */
export function Why({ view, children }: { view: View; children?: unknown }) {
  const { why } = itemWords[view.language];
  return (
    <details class="why">
      <summary>{why}</summary>
      {children}
    </details>
  );
}
