import { z } from 'zod';
import type { ChangePolicyAnswer, ChangePolicyRequest } from '../../client/api.ts';
import { readPolicy } from '../../client/policy.ts';
import { CodedError } from '../../domain/errors.ts';
import { isSame } from '../../domain/notice/carry.ts';
import { streamOf } from '../../workflows/contract.ts';
import { actorFor, refuseRehearsed, send } from './act.ts';
import { movedIn } from './calendar.ts';
import type { ApiDeps } from './deps.ts';
import { rulesOf } from './rules.ts';

export const changePolicySchema: z.ZodType<ChangePolicyRequest> = z.strictObject({
  id: z.string().trim().min(1).max(100),
  policy: z.unknown(),
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
  { id, policy: said, reason, as, confirm }: ChangePolicyRequest,
): Promise<ChangePolicyAnswer> {
  const state = await rulesOf(deps, campaign);
  refuseRehearsed(state);
  const policy = readPolicy(said);
  const moved = await movedIn(deps, state, { ...state, policy });
  const same = isSame(policy, state.policy);
  const answer = { campaign, from: state.policy.name, to: policy.name, moved, same };
  if (same || !confirm) return { ...answer, changed: false };
  if (as === undefined) throw new CodedError('policy-needs-person', { count: moved.length });
  await send(deps, streamOf.campaign(campaign), id, actorFor(state, as), { type: 'replan', policy, reason });
  return { ...answer, changed: true };
}
