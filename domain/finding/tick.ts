import { system } from '../actor.ts';
import type { Context } from '../context.ts';
import { type Limit, nextStep, noticesOf, type Step, speakers } from '../notice/climb.ts';
import type { FindingEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { FindingState } from './state.ts';

/** The limit that runs for a finding: settled and not closed, the office is asked to close it. */
export function limitsOf(state: FindingState): Limit[] {
  if (state.phase !== 'open' || state.settledOn === null) return [];
  return [{ basis: `closable:${state.settledOn}`, ladder: 'closable', day: state.settledOn }];
}

/** What comes next, earliest first. */
export function agenda(state: FindingState, context: Context): Step[] {
  return limitsOf(state)
    .map((limit) => nextStep(state, limit, context))
    .filter((step) => step !== null);
}

/** Everything time has brought about by `context.now`, in one go. */
export function tick(state: FindingState, context: Context): FindingEvent[] {
  const passed: Step[] = [];
  let current = state;
  for (;;) {
    const step = agenda(current, context)[0];
    if (!step || step.at > context.now) break;
    current = evolve(current, reached(step, false, context));
    passed.push(step);
  }
  const speaking = speakers(passed);
  return passed.map((step) => reached(step, speaking.has(step), context));
}

function reached(step: Step, spoke: boolean, context: Context): FindingEvent {
  const { limit, position, rung, day } = step;
  const notices = spoke ? noticesOf(step, context) : [];
  return {
    type: 'RungReached',
    at: context.now,
    by: system.person,
    basis: limit.basis,
    position,
    rung: rung.name,
    day,
    spoke,
    notices,
  };
}
