import { z } from 'zod';
import type { ImportAnswer, ImportRequest, ImportView } from '../../client/api.ts';
import { type ImportContent, importId, type Outcome, planOf, saidAgain } from '../../client/import.ts';
import { checkLists, itemId, listsSchema } from '../../client/lists.ts';
import { checkPlans, planSchema, teamSchema } from '../../client/plans.ts';
import { policySchema } from '../../client/policy.ts';
import { isDay } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Compared } from '../../domain/import/compare.ts';
import { changesOf, type Plan, workOf } from '../../domain/import/plan.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { secrecies } from '../../domain/plan/secrecy.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import { readYears } from '../../ledger/queries/calendarYears.ts';
import { keepImported, openImport, readImport, recordedIn } from '../../ledger/queries/imported.ts';
import { askQuestions } from '../../ledger/queries/questions.ts';
import { askedOf } from '../../words/import.ts';
import { type Language, languages } from '../../words/language.ts';
import { actorFor, refuseRehearsed, runningEngine } from './act.ts';
import type { ReadyDeps } from './deps.ts';
import { questionSchema } from './questions.ts';
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
  secrecy: z
    .strictObject({
      level: z.enum(secrecies).exactOptional(),
      findings: z.record(z.string(), z.enum(secrecies)).exactOptional(),
    })
    .exactOptional(),
});
const name = z.string().trim().min(1).max(500);

/** What an import sends. */
export const importSchema: z.ZodType<ImportRequest> = z.strictObject({
  setUp: z.strictObject({ settings, policy: policySchema }).exactOptional(),
  lists: listsSchema,
  files: z.array(name).max(100).default([]),
  questions: z.array(questionSchema).default([]),
  as: name.exactOptional(),
  approver: name.exactOptional(),
  dryRun: z.boolean().default(false),
});

/** Nobody heard of an import for so long: is there still somebody at it? */
const quietMs = 15_000;

/**
 * Says what an import would do, and has it done unless it is only tried: what the lists say anew becomes workflows and
 * commands, carried out by Temporal (`importView` tells how far). Where nothing is new, Temporal is not asked at all.
 */
export async function importLists(
  deps: ReadyDeps,
  campaign: string,
  { setUp, lists, files, questions, as, approver, dryRun }: ImportRequest,
  language: Language,
): Promise<ImportAnswer> {
  const { db } = deps.ledger;
  const before = await rulesIfAny(deps, campaign);
  if (before) refuseRehearsed(before);
  else if (setUp?.settings.id !== campaign) throw new CodedError('unknown-id', { id: campaign });
  checkLists(lists, before?.directory);
  if (!before) checkPlans(setUp!.settings, lists);
  const actor = as === undefined || !before ? null : actorFor(before, as);
  const years = await readYears(db);
  const content: ImportContent = {
    setUp: before ? null : { ...setUp!, ...(Object.keys(years).length > 0 ? { years } : {}) },
    lists,
    by: actor && { actor, approver: approver ?? nameOf(actor.person, before) },
  };
  const id = importId(campaign, lists);
  const plan = await planOf(
    campaign,
    id,
    before,
    content,
    recordedIn(db),
    before && ((finding) => deps.contextAt(before, deps.now(), finding)),
    dayOf(deps.now(), (before ?? setUp!).settings.zone),
  );
  const shown = await shownPlan(deps, campaign, plan);
  if (dryRun) return { id: null, plan: shown };

  const engine = runningEngine(deps);
  const asks = [...plan.findings, ...plan.measures].flatMap((one) => one.asks);
  const directory = before?.directory ?? lists.directory;
  await askQuestions(
    db,
    campaign,
    [...questions, ...asks.map((ask) => askedOf(ask, directory, language))],
    files,
    deps.now(),
  );
  if (changesOf(plan) && !content.by) throw new CodedError('import-needs-person', { count: changesOf(plan) });
  const work = workOf(plan);
  if (before && work === 0 && !plan.directory) {
    await keepImported(db, campaign, id, saidAgain(campaign, plan, lists));
    return { id: null, plan: shown };
  }
  const note = { id, campaign, content: JSON.stringify(content), total: work, now: deps.now() };
  const other = await openImport(db, note);
  if (other !== null) {
    // If Temporal has lost it, its content still lies in the ledger.
    if (!(await engine.isImporting({ campaign, id: other }))) await engine.startImport({ campaign, id: other });
    throw new CodedError('import-running', { id: other });
  }
  await engine.startImport({ campaign, id });
  return { id, plan: shown };
}

/** How far an import has come; one that Temporal has lost is taken up again. */
export async function importView(deps: ReadyDeps, campaign: string, id: string): Promise<ImportView> {
  const row = await readImport(deps.ledger.db, id);
  if (!row || row.campaign !== campaign) throw new CodedError('unknown-id', { id });
  const { phase, done, total, moved_at, result } = row;
  const idleMs = deps.now() - moved_at;
  const isOver = phase === 'done' || phase === 'failed';
  if (!isOver && deps.engine && idleMs > quietMs && !(await deps.engine.isImporting({ campaign, id })))
    await deps.engine.startImport({ campaign, id });
  return { id, campaign, phase, done, total, idleMs: isOver ? 0 : idleMs, result: result as Outcome | null };
}

async function shownPlan({ ledger: { db } }: ReadyDeps, campaign: string, plan: Plan): Promise<ImportAnswer['plan']> {
  const bare = ({ id, outcome, changes, asks }: Compared) => ({ id, outcome, changes, asks });
  const rows =
    plan.gone.length === 0
      ? []
      : await db
          .selectFrom('measure')
          .select(['id', 'finding', 'no', 'title', 'kind', 'lead_unit', 'leader', 'effect_due', 'done_due'])
          .where('campaign', '=', campaign)
          .execute();
  const gone = new Set(plan.gone);
  return {
    findings: plan.findings.map(bare),
    measures: plan.measures.map(bare),
    gone: rows.filter((row) => gone.has(row.id)),
    directory: plan.directory !== null,
  };
}

function nameOf(person: string, rules: CampaignState | null): string {
  return rules?.directory.persons.find(({ id }) => id === person)?.name ?? person;
}
