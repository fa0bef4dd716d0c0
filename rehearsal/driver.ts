import pLimit from 'p-limit';
import type { Engine } from '../client/engine.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { dayOf } from '../domain/calendar/zone.ts';
import type { Context } from '../domain/context.ts';
import { CodedError } from '../domain/errors.ts';
import { composeAt, nextWindow } from '../domain/notice/window.ts';
import type { Ledger } from '../ledger/open.ts';
import { type Answer, type Envelope, type Kind, readStream, streamOf } from '../workflows/contract.ts';
import type { PlannedAct } from './cast/act.ts';
import { actsUntil, isArchived, markDone, moveClock, planActs, recordedAnswers } from './store.ts';
import { dueBefore, type Hour, messagesWaiting, nextEvent, noticesWaiting } from './wakes.ts';

export type Stage = {
  engine: Engine;
  ledger: Pick<Ledger, 'db' | 'transaction'>;
  campaign: string;
  context: (now: Instant) => Context;
  /** What the people who got mail at a window are going to do about it. */
  react: (windowAt: Instant) => Promise<PlannedAct[]>;
  onDay?: (day: string, now: Instant) => void;
  signal?: AbortSignal;
};

/** Where a rehearsal stands: the last window it has seen through, or (`sending`) the one it is at. */
export type Place = { now: Instant; phase: string };

type Outcome = { id: string; outcome: string };

/** Entities side by side; one alone takes 30 ms a tick, fifty together 12 ms each (DESIGN.md). */
const parallel = 50;

/**
 * Who goes before whom within a step. A campaign and its measures tell findings what happened, and a bulletin counts
 * them all: run side by side with these, a finding and a bulletin would depend on which of them is faster today.
 */
const order: Kind[][] = [['campaign'], ['measure'], ['finding']];

/**
 * Plays a campaign from where it stands until `until` on the stepped clock: moves to the next instant anything waits for,
 * lets every entity and every person whose hour lies before the next send window act side by side, then sends, then lets
 * the receivers plan what they will do. Every step is safe to repeat: after a kill it goes on from the ledger.
 */
export async function play(stage: Stage, from: Place, until: Instant): Promise<Instant> {
  const { ledger, campaign, signal } = stage;
  if (from.phase === 'finished') return until;
  let clock = from.now;
  if (from.phase === 'sending') await seeThrough(stage, clock);
  else await pickUp(stage, clock);
  for (;;) {
    signal?.throwIfAborted();
    const { window } = stage.context(clock).policy;
    const next = await nextEvent(ledger.db, campaign, window.composeMinutes * 60_000 + 1);
    const context = stage.context(Math.max(clock, next ?? until));
    const windowAt = nextWindow(context.now, window, context.calendar);
    if (next === null || windowAt > until) {
      await actAndTick(stage, until);
      await moveClock(ledger.db, campaign, until, 'finished');
      return until;
    }
    stage.onDay?.(dayOf(windowAt, context.calendar.zone), windowAt);
    await actAndTick(stage, composeAt(windowAt, window));
    if (await noticesWaiting(ledger.db, campaign, windowAt)) await seeThrough(stage, windowAt);
    else await moveClock(ledger.db, campaign, windowAt, 'playing');
    clock = windowAt;
  }
}

/** Brings to its end what a kill cut off: what was answered is noted, and nothing waits that only a driver delivers. */
async function pickUp(stage: Stage, clock: Instant): Promise<void> {
  const { ledger, campaign } = stage;
  const answers = await recordedAnswers(ledger.db, campaign);
  await markDone(
    ledger.db,
    campaign,
    answers.map(({ id, answer }) => ({ id, outcome: outcomeOf(answer) })),
  );
  await deliverMessages(stage);
  await moveClock(ledger.db, campaign, clock, 'playing');
}

/** Everything whose hour lies before `end`: what people do, what falls due, and the messages that come of it. */
async function actAndTick(stage: Stage, end: Instant): Promise<void> {
  const { ledger, campaign } = stage;
  const acts = await actsUntil(ledger.db, campaign, end);
  for (const kinds of order) {
    const mine = acts.filter(({ stream }) => kinds.includes(readStream(stream)!.kind));
    if (mine.length === 0) continue;
    await performAll(stage, mine);
    await deliverMessages(stage);
  }
  await tickBefore(stage, end, ['measure', 'finding']);
  await tickBefore(stage, end, ['campaign']);
}

