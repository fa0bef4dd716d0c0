import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ImportAnswer, ImportRequest } from '../../client/api.ts';
import { beginnings, everyoneBegan, startCampaign } from '../../client/campaign.ts';
import { checkLists, itemId, listsSchema } from '../../client/lists.ts';
import { planSchema, teamSchema } from '../../client/plans.ts';
import { policySchema } from '../../client/policy.ts';
import { system } from '../../domain/actor.ts';
import { isDay } from '../../domain/calendar/day.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import type { Directory } from '../../domain/plan/directory.ts';
import type { Lists } from '../../domain/plan/lists.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import { languages } from '../../words/language.ts';
import { streamOf } from '../../workflows/contract.ts';
import { runningEngine, send } from './act.ts';
import type { ApiDeps } from './deps.ts';
import { rulesIfAny } from './rules.ts';

const settings: z.ZodType<Settings> = z.strictObject({
  id: itemId,
  name: z.string().trim().min(1),
  feedbackOn: z.string().refine(isDay),
  concentratedMonths: z.int().min(1).max(24),
  zone: z.string().min(1),
  language: z.enum(languages),
  office: z.strictObject({
    name: z.string().min(1),
    replyTo: z.string().refine((said) => strictAddress(said) !== null),
  }),
  plans: z.array(planSchema).exactOptional(),
  teams: z.array(teamSchema).exactOptional(),
});

/** What an import sends: how the campaign is set up, and its lists. */
export const importSchema: z.ZodType<ImportRequest> = z.strictObject({
  setUp: z.strictObject({ settings, policy: policySchema }),
  lists: listsSchema,
});

/**
 * Sets a campaign up and drafts its lists, or adds what is new in them to one that there is: a draft until it is issued,
 * too. An import that was cut off is simply made again.
 */
export async function importLists(deps: ApiDeps, { setUp, lists }: ImportRequest): Promise<ImportAnswer> {
  const engine = runningEngine(deps);
  checkLists(lists);
  const { id: campaign } = setUp.settings;
  const before = await rulesIfAny(deps, campaign);
  if (before?.clock === 'stepped') throw new CodedError('is-rehearsal', { campaign });
  const known = await begun(deps, campaign);
  const already = before ? { settings: before.settings, policy: before.policy } : setUp;
  await startCampaign(engine, { ...already, clock: 'real' }, lists, null);
  const all = beginnings({ ...already, clock: 'real' }, lists, null);
  await everyoneBegan(engine, all, () => begun(deps, campaign));
  if (before) await addToKnown(deps, before, lists);
  return {
    campaign,
    findings: counted(lists.findings.map(({ id }) => known.has(streamOf.finding(campaign, id)))),
    measures: counted(lists.measures.map(({ id }) => known.has(streamOf.measure(campaign, id)))),
  };
}

function counted(known: boolean[]): { started: number; known: number } {
  const n = known.filter(Boolean).length;
  return { started: known.length - n, known: n };
}

/** What a campaign that was there before must be told: people it did not know, and measures its findings did not have. */
async function addToKnown(deps: ApiDeps, before: CampaignState, { directory, findings, measures }: Lists) {
  const merged = {
    units: byId(before.directory.units, directory.units),
    persons: byId(before.directory.persons, directory.persons),
  };
  if (JSON.stringify(merged) !== JSON.stringify(before.directory)) {
    const command = { type: 'changeDirectory', directory: merged satisfies Directory };
    await send(deps, streamOf.campaign(before.id), randomUUID(), system, command);
  }
  for (const { id } of findings) {
    const stream = streamOf.finding(before.id, id);
    const row = await deps.ledger.db.selectFrom('stream').select('state').where('id', '=', stream).executeTakeFirst();
    const has = (row?.state as FindingState | undefined)?.measures ?? {};
    const added = measures.filter((one) => one.finding === id && !(one.id in has)).map((one) => one.id);
    if (added.length > 0) await send(deps, stream, randomUUID(), system, { type: 'addMeasures', measures: added });
  }
}

function byId<T extends { id: string }>(old: T[], said: T[]): T[] {
  return [...new Map([...old, ...said].map((one) => [one.id, one])).values()];
}

/** The streams of a campaign that have an event. */
async function begun({ ledger }: ApiDeps, campaign: string): Promise<Set<string>> {
  const rows = await ledger.db
    .selectFrom('stream')
    .select('id')
    .where('campaign', '=', campaign)
    .where('seq', '>', 0)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
