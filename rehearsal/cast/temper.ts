import type { UnitId } from '../../domain/plan/directory.ts';
import { hash01 } from '../../domain/seed.ts';

/** How a unit of the cast behaves: all on its day, when it is dunned, when it is reported, or only at the very end. */
export const tempers = ['prompt', 'slow', 'late', 'silent'] as const;
export type Temper = (typeof tempers)[number];

/** Dealt by the seed: about half prompt, a quarter slow, a sixth late, the rest silent. */
export function temperOf(seed: string, unit: UnitId): Temper {
  const draw = hash01(seed, 'temper', unit);
  if (draw < 0.5) return 'prompt';
  if (draw < 0.75) return 'slow';
  return draw < 0.92 ? 'late' : 'silent';
}

/** The name of the first rung a unit of this temper moves at, of a deadline's ladder and of a report's. */
const movesAt: Record<Temper, { done: string[]; report: string[] }> = {
  prompt: { done: ['green', 'yellow', 'red', 'near'], report: ['request'] },
  slow: { done: ['yellow', 'red', 'urge', 'missed', 'past'], report: ['chase', 'missing'] },
  late: {
    done: ['red', 'urge', 'leader', 'supervise', 'past to leader'],
    report: ['missing', 'missing again', 'missing to leader'],
  },
  silent: { done: ['circulate', 'talk', 'past to leader'], report: ['missing to office', 'silent to leader'] },
};

/** Does a unit of this temper move at this rung? */
export function moves(temper: Temper, ladder: 'done' | 'report', rung: string): boolean {
  return movesAt[temper][ladder].includes(rung);
}

/** Does this reviewer sit on what he is asked to review until somebody above him is told? About one in five does. */
export function sits(seed: string, person: string): boolean {
  return hash01(seed, 'sits', person) < 0.2;
}
