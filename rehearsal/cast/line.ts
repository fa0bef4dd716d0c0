import type { Day } from '../../domain/calendar/day.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Letter } from '../../domain/plan/letter.ts';

/** One line somebody found in his mail. */
export type Line = {
  notice: string;
  person: string;
  role: string;
  letter: Letter;
  basis: string;
  rung: string;
  due: Day | null;
  about: { measure: MeasureState } | { finding: FindingState } | null;
};