/** People act on different entities side by side, on one entity in the order of their hours. */
async function performAll({ engine, ledger, campaign }: Stage, acts: PlannedAct[]): Promise<void> {
  const slot = pLimit(parallel);
  const byStream = new Map<string, PlannedAct[]>();
  for (const act of acts) byStream.set(act.stream, [...(byStream.get(act.stream) ?? []), act]);
  const last = await Promise.all(
    [...byStream.values()].map((mine) =>
      slot(async () => {
        let outcome: Outcome | null = null;
        for (const act of mine) {
          // Before the next one changes the state: a refusal is not in the record, and asked again it might be granted.
          if (outcome) await markDone(ledger.db, campaign, [outcome]);
          outcome = { id: act.id, outcome: await perform(engine, ledger, act) };
        }
        return outcome!;
      }),
    ),
  );
  await markDone(ledger.db, campaign, last);
}

async function perform(engine: Engine, ledger: Stage['ledger'], { id, at, stream, act }: PlannedAct): Promise<string> {
  const envelope: Envelope = { id, at, actor: act.actor, command: act.command };
  try {
    const answer = await engine.act(stream, envelope);
    return outcomeOf(answer);
  } catch (error) {
    if (!(await isOver(ledger, stream, error))) throw error;
    return outcomeOf(await engine.act(stream, envelope, 'stepped'));
  }
}

/** The kinder word for being second is said by who remembers the first; a story must not depend on that. */
function outcomeOf(answer: Answer): string {
  if (!('refusal' in answer)) return 'done';
  return answer.refusal.code === 'overtaken' ? 'wrong-state' : answer.refusal.code;
}

/** What is archived has no workflow any more and waits for nothing; only a rebound can be done to it. */
async function isOver({ db }: Stage['ledger'], stream: string, error: unknown): Promise<boolean> {
  return error instanceof CodedError && error.code === 'unknown-id' && (await isArchived(db, stream));
}

/** Moves the clocks of entities side by side, each to its hour. */
async function tickAll({ engine, ledger }: Stage, hours: Hour[]): Promise<void> {
  const slot = pLimit(parallel);
  const tick = async ({ id, at, archived }: Hour) => {
    try {
      await engine.tick(id, at, archived ? 'stepped' : undefined);
    } catch (error) {
      if (!(await isOver(ledger, id, error))) throw error;
    }
  };
  await Promise.all(hours.map((hour) => slot(() => tick(hour))));
}

async function deliverMessages(stage: Stage): Promise<void> {
  const find = () => messagesWaiting(stage.ledger.db, stage.campaign);
  for (let waiting = await find(); waiting.length > 0; waiting = await find()) await tickAll(stage, waiting);
}

/** A tick may leave something that is due before the end of the step again (several rungs in one morning). */
async function tickBefore(stage: Stage, end: Instant, kinds: Kind[]): Promise<void> {
  const find = () => dueBefore(stage.ledger.db, stage.campaign, end, kinds);
  for (let due = await find(); due.length > 0; due = await find()) {
    await tickAll(stage, due);
    await deliverMessages(stage);
  }
}

/**
 * Composes, sends, and lets the receivers plan. That the window has begun is written down first, and nothing else happens
 * until it is over: done again after a kill, the same people read the same lines about measures in the same state.
 */
async function seeThrough({ engine, ledger, campaign, react, context }: Stage, windowAt: Instant): Promise<void> {
  await moveClock(ledger.db, campaign, windowAt, 'sending');
  const postmaster = streamOf.postmaster(campaign);
  await engine.tick(postmaster, composeAt(windowAt, context(windowAt).policy.window));
  await engine.tick(postmaster, windowAt);
  await planActs(ledger.db, campaign, await react(windowAt));
  await moveClock(ledger.db, campaign, windowAt, 'playing');
}
