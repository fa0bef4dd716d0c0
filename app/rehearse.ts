import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { SetUp } from '../client/campaign.ts';
import { checkPlans } from '../client/plans.ts';
import { readPolicy } from '../client/policy.ts';
import { readNoticeApart } from '../documents/in/apart/apart.ts';
import { dealOut } from '../documents/in/dealOut.ts';
import type { Day } from '../domain/calendar/day.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import { CodedError } from '../domain/errors.ts';
import type { Lists } from '../domain/plan/lists.ts';
import type { Tables } from '../ledger/tables.ts';
import { openInbox } from '../mail/inbox/inbox.ts';
import { type Rehearsal, rehearse } from '../rehearsal/rehearse.ts';
import { readRehearsal } from '../rehearsal/store.ts';
import { type Summary, summarize } from '../rehearsal/summary.ts';
import { cliWords } from '../words/cli.ts';
import { castWords as en } from '../words/en/cast.ts';
import type { Language } from '../words/language.ts';
import { castWords as zh } from '../words/zh-CN/cast.ts';
import { streamOf } from '../workflows/contract.ts';
import { type InstalledCalendar, installedHolidays } from './calendar.ts';
import type { Config } from './config.ts';
import { readCampaign, readFileOf, readImport, refuseRows } from './lists.ts';
import type { Part } from './parts.ts';
import { type Service, startService } from './service.ts';

/** What is rehearsed: a campaign's own lists, or what a published notice says was to be done. */
export type RehearsalSource = { workbook: string; campaignFile: string } | { notice: string; feedbackOn: Day | null };

export type RehearsalOptions = {
  config: Config;
  source: RehearsalSource;
  seed: string;
  language: Language;
  only?: Part | undefined;
  env?: NodeJS.ProcessEnv;
  /** Lines for the person who waits. */
  say: (line: string) => void;
  /** `again`: an unfinished one was found and is gone on with. */
  begins?: (what: { campaign: string; name: string; again: boolean }) => void;
  progress?: Rehearsal['onProgress'];
  /** Ends it between two steps; it can be gone on with. */
  signal: AbortSignal;
};

/** `run`: what differs from run to run; the rest is the same for the same source and seed. */
export type RehearsalOutcome =
  | { summary: Summary; run: { campaign: string; seconds: number; again: boolean } }
  | { interruptedOn: Day | null; run: { campaign: string } };

const castWords = { 'zh-CN': zh, en };

type Plan = { setUp: Omit<SetUp, 'clock'>; lists: Lists };

/** Plays a year from its lists to its summary, or goes on with one that was stopped or killed. */
export async function runRehearsal(options: RehearsalOptions): Promise<RehearsalOutcome> {
  const { config, source, seed, language, only, env, say, begins, progress, signal } = options;
  const calendar = await installedHolidays(config);
  const { plan, key } = await planOf(source, seed, language, calendar);
  const service = await startService(config, say, { only, language, port: 7600, ...(env ? { env } : {}) });
  try {
    const { id: campaign, again } = await nextRun(service.ledger.db, key);
    const setUp = { ...plan.setUp, settings: { ...plan.setUp.settings, id: campaign } };
    begins?.({ campaign, name: setUp.settings.name, again });
    const begun = Date.now();
    let day: Day | null = null;
    const onProgress: NonNullable<Rehearsal['onProgress']> = (step) => {
      day = step.day ?? day;
      progress?.(step);
    };
    const { engine, ledger } = service;
    const words = castWords[setUp.settings.language];
    try {
      const played = rehearse({ engine, ledger, setUp, lists: plan.lists, seed, words, signal, onProgress });
      await Promise.race([played, service.died.then((error) => Promise.reject(error))]);
    } catch (error) {
      if (signal.aborted) return { interruptedOn: day, run: { campaign } };
      throw error;
    }
    const seconds = Math.round((Date.now() - begun) / 1_000);
    return { summary: await summaryOf(service, campaign), run: { campaign, seconds, again } };
  } finally {
    await service.stop();
  }
}

/** The lists to be played, and a key that is the same for the same lists, seed and loaded holidays. */
async function planOf(
  source: RehearsalSource,
  seed: string,
  language: Language,
  calendar: InstalledCalendar,
): Promise<{ plan: Plan; key: string }> {
  const files = 'notice' in source ? [source.notice] : [source.workbook, source.campaignFile];
  const hash = createHash('sha256').update(JSON.stringify([seed, 'notice' in source ? source.feedbackOn : null]));
  for (const file of files) hash.update(await readFileOf(file));
  const { loaded } = calendar;
  const years = Object.keys(loaded).length > 0 ? { years: loaded } : {};
  if ('years' in years) hash.update(JSON.stringify(loaded));
  const { setUp, lists } =
    'notice' in source ? await dealtPlan(source, seed, language) : await writtenPlan(source, language, calendar);
  const plan = { setUp: { ...setUp, ...years }, lists };
  return { plan, key: `r-${hash.digest('hex').slice(0, 10)}` };
}

async function writtenPlan(
  { workbook, campaignFile }: { workbook: string; campaignFile: string },
  language: Language,
  calendar: InstalledCalendar,
) {
  const campaign = await readCampaign(campaignFile);
  const read = await readImport([workbook], campaign, language, calendar.of(campaign.settings.zone));
  refuseRows(read.errors);
  checkPlans(campaign.settings, read.lists);
  return { setUp: { settings: campaign.settings, policy: campaign.policy }, lists: read.lists };
}

async function dealtPlan(
  { notice: file, feedbackOn }: { notice: string; feedbackOn: Day | null },
  seed: string,
  language: Language,
) {
  const notice = await readNoticeApart({ name: file, path: file });
  if (notice.findings.length === 0) throw new CodedError('notice-no-findings');
  const feedback = feedbackOn ?? notice.feedbackOn;
  if (feedback === null) throw new CodedError('notice-feedback-date-missing');
  const { office, name } = cliWords[language].rehearse;
  const settings = {
    ...{ id: '', name: notice.title ?? notice.place ?? name, feedbackOn: feedback, concentratedMonths: 3 },
    ...{ zone: 'Asia/Shanghai', language, office: { name: office, replyTo: 'office@example.com' } },
  };
  return { setUp: { settings, policy: readPolicy(undefined) }, lists: dealOut(notice, { seed, feedbackOn: feedback }) };
}

/** The first run of this key that is not finished: a finished one stays as it is, and another campaign is begun. */
async function nextRun(db: Kysely<Tables>, key: string): Promise<{ id: string; again: boolean }> {
  for (let run = 1; ; run++) {
    const id = `${key}-${run}`;
    const found = await readRehearsal(db, id);
    if (found?.phase !== 'finished') return { id, again: found !== null };
  }
}

async function summaryOf({ ledger, inboxFolder }: Service, campaign: string): Promise<Summary> {
  const row = await ledger.db
    .selectFrom('stream')
    .select('state')
    .where('id', '=', streamOf.campaign(campaign))
    .executeTakeFirstOrThrow();
  const { until } = (await readRehearsal(ledger.db, campaign))!;
  const inbox = await openInbox(inboxFolder);
  return summarize(ledger.db, row.state as CampaignState, until, inbox.audit());
}
