import type { Calendar } from '../calendar/calendar.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Limit } from '../notice/climb.ts';
import type { Policy } from '../plan/policy.ts';
import { dayBehind } from './curve.ts';
import type { MeasureState } from './state.ts';

/**
 * Every limit that runs in this state, but the next report cycle's (`cycle.ts`). What a reviewer holds, what is closed
 * and what is suspended has no limit of the unit's: no rung can speak to the unit about it. Of what is suspended the office
 * is asked from time to time, so that it is not forgotten.
 */
export function limitsOf(state: MeasureState, { calendar, policy }: Rules): Limit[] {
  switch (state.phase) {
    case 'open':
      return [...openLimits(state, calendar), ...planLimits(state, calendar, policy)];
    case 'review':
      return [
        { basis: `review:${state.rounds}:${state.review!.index}`, ladder: 'review', day: state.review!.limit },
        ...confirmLimits(state),
      ];
    case 'closed':
      return [...lookBackLimits(state), ...confirmLimits(state)];
    case 'suspended': {
      const { on } = state.suspended!;
      return [{ basis: `suspended:${on}`, ladder: 'suspended', day: on }];
    }
    default:
      return [];
  }
}

/** All that limits rest on beside the state. */
export type Rules = { calendar: Calendar; policy: Pick<Policy, 'behind'> };

/** A quantity behind its plan; nothing while an extension is undecided. */
function planLimits(state: MeasureState, { zone }: Calendar, { behind = defaultBehind }: Rules['policy']): Limit[] {
  if (!state.quantity || state.issuedAt === null || state.extension || state.resubmitBy) return [];
  const since = dayOf(state.issuedAt, zone);
  return (['lagging', 'farBehind'] as const).flatMap((ladder) => {
    const day = dayBehind(behind[ladder], state, since);
    return day === null ? [] : [{ basis: `${ladder}:${behind[ladder]}:${day}`, ladder, day }];
  });
}

const defaultBehind = { lagging: 10, farBehind: 30 };

function openLimits(state: MeasureState, calendar: Calendar): Limit[] {
  const limits: Limit[] = confirmLimits(state);
  if (state.assignedAt !== null && state.acknowledgedAt === null) {
    const day = dayOf(state.assignedAt, calendar.zone);
    limits.push({ basis: `ack:${day}`, ladder: 'acknowledge', day });
  }
  if (state.notMine)
    limits.push({ basis: `notMine:${state.notMine.limit}`, ladder: 'notMine', day: state.notMine.limit });
  if (state.extension) {
    // Asked in time and not answered yet: until the decider speaks the date does not run against the unit.
    const { round, limit } = state.extension;
    limits.push({ basis: `decision:${round}:${limit}`, ladder: 'decision', day: limit });
  } else if (state.resubmitBy) {
    limits.push({ basis: `resubmit:${state.rounds}:${state.resubmitBy}`, ladder: 'resubmit', day: state.resubmitBy });
  } else if (state.doneDue && !state.longTerm) {
    limits.push({ basis: `done:${state.doneDue.day}`, ladder: 'doneDue', day: state.doneDue.day });
  }
  if (state.effectDue && !state.effect) {
    limits.push({ basis: `effect:${state.effectDue.day}`, ladder: 'effectDue', day: state.effectDue.day });
  }
  state.milestones.forEach((milestone, index) => {
    if (!milestone.metOn)
      limits.push({ basis: `milestone:${index}:${milestone.day}`, ladder: 'milestone', day: milestone.day });
  });
  for (const { id, handedIn, closed } of state.parts ?? []) {
    if (handedIn && !closed)
      limits.push({ basis: `part:${id}:${handedIn.limit}`, ladder: 'part', day: handedIn.limit });
  }
  for (const { day, done } of state.quotas ?? []) {
    if ((state.quantity?.done ?? 0) < done) limits.push({ basis: `quota:${done}:${day}`, ladder: 'milestone', day });
  }
  const { condition, cycle, permanence, reviewOn } = state;
  if (condition && cycle && condition.answered !== cycle.period)
    limits.push({ basis: `watch:${cycle.period}`, ladder: 'watch', day: cycle.cutOff });
  if (permanence?.asks && permanence.limit) {
    const basis = `permanent:${permanence.asks}:${permanence.limit}`;
    limits.push({ basis, ladder: 'permanent', day: permanence.limit });
  }
  if (reviewOn) limits.push({ basis: `yearly:${reviewOn}`, ladder: 'yearly', day: reviewOn });
  if (state.cycle && !state.cycle.reported) {
    limits.push({ basis: `cycle:${state.cycle.period}`, ladder: 'cycle', day: state.cycle.cutOff });
    if (isSilent(state)) {
      const signed = dayOf(state.acknowledgedAt!, calendar.zone);
      limits.push({ basis: `silent:${signed}:${state.cycle.period}`, ladder: 'silent', day: state.cycle.cutOff });
    }
  }
  return limits;
}

/** Signed for, a whole cycle gone, and nothing was ever heard of it. */
function isSilent({ acknowledgedAt, reports, missedReports, effect, rounds, history }: MeasureState): boolean {
  return acknowledgedAt !== null && reports === 0 && missedReports > 0 && !effect && rounds === 0 && !history;
}

/** A claimed effect waits for somebody's word, whatever becomes of the measure meanwhile. */
function confirmLimits({ effect }: MeasureState): Limit[] {
  if (!effect?.asks || !effect.limit) return [];
  return [{ basis: `confirm:${effect.asks}:${effect.limit}`, ladder: 'confirm', day: effect.limit }];
}

function lookBackLimits(state: MeasureState): Limit[] {
  const { next, done, fresh } = state.lookBack;
  if (!next) return [];
  const limits: Limit[] = [{ basis: `lookBack:${done + 1}:${next}`, ladder: 'lookBack', day: next }];
  return fresh ? limits : [...limits, { basis: `fresh:${done + 1}:${next}`, ladder: 'fresh', day: next }];
}
