import { isDay } from '../../calendar/day.ts';
import { type Cadence, cadenceOf, periodOn } from '../../calendar/period.ts';
import { type Refusal, refusal } from '../../errors.ts';
import type { Plan } from '../../plan/plan.ts';
import { named, refusePlans, refuseTeam } from '../../plan/refusePlans.ts';
import { policyOf } from '../round.ts';
import type { ActsOf, Deed } from './deed.ts';

/** Special plans and teams as they are set up, changed and ended while the campaign runs, each by a document. */
export const plans: ActsOf<'setPlan' | 'dropPlan' | 'setTeam' | 'dropTeam'> = {
  setPlan(
    deed,
    { plan: id, name, leadDepartment: lead = null, findings, links = {}, every, document, on = deed.today },
  ) {
    const { state, facts, context } = deed;
    const before = state.settings.plans?.find((one) => one.id === id);
    const own = every ? { policy: withCadence(deed, id, every) } : before?.policy ? { policy: before.policy } : {};
    const leadDepartment = lead === null ? null : (named(context.directory.units, lead)?.id ?? lead);
    const plan: Plan = { id, name, leadDepartment, findings, links, ...own };
    const others = (state.settings.plans ?? []).filter((one) => one.id !== id);
    const bad =
      refuseDocument('setPlan', deed, document, on) ?? refusePlans([...others, plan], { ...facts, ...context });
    if (bad) return bad;
    const cadence = plan.policy ?? policyOf(state, id);
    const { every: said, months } = cadence.cycle;
    // Its reports are asked for from the next period on: there was no such plan before.
    const since = periodOn(deed.today, said ?? cadenceOf(months));
    return [deed.event('PlanSet', { plan, document, on, since })];
  },

  dropPlan(deed, { plan: id, document, on = deed.today }) {
    if (!deed.state.settings.plans?.some((one) => one.id === id)) return refusal('unknown-id', { id });
    return refuseDocument('dropPlan', deed, document, on) ?? [deed.event('PlanDropped', { plan: id, document, on })];
  },

  setTeam(deed, { team: id, name, head, liaison, findings, document, on = deed.today }) {
    const { context, facts } = deed;
    const idOf = (said: string) => named(context.directory.persons, said)?.id ?? said;
    const team = { id, name, head: idOf(head), liaison: idOf(liaison), findings };
    const bad = refuseDocument('setTeam', deed, document, on) ?? refuseTeam(team, { ...facts, ...context });
    return bad ?? [deed.event('TeamSet', { team, document, on })];
  },

  dropTeam(deed, { team: id, document, on = deed.today }) {
    if (!deed.state.settings.teams?.some((one) => one.id === id)) return refusal('unknown-id', { id });
    return refuseDocument('dropTeam', deed, document, on) ?? [deed.event('TeamDropped', { team: id, document, on })];
  },
};

function refuseDocument(act: string, deed: Deed, document: string, on: string): Refusal | null {
  if (!document.trim()) return refusal('reason-missing', { act });
  if (!isDay(on)) return refusal('no-such-date', { text: on });
  if (on > deed.today) return refusal('bad-input', { field: 'on', value: on });
  return on < deed.state.settings.feedbackOn ? refusal('backdated', { day: on }) : null;
}

/** The plan's policy so far, with another cadence. */
function withCadence({ state }: Deed, plan: string, every: Cadence) {
  const policy = policyOf(state, plan);
  return { ...policy, cycle: { ...policy.cycle, every } };
}
