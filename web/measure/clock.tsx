import { bookedUntil, type Clock, type Holder, holders } from '../../domain/measure/clock.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { boardWords } from '../../words/board.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { may } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import { unitName } from '../item/names.ts';

const msPerDay = 86_400_000;
/** A label stands inside its part of the bar where it has so much of it. */
const roomForLabel = 0.2;

type Part = { holder: Holder; name: string; ms: number };

/** In whose hands the time since issue went, as one bar; widths are attributes, the policy forbids inline styles. */
export function HolderBar({ state, view }: { state: MeasureState; view: View }) {
  const words = itemWords[view.language];
  const parts = state.clock ? partsOf(state.clock, state, view) : [];
  const total = parts.reduce((sum, { ms }) => sum + ms, 0);
  if (total === 0) return null;
  const caption = fill(words.clock, { days: daysIn(total) });
  let at = 0;
  const placed = parts.map((part) => {
    const from = at;
    at += part.ms / total;
    return { ...part, from, share: part.ms / total };
  });
  return (
    <figure>
      <figcaption>
        {caption} <span class="note">{words.clockOther}</span>
      </figcaption>
      <svg class="bar" role="img" width="100%" height="28">
        <title>{caption}</title>
        {placed.map(({ holder, name, ms, from, share }) => (
          <>
            <rect class={holder} x={percent(from)} width={percent(share)} height="28" />
            {share >= roomForLabel && (
              <text x={percent(from + share / 2)} y="19" text-anchor="middle">{`${name} ${daysIn(ms)}`}</text>
            )}
          </>
        ))}
      </svg>
      <ul class="legend">
        {parts.map(({ holder, name, ms }) => (
          <li>
            <svg class="key" width="12" height="12" aria-hidden="true">
              <rect class={holder} width="12" height="12" />
            </svg>
            {name} {fill(words.days, { n: daysIn(ms) })}
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** A leader's own time shows to him and the office alone; to everybody else all reviewers are one. */
function partsOf(clock: Clock, state: MeasureState, view: View): Part[] {
  const booked = bookedUntil(clock, view.context.now);
  const parts = holders
    .filter((holder) => holder !== 'nobody' && (booked[holder] ?? 0) > 0)
    .map((holder) => ({ holder, name: nameOf(holder, state, view), ms: booked[holder]! }));
  if (may(view.who, { to: 'seeLeaderTime', leaders: state.leaders })) return parts;
  const reviewing = parts.filter(({ holder }) => holder !== 'unit' && holder !== 'higherLevel');
  if (reviewing.length === 0) return parts;
  const ms = reviewing.reduce((sum, part) => sum + part.ms, 0);
  const review: Part = { holder: 'office', name: itemWords[view.language].reviewTime, ms };
  return [...parts.filter((part) => !reviewing.includes(part)), review];
}

function nameOf(holder: Holder, { leadUnit }: MeasureState, view: View): string {
  return holder === 'unit' ? unitName(view, leadUnit) : boardWords[view.language].holder[holder];
}

/** Whole days; of less than ten, one decimal. */
export function daysIn(ms: number): string {
  const days = ms / msPerDay;
  return days < 10 ? String(Math.round(days * 10) / 10) : String(Math.round(days));
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
