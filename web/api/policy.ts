import { z } from 'zod';
import type { ChangePolicyAnswer, ChangePolicyRequest } from '../../client/api.ts';
import { readPolicy } from '../../client/policy.ts';
import type { CampaignCommand } from '../../domain/campaign/commands.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import { isSame } from '../../domain/notice/carry.ts';
import type { Policy } from '../../domain/plan/policy.ts';
import { streamOf } from '../../workflows/contract.ts';
import { actorFor, refuseRehearsed, send } from './act.ts';
import { movedIn } from './calendar.ts';
import type { ApiDeps } from './deps.ts';
import { rulesOf } from './rules.ts';

export const changePolicySchema: z.ZodType<ChangePolicyRequest> = z.strictObject({
  id: z.string().trim().min(1).max(100),
  policy: z.unknown(),
  plan: z.string().trim().min(1).max(100).exactOptional(),
  reason: z.string().trim().max(4_000),
  as: z.string().trim().min(1).max(500).exactOptional(),
  confirm: z.boolean(),
});

/**
 * Gives a running campaign another policy. What moves of each measure is answered first; nothing is done until a person of
 * the office confirms it, and then every running item counts its dates anew.
 * @throws CodedError what `readPolicy` refuses, `policy-needs-person`, `is-rehearsal`, and why the campaign refuses
 */
export async function changePolicy(
  deps: ApiDeps,
  campaign: string,
  { id, policy: said, plan, reason, as, confirm }: ChangePolicyRequest,
): Promise<ChangePolicyAnswer> {
  const state = await rulesOf(deps, campaign);
  refuseRehearsed(state);
  const policy = readPolicy(said);
  const { was, after, command } =
    plan === undefined ? ofAll(state, policy, reason) : ofPlan(state, plan, policy, reason);
  const moved = await movedIn(deps, state, after);
  const same = isSame(policy, was);
  const answer = { campaign, from: was.name, to: policy.name, moved, same };
  if (same || !confirm) return { ...answer, changed: false };
  if (as === undefined) throw new CodedError('policy-needs-person', { count: moved.length });
  await send(deps, streamOf.campaign(campaign), id, actorFor(state, as), command);
  return { ...answer, changed: true };
}

/** Which policy was, how the campaign is after the change, and the command that brings it about. */
type Change = { was: Policy; after: CampaignState; command: CampaignCommand };

function ofAll(state: CampaignState, policy: Policy, reason: string): Change {
  return { was: state.policy, after: { ...state, policy }, command: { type: 'replan', policy, reason } };
}

/** @throws CodedError `unknown-id` */
function ofPlan(state: CampaignState, id: string, policy: Policy, document: string): Change {
  const { plans = [] } = state.settings;
  const plan = plans.find((one) => one.id === id);
  if (!plan) throw new CodedError('unknown-id', { id });
  const after = plans.map((one) => (one === plan ? { ...plan, policy } : one));
  const { name, findings, links, leadDepartment } = plan;
  const lead = leadDepartment === null ? {} : { leadDepartment };
  return {
    was: plan.policy ?? state.policy,
    after: { ...state, settings: { ...state.settings, plans: after } },
    command: { type: 'setPlan', plan: id, name, findings, links, ...lead, policy, document },
  };
}
