import type { MeasureCommand } from '../../domain/measure/commands.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Person } from '../../domain/plan/directory.ts';
import type { CastWords } from '../../words/shapes/cast.ts';

/**
 * What the units of a divided measure do: each counts what is done of its next part, then hands it in; null: it has none
 * left.
 */
export function handInPart(measure: MeasureState, person: Person, words: CastWords): MeasureCommand | null {
  const mine = measure.parts?.find(({ unit, handedIn, closed }) => unit === person.unit && !handedIn && !closed);
  if (!mine) return null;
  if (mine.total !== undefined && mine.done !== mine.total) return { type: 'count', part: mine.id, done: mine.total };
  return { type: 'handInPart', part: mine.id, evidence: [words.evidence] };
}

/** A lead unit says how much is done when it reports: a third of what is left; null: there is nothing to count. */
export function countSome({ quantity, parts }: MeasureState): MeasureCommand | null {
  if (!quantity || parts?.some(({ total }) => total !== undefined) || quantity.done >= quantity.total) return null;
  return { type: 'count', done: Math.ceil(quantity.done + (quantity.total - quantity.done) / 3) };
}

/** The office looks at a part: not always the first time it is asked, and not always content. */
export function lookAtPart(
  basis: string,
  rung: string,
  draw: (purpose: string) => number,
  words: CastWords,
): MeasureCommand | null {
  if (draw('part late') < 0.6 && rung !== 'past') return null;
  const part = basis.split(':')[1] ?? '';
  return draw('part') < 0.15 ? { type: 'returnPart', part, reason: words.returned } : { type: 'closePart', part };
}
