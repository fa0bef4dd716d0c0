import { refusal } from '../../errors.ts';
import { carriedOver, policyBefore } from '../../notice/carry.ts';
import { refuseLadders } from '../../notice/sound.ts';
import { cadencesOf, refuseCycle } from '../../plan/cycle.ts';
import { refuseChange } from '../../plan/directoryChange.ts';
import type { Policy } from '../../plan/policy.ts';
import { errandLimits } from '../errand.ts';
import { refuseIssue } from '../issue.ts';
import type { ActsOf, Deed } from './deed.ts';

/** The rules a campaign goes by, and the hour its lists become binding. */
export const issuing: ActsOf<'amendDirectory' | 'changeDirectory' | 'issue' | 'release' | 'replan' | 'setSecrecy'> = {
  amendDirectory(deed, { change, document }) {
    if (!document.trim()) return refusal('reason-missing', { act: 'amendDirectory' });
    return refuseChange(change, deed.state.directory) ?? [deed.event('DirectoryAmended', { change, document })];
  },

  changeDirectory: (deed, { directory }) => [deed.event('DirectoryChanged', { directory })],

  issue(deed, { document, approvers, on = deed.today }) {
    const { measures } = deed.facts;
    if (!document.trim() || approvers.length === 0) return refusal('reason-missing', { act: 'issue' });
    const bad = refuseIssue(deed.state, measures, on, deed.today);
    if (bad) return bad;
    const items = measures.filter(({ phase }) => phase === 'draft').length;
    return [deed.event('Issued', { document, approvers, on, held: true, items })];
  },

  release: (deed) => [deed.event('Released', {})],

  setSecrecy(deed, { level, finding = null, reason }) {
    if (!reason.trim()) return refusal('reason-missing', { act: 'setSecrecy' });
    const known = finding === null || deed.facts.findings.some(({ id }) => id === finding);
    if (!known) return refusal('unknown-id', { id: finding });
    return [deed.event('SecrecySet', { level, finding, reason })];
  },

  replan(deed, { policy = null, years = null, reason }) {
    if (!reason.trim()) return refusal('reason-missing', { act: 'replan' });
    const bad = policy ? (refuseCycle(policy, cadencesOf(policy)) ?? refuseLadders(policy)) : null;
    if (bad) return bad;
    const known = deed.context.calendar?.years ?? {};
    const before = Object.fromEntries(Object.keys(years ?? {}).map((year) => [year, known[year] ?? null]));
    return [
      deed.event('Replanned', { policy, years, reason, ...(years ? { before } : {}), ...otherwise(deed, policy) }),
    ];
  },
};

/** What running items are to know of the policy that was, and where the campaign's own errands stand on the new one. */
function otherwise({ state, context }: Deed, policy: Policy | null) {
  if (!policy) return {};
  const ownPlans = (state.settings.plans ?? []).filter((plan) => plan.policy);
  const was = policyBefore(
    context.policy,
    policy,
    ownPlans.flatMap(({ findings }) => findings),
  );
  if (!was) return {};
  const { rungs = {} } = state;
  const carried = carriedOver({ rungs }, errandLimits(state), was.ladders, { ...context, policy });
  return { was, ...(Object.keys(carried).length > 0 ? { rungs: carried } : {}) };
}
