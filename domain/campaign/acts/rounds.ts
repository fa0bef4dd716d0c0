import { inPost } from '../../actor.ts';
import { isDay } from '../../calendar/day.ts';
import { refusal } from '../../errors.ts';
import { cutOffOf } from '../../plan/cycle.ts';
import { mainPlan } from '../../plan/plan.ts';
import { openItems, policyOf } from '../round.ts';
import type { ActsOf } from './deed.ts';

/** The way up of a period's reports: lead units consolidate, leaders sign. */
export const rounds: ActsOf<'consolidate' | 'sign'> = {
  consolidate(deed, { plan = mainPlan, asOf = deed.doneOn, done, progress, effect, difficulties, next }) {
    const { state, actor, today, doneOn, context, facts } = deed;
    const round = state.rounds?.[plan];
    if (!round) return refusal('wrong-state', { act: 'consolidate', phase: 'none' });
    const unit = actor.units.find((one) => round.units.includes(one));
    if (unit === undefined) return refusal('not-allowed', { act: 'consolidate', who: 'unit' });
    if (unit in round.consolidated) return refusal('wrong-state', { act: 'consolidate', phase: 'consolidated' });
    if (!progress.trim() || !next.trim()) return refusal('reason-missing', { act: 'consolidate' });
    if (!isDay(asOf)) return refusal('no-such-date', { text: asOf });
    if (asOf > today) return refusal('bad-input', { field: 'asOf', value: asOf });
    const late = doneOn > cutOffOf(round.period, policyOf(state, plan), context.calendar, 'findingLead');
    const findings = openItems(state, plan, facts).findings.filter(({ leadUnit }) => leadUnit === unit);
    const summary = { done, progress, effect, difficulties, next };
    const ids = findings.map(({ id }) => id);
    return [deed.event('Consolidated', { plan, period: round.period, unit, findings: ids, late, asOf, ...summary })];
  },

  sign(deed, { plan = mainPlan }) {
    const { state, actor, facts, doneOn, today } = deed;
    const leader = inPost(actor);
    const round = state.rounds?.[plan];
    if (!round || round.leaders.length === 0) return refusal('wrong-state', { act: 'sign', phase: 'none' });
    if (!round.leaders.includes(leader)) return refusal('not-allowed', { act: 'sign', who: 'leader' });
    if (leader in round.signed) return refusal('wrong-state', { act: 'sign', phase: 'signed' });
    const mine = openItems(state, plan, facts).findings.filter(({ leaders }) => leaders.includes(leader));
    const findings = mine.map(({ id }) => id);
    return [
      deed.event('Signed', {
        plan,
        period: round.period,
        leader,
        findings,
        ...(doneOn === today ? {} : { on: doneOn }),
      }),
    ];
  },
};
