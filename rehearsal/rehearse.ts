import { contextAt } from '../activities/rules.ts';
import { beginnings, everyoneBegan, type SetUp, startCampaign } from '../client/campaign.ts';
import type { Engine } from '../client/engine.ts';
import { system } from '../domain/actor.ts';
import { addWorkdays } from '../domain/calendar/calendar.ts';
import { addDays, addMonths, type Day, type Instant } from '../domain/calendar/day.ts';
import { instantAt } from '../domain/calendar/zone.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import type { Lists } from '../domain/plan/lists.ts';
import type { Settings } from '../domain/plan/settings.ts';
import type { Ledger } from '../ledger/open.ts';
import type { CastWords } from '../words/shapes/cast.ts';
import { streamOf } from '../workflows/contract.ts';
import type { PlannedAct } from './cast/act.ts';
import { reactToMatters } from './cast/matters.ts';
import { occasions } from './cast/occasions.ts';
import { react } from './cast/react.ts';
import { sideways } from './cast/sideways.ts';
import { play } from './driver.ts';
import { readLines } from './lines.ts';
import { openRehearsal, planActs, readRehearsal } from './store.ts';

export type Rehearsal = {
  engine: Engine;
  ledger: Pick<Ledger, 'db' | 'transaction'>;
  setUp: Omit<SetUp, 'clock'>;
  lists: Lists;
  seed: string;
  words: CastWords;
  onProgress?: (progress: { step: 'start' | 'play'; done: number; total: number; day: Day | null }) => void;
  signal?: AbortSignal;
};

/** The lists are debated this long before they are issued (seeds, 000: approved on day 24). */
const draftDays = 24;

/**
 * Plays a campaign's first year after its feedback, from its lists, with a seeded cast, on the stepped clock. Killed at any
 * moment and called again with the same arguments, it goes on where it was.
 */
export async function rehearse(rehearsal: Rehearsal): Promise<void> {
  const { engine, ledger, setUp, lists, seed, words, onProgress = () => undefined, signal } = rehearsal;
  const { id: campaign, feedbackOn, zone } = setUp.settings;
  const begin = instantAt(feedbackOn, '09:00', zone);
  const until = instantAt(addMonths(feedbackOn, 12), '09:00', zone);
  await openRehearsal(ledger.db, { campaign, seed, now: begin, until, phase: 'starting', options: {} });
  const where = (await readRehearsal(ledger.db, campaign))!;
  if (where.phase === 'finished') return;
  // Made again whenever it goes on: a Temporal server that lost its last seconds may have lost starts, too.
  await startCampaign(engine, { ...setUp, clock: 'stepped' }, lists, begin, (done, total) =>
    onProgress({ step: 'start', done, total, day: null }),
  );
  if (where.phase === 'starting') {
    const all = beginnings({ ...setUp, clock: 'stepped' }, lists, begin);
    await everyoneBegan(engine, all, () => begunIn(ledger, campaign));
    await planActs(ledger.db, campaign, opening(rehearsal, begin));
  }
  const state = await rulesOf(ledger, campaign);
  const context = (now: Instant) => contextAt(state, now);
  await play(
    {
      engine,
      ledger,
      campaign,
      context,
      react: async (windowAt) => {
        const lines = await readLines(ledger.db, campaign, windowAt);
        const ends = lines.some(({ basis }) => basis.startsWith('errand:periodEnd'));
        const open = ends ? await openMeasures(ledger, campaign) : [];
        const cast = { seed, campaign, context: context(windowAt), words };
        return [...react(seed, lines, cast.context, words), ...reactToMatters(cast, lines, open)];
      },
      onDay: (day, now) => onProgress({ step: 'play', done: now - begin, total: until - begin, day }),
      ...(signal ? { signal } : {}),
    },
    where,
    until,
  );
}

/** What is certain from the first day: the plan is issued, and the office's own side ways. */
function opening({ setUp, lists, seed, words }: Rehearsal, begin: Instant): PlannedAct[] {
  const { id: campaign, feedbackOn, zone } = setUp.settings;
  const context = contextAt(
    { ...setUp, directory: lists.directory, years: setUp.years ?? {} } as unknown as CampaignState,
    begin,
  );
  const issuedOn = addWorkdays(context.calendar, addDays(feedbackOn, draftDays), 1);
  const issue = { type: 'issue', document: words.document, approvers: words.approvers };
  return [
    {
      id: 'issue',
      at: instantAt(issuedOn, '10:00', zone),
      stream: streamOf.campaign(campaign),
      act: { actor: system, command: issue },
    },
    {
      id: 'release',
      at: instantAt(issuedOn, '16:00', zone),
      stream: streamOf.campaign(campaign),
      act: { actor: system, command: { type: 'release' } },
    },
    ...sideways(seed, campaign, lists.measures, issuedOn, context, words),
    ...occasions(seed, campaign, lists.measures, mainFindings(lists, setUp.settings), issuedOn, context, words),
  ];
}

function mainFindings({ findings }: Lists, { plans = [] }: Settings): string[] {
  const planned = new Set(plans.flatMap((plan) => plan.findings));
  return findings.map(({ id }) => id).filter((id) => !planned.has(id));
}

async function openMeasures({ db }: Rehearsal['ledger'], campaign: string): Promise<MeasureState[]> {
  const rows = await db
    .selectFrom('stream')
    .select('state')
    .where('campaign', '=', campaign)
    .where('kind', '=', 'measure')
    .orderBy('id')
    .execute();
  const all = rows.map(({ state }) => state as MeasureState);
  return all.filter(({ phase }) => phase === 'open' || phase === 'review' || phase === 'suspended');
}

async function begunIn({ db }: Rehearsal['ledger'], campaign: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('stream')
    .select('id')
    .where('campaign', '=', campaign)
    .where('seq', '>', 0)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function rulesOf({ db }: Rehearsal['ledger'], campaign: string): Promise<CampaignState> {
  const row = await db
    .selectFrom('stream')
    .select('state')
    .where('id', '=', streamOf.campaign(campaign))
    .executeTakeFirstOrThrow();
  return row.state as CampaignState;
}
