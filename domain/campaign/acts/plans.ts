import { isDay } from '../../calendar/day.ts';
import { type Cadence, cadenceOf, periodOn } from '../../calendar/period.ts';
import { type Refusal, refusal } from '../../errors.ts';
import { type PolicyBefore, policyBefore } from '../../notice/carry.ts';
import { refuseLadders } from '../../notice/sound.ts';
import { type Plan, planOf, policyFor } from '../../plan/plan.ts';
import type { Policy } from '../../plan/policy.ts';
import { completed } from '../../plan/presets.ts';
import { named, refusePlans, refuseTeam } from '../../plan/refusePlans.ts';
import { policyOf } from '../round.ts';
import type { ActsOf, Deed } from './deed.ts';

/** Special plans and teams as they are set up, changed and ended while the campaign runs, each by a document. */
export const plans: ActsOf<'setPlan' | 'dropPlan' | 'setTeam' | 'dropTeam'> = {
  setPlan(
    deed,
    { plan: id, name, leadDepartment: lead = null, findings, links = {}, document, on = deed.today, ...said },
  ) {
    const { state, facts, context } = deed;
    const before = state.settings.plans?.find((one) => one.id === id);
    const policy = policySaid(said, before?.policy, state.policy);
    const own = policy ? { policy } : {};
    const leadDepartment = lead === null ? null : (named(context.directory.units, lead)?.id ?? lead);
    const plan: Plan = { id, name, leadDepartment, findings, links, ...own };
    const others = (state.settings.plans ?? []).filter((one) => one.id !== id);
    const bad =
      refuseDocument('setPlan', deed, document, on) ??
      refusePlans([...others, plan], { ...facts, ...context }) ??
      (said.policy ? refuseLadders(said.policy) : null);
    if (bad) return bad;
    const cadence = plan.policy ?? policyOf(state, id);
    const { every, months } = cadence.cycle;
    // Its reports are asked for from the next period on: there was no such plan before.
    const since = periodOn(deed.today, every ?? cadenceOf(months));
    return [deed.event('PlanSet', { plan, document, on, since, ...wasUnder(deed, [...others, plan]) })];
  },

  dropPlan(deed, { plan: id, document, on = deed.today }) {
    if (!deed.state.settings.plans?.some((one) => one.id === id)) return refusal('unknown-id', { id });
    const left = deed.state.settings.plans.filter((one) => one.id !== id);
    return (
      refuseDocument('dropPlan', deed, document, on) ?? [
        deed.event('PlanDropped', { plan: id, document, on, ...wasUnder(deed, left) }),
      ]
    );
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

/** The plan's own policy, another cadence in it where one is said; undefined: it goes by the campaign's. */
function policySaid(
  { policy: said, every }: { policy?: Policy; every?: Cadence },
  before: Policy | undefined,
  campaigns: Policy,
): Policy | undefined {
  const own = said ?? before;
  if (!every) return own;
  const policy = own ?? campaigns;
  return { ...policy, cycle: { ...policy.cycle, every } };
}

/** What running items are to know of the policies they went by, where these plans give them another. */
function wasUnder({ state, facts }: Deed, after: Plan[]): { was?: PolicyBefore[] } {
  const { settings, policy } = state;
  const groups = new Map<string, string[]>();
  for (const { id } of facts.findings) {
    const key = `${planOf(id, settings.plans)} ${planOf(id, after)}`;
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  const was = [...groups.values()].flatMap((only) => {
    const under = (plans: Plan[] | undefined) => completed(policyFor(only[0]!, plans ? { plans } : {}, policy));
    const before = policyBefore(under(settings.plans), under(after));
    return before ? [{ ...before, only }] : [];
  });
  return was.length > 0 ? { was } : {};
}
