import { Context as Activity } from '@temporalio/activity';
import pLimit from 'p-limit';
import { type Beginning, beginnings } from '../client/campaign.ts';
import type { Engine } from '../client/engine.ts';
import { type ImportContent, type ImportResult, planOf, saidAgain, type Wanted, wantedOf } from '../client/import.ts';
import { type Actor, system } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { dayOf } from '../domain/calendar/zone.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import { CodedError, type ErrorCode } from '../domain/errors.ts';
import type { Plan } from '../domain/import/plan.ts';
import type { Ledger } from '../ledger/open.ts';
import {
  begunOf,
  closeImport,
  countBegun,
  keepImported,
  moveImport,
  readImport,
  recordedIn,
} from '../ledger/queries/imported.ts';
import { type ImportActivities, type ImportInput, streamOf } from '../workflows/contract.ts';
import { contextAt } from './rules.ts';

export type ImporterDeps = { ledger: Pick<Ledger, 'db'>; engine: Engine; now: () => Instant };

/** Calls of Temporal under way at once; more only queue in the server. */
const parallel = 50;
/** How many items are noted in one statement. */
const together = 500;
/** At most so long between two looks at how far it is, and once only recording is left: a look holds the ledger up. */
const watchMs = { starting: 1_000, recording: 200 };
/** So long nothing may be recorded before those that are missing are asked what became of them. */
const patienceMs = 5_000;
const passing: ErrorCode[] = ['ledger-unreachable', 'disk-full', 'temporal-unreachable', 'no-answer'];

/**
 * Carries out one import, from wherever the record says it has come to: what is in the record already is the same, and
 * is not asked for again.
 */
export function createImporter({ ledger: { db }, engine, now }: ImporterDeps): ImportActivities['applyImport'] {
  return async (input) => {
    const row = await readImport(db, input.id);
    if (!row || row.phase === 'done' || row.phase === 'failed') return;
    try {
      const result = await carryOut(input, JSON.parse(row.content) as ImportContent);
      await closeImport(db, input.id, 'done', result, now());
    } catch (error) {
      if (!(error instanceof CodedError) || passing.includes(error.code)) throw error;
      await closeImport(db, input.id, 'failed', { code: error.code, facts: error.facts }, now());
    }
  };

  async function carryOut({ campaign, id }: ImportInput, content: ImportContent): Promise<ImportResult> {
    const before = (await rulesOf(campaign)) ?? (await begin(campaign, content));
    const contextOf = (finding?: string) => contextAt(before, now(), finding);
    const today = dayOf(now(), before.settings.zone);
    const plan = await planOf(campaign, id, before, content, recordedIn(db), contextOf, today);
    const actor = content.by?.actor ?? system;
    const refused: ImportResult['refused'] = [];
    const command = async (stream: string, seq: number, n: number, by: Actor, order: { type: string }) => {
      const answer = await engine.act(stream, {
        id: `${id}:${by.person}:${seq}:${n}`,
        actor: by,
        command: order,
        at: null,
      });
      if ('refusal' in answer) refused.push({ stream, ...answer.refusal });
      return !('refusal' in answer);
    };

    if (plan.directory) {
      const { seq } = (await recordedIn(db).items([streamOf.campaign(campaign)])).get(streamOf.campaign(campaign))!;
      await command(streamOf.campaign(campaign), seq, 0, system, {
        type: 'changeDirectory',
        directory: plan.directory,
      } as never);
    }
    await each(plan.joins, async ({ finding, seq, measures }) => {
      await command(streamOf.finding(campaign, finding), seq, 0, system, { type: 'addMeasures', measures } as never);
    });

    const wanted = new Map(wantedOf(campaign, content.lists).map((one) => [one.stream, one]));
    const fresh = created(plan, content);
    const began = new Set(fresh.measures.map(({ id }) => id));
    const running = content.lists.measures.filter(({ id }) => !began.has(id));
    const [, , ...starts] = beginnings({ ...before }, fresh, null, running);
    const changes = [
      ...plan.findings.map((one) => ({ ...one, stream: streamOf.finding(campaign, one.id) })),
      ...plan.measures.map((one) => ({ ...one, stream: streamOf.measure(campaign, one.id) })),
    ].filter(({ orders }) => orders.length > 0);
    let changed = 0;
    const watch = await watchBeginnings(campaign, id, starts, () => changed);
    const kept = new Keeping(db, campaign, id);
    for (const item of saidAgain(campaign, plan, content.lists)) await kept.add(item);
    await each(starts, async ({ input, finding }) => {
      await engine.start(input, finding === undefined ? {} : { finding });
      await kept.add(wanted.get(input.stream)!);
    });
    await each(changes, async ({ stream, seq, orders }) => {
      let taken = true;
      for (const [n, order] of orders.entries()) taken = taken && (await command(stream, seq, n, actor, order));
      if (taken) await kept.add(wanted.get(stream)!);
      changed += 1;
    });
    await kept.flush();
    refused.push(...(await watch.finished()));
    const count = (kind: string, all: string[]) => all.filter((stream) => stream.startsWith(`${kind}/`)).length;
    const failed = new Set(refused.map(({ stream }) => stream));
    const begun = starts.map(({ input }) => input.stream).filter((stream) => !failed.has(stream));
    const done = changes.map(({ stream }) => stream).filter((stream) => !failed.has(stream));
    return {
      started: { findings: count('finding', begun), measures: count('measure', begun) },
      changed: { findings: count('finding', done), measures: count('measure', done) },
      refused,
    };
  }

  /** Sets a campaign up: the others decide under its rules, so these must be in the record first. */
  async function begin(campaign: string, { setUp, lists }: ImportContent): Promise<CampaignState> {
    if (!setUp) throw new CodedError('unknown-id', { id: campaign });
    const empty = { directory: lists.directory, findings: [], measures: [] };
    const [first, postmaster] = beginnings({ ...setUp, clock: 'real' }, empty, null);
    await engine.start(first.input);
    const answer = await engine.act(first.input.stream, first.input.first!);
    if ('refusal' in answer) throw new CodedError(answer.refusal.code, answer.refusal.facts);
    await engine.start(postmaster!.input);
    return (await rulesOf(campaign))!;
  }

  async function rulesOf(campaign: string): Promise<CampaignState | null> {
    const stream = streamOf.campaign(campaign);
    return ((await recordedIn(db).items([stream])).get(stream)?.state as CampaignState | undefined) ?? null;
  }

  /** Tells the world how far it has come, until everything that was started is in the record. */
  async function watchBeginnings(campaign: string, id: string, starts: Beginning[], changed: () => number) {
    const { heartbeat, cancellationSignal } = Activity.current();
    const already = await countBegun(db, campaign);
    const missing: ImportResult['refused'] = [];
    let isStarted = false;
    let wait = 25;
    let last = { done: 0, at: now() };
    const run = async () => {
      for (;;) {
        const began = (await countBegun(db, campaign)) - already;
        const done = began + missing.length + changed();
        heartbeat({ done });
        if (done > last.done) last = { done, at: now() };
        await moveImport(db, id, done, now());
        if (isStarted && began + missing.length >= starts.length) return missing;
        if (isStarted && now() - last.at > patienceMs) {
          missing.push(...(await refusedOf(starts, missing)));
          last = { ...last, at: now() };
        }
        await Activity.current().sleep(wait);
        wait = Math.min(wait * 2, isStarted ? watchMs.recording : watchMs.starting);
      }
    };
    const watching = run();
    // Whoever awaits it first is told; until then it must not end the process.
    watching.catch(() => undefined);
    return {
      finished: () => {
        isStarted = true;
        wait = 25;
        cancellationSignal.throwIfAborted();
        return watching;
      },
    };
  }

  /** A draft that is refused is never recorded: those that are missing are asked for their answer. */
  async function refusedOf(starts: Beginning[], known: ImportResult['refused']): Promise<ImportResult['refused']> {
    const there = await begunOf(
      db,
      starts.map(({ input }) => input.stream),
    );
    for (const { stream } of known) there.add(stream);
    const found: ImportResult['refused'] = [];
    await each(
      starts.filter(({ input }) => !there.has(input.stream)).slice(0, parallel),
      async ({ input, finding }) => {
        // Asked for again, in case Temporal has lost it.
        await engine.start(input, finding === undefined ? {} : { finding });
        const answer = await engine.act(input.stream, input.first!);
        if ('refusal' in answer) found.push({ stream: input.stream, ...answer.refusal });
      },
    );
    return found;
  }
}

