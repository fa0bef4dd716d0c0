import { type Clock, type Holder, handOver } from './clock.ts';
import type { MeasureState } from './state.ts';

/** Books the time that passed and hands the clock to whoever holds the measure now. */
export function held(state: MeasureState, at: number): MeasureState {
  const clock: Clock | null = state.clock && handOver(state.clock, holderOf(state), at);
  return { ...state, clock };
}

/** Who holds the measure in this state: the post of the present review step, the unit, or nobody. */
export function holderOf(state: MeasureState): Holder {
  switch (state.phase) {
    case 'open':
      return 'unit';
    case 'review':
      return stepHolder(state);
    default:
      return 'nobody';
  }
}

/** While the higher level has not been asked to accept it, its step waits for the office. */
function stepHolder({ review, acceptance }: MeasureState): Holder {
  const step = review?.stages[review.index]?.step ?? 'office';
  return step === 'higherLevel' && acceptance?.result !== null ? 'office' : step;
}
