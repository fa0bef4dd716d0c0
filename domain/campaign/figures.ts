import type { Light } from '../measure/light.ts';

/** The counts a bulletin states, as of one instant; per measure and per finding apart, never one from the other. */
export type Figures = {
  findings: { total: number; closed: number };
  measures: { total: number; closed: number; late: number; withdrawn: number; longTerm: number };
  byLight: Partial<Record<Light, number>>;
  lateByHolder: { unit: number; leader: number; office: number; higherLevel: number };
};

/** A share in per cent, half-up, to one decimal; null of nothing. */
export function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 1000) / whole + 0.5) / 10;
}
