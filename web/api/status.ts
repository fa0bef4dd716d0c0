import type { CampaignStatus } from '../../client/api.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { figuresOf } from '../../domain/digest/counts.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { nextInstant } from '../../ledger/queries/agenda.ts';
import type { ApiDeps } from './deps.ts';
import { nowOf, rulesOf } from './rules.ts';

/** @throws CodedError `unknown-id` */
export async function statusOf(deps: ApiDeps, campaign: string): Promise<CampaignStatus> {
  const state = await rulesOf(deps, campaign);
  const { settings, phase, clock, policy } = state;
  const asOf = await nowOf(deps, state);
  const findings = await statesOf<FindingState>(deps, campaign, 'finding');
  const measures = await statesOf<MeasureState>(deps, campaign, 'measure');
  const drafts = (items: { phase: string }[]) => items.filter((item) => item.phase === 'draft').length;
  return {
    id: campaign,
    name: settings.name,
    phase,
    clock,
    feedbackOn: settings.feedbackOn,
    zone: settings.zone,
    asOf,
    figures: figuresOf(findings, measures, dayOf(asOf, settings.zone), policy),
    drafts: { findings: drafts(findings), measures: drafts(measures) },
    mails: await mailsByState(deps, campaign),
    next: await nextInstant(deps.ledger.db, campaign),
  };
}

async function statesOf<S>({ ledger }: ApiDeps, campaign: string, kind: 'finding' | 'measure'): Promise<S[]> {
  const rows = await ledger.db
    .selectFrom('stream')
    .select('state')
    .where('campaign', '=', campaign)
    .where('kind', '=', kind)
    .where('seq', '>', 0)
    .execute();
  return rows.map(({ state }) => state as S);
}

async function mailsByState({ ledger }: ApiDeps, campaign: string): Promise<Record<string, number>> {
  const rows = await ledger.db
    .selectFrom('mail')
    .select((is) => ['state', is.fn.countAll<number>().as('n')])
    .where('campaign', '=', campaign)
    .groupBy('state')
    .orderBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}
