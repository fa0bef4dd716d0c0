import type { Instant } from '../../domain/calendar/day.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import { completed } from '../../domain/plan/presets.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { ApiDeps } from './deps.ts';

/** @throws CodedError `unknown-id` */
export async function rulesOf({ ledger }: Pick<ApiDeps, 'ledger'>, campaign: string): Promise<CampaignState> {
  const state = await rulesIfAny({ ledger }, campaign);
  if (!state) throw new CodedError('unknown-id', { id: campaign });
  return state;
}

/** The campaign as recorded; null where there is none of this id. */
export async function rulesIfAny({ ledger }: Pick<ApiDeps, 'ledger'>, campaign: string): Promise<CampaignState | null> {
  const row = await ledger.db
    .selectFrom('stream')
    .select('state')
    .where('id', '=', streamOf.campaign(campaign))
    .where('seq', '>', 0)
    .executeTakeFirst();
  const state = row?.state as CampaignState | undefined;
  return state ? { ...state, policy: completed(state.policy) } : null;
}

/** What time it is for a campaign: a rehearsal's clock stands where its driver has moved it. */
export async function nowOf({ ledger, now }: Pick<ApiDeps, 'ledger' | 'now'>, state: CampaignState): Promise<Instant> {
  if (state.clock === 'real') return now();
  const row = await ledger.db.selectFrom('rehearsal').select('now').where('campaign', '=', state.id).executeTakeFirst();
  return row?.now ?? now();
}
