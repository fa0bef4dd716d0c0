import { CodedError } from '../../domain/errors.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import { streamOf } from '../../workflows/contract.ts';
import { actorIn, may } from '../access/may.ts';
import { refuseRehearsed, send } from '../api/act.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { isRecorded } from './doMeasure.ts';
import { one, type Said } from './said.ts';

/**
 * Closes a finding. The same form sent twice does it once.
 * @throws CodedError `not-allowed`, and whatever the engine refuses with
 */
export async function doFinding(
  deps: PageDeps,
  { who, campaign }: View,
  finding: FindingState,
  said: Said,
): Promise<void> {
  const actor = actorIn(who);
  refuseRehearsed(campaign);
  const stream = streamOf.finding(finding.campaign, finding.id);
  if (await isRecorded(deps, stream, said.id)) return;
  if (said.act !== 'close' || !actor || !may(who, { to: 'close', finding }))
    throw new CodedError('not-allowed', { act: 'close', who: 'office' });
  const decision = one(said.form, 'decision');
  await send(deps, stream, said.id, actor, { type: 'close', ...(decision ? { decision } : {}) });
}