/** What is new of the lists, as a campaign is started from it. */
function created(plan: Plan, { lists }: ImportContent) {
  const ids = (all: { id: string; outcome: string }[]) =>
    new Set(all.filter(({ outcome }) => outcome === 'create').map(({ id }) => id));
  const [findings, measures] = [ids(plan.findings), ids(plan.measures)];
  // Of a finding that runs already, too: its unit has a say in the measure's review.
  const unitOf = new Map(lists.findings.map(({ id, leadUnit }) => [id, leadUnit]));
  return {
    directory: lists.directory,
    findings: lists.findings.filter(({ id }) => findings.has(id)),
    measures: lists.measures
      .filter(({ id }) => measures.has(id))
      .map((one) => ({ ...one, findingUnit: unitOf.get(one.finding)! })),
  };
}

/** Notes what the lists said of an item once it was asked for, many in one statement. */
class Keeping {
  private waiting: Wanted[] = [];
  private readonly db: Ledger['db'];
  private readonly campaign: string;
  private readonly id: string;

  constructor(db: Ledger['db'], campaign: string, id: string) {
    this.db = db;
    this.campaign = campaign;
    this.id = id;
  }

  async add(item: Wanted): Promise<void> {
    if (this.waiting.push(item) >= together) await this.flush();
  }

  async flush(): Promise<void> {
    await keepImported(this.db, this.campaign, this.id, this.waiting.splice(0));
  }
}

/** So many at once; after the first error, or when the worker must go, no other is begun. */
async function each<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const { cancellationSignal } = Activity.current();
  const slot = pLimit(parallel);
  try {
    await Promise.all(
      all.map((one) =>
        slot(() => {
          cancellationSignal.throwIfAborted();
          return work(one);
        }),
      ),
    );
  } finally {
    slot.clearQueue();
  }
}
