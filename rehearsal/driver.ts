import pLimit from 'p-limit';
import type { Engine } from '../client/engine.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { dayOf } from '../domain/calendar/zone.ts';
import type { Context } from '../domain/context.ts';
import { composeAt, nextWindow } from '../domain/notice/window.ts';
import type { Ledger } from '../ledger/open.ts';
import type { Envelope } from '../workflows/contract.ts';
import { streamOf } from '../workflows/contract.ts';
import type { PlannedAct } from './cast/act.ts';
import { actsUntil, markDone, moveClock, planActs } from './store.ts';
import { dueBefore, messagesWaiting, nextEvent, noticesWaiting } from './wakes.ts';

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

/** Entities side by side; one alone takes 30 ms a tick, fifty together 12 ms each (DESIGN.md). */
const parallel = 50;

/**
 * Plays a campaign from `now` until `until` on the stepped clock: moves to the next instant anything waits for, lets every
 * entity and every person whose hour lies before the next send window act side by side, then sends, then lets the receivers
 * plan what they will do. Every step is safe to repeat: after a kill it goes on from the ledger.
 */
export async function play(stage: Stage, now: Instant, until: Instant): Promise<Instant> {
  const { ledger, campaign, signal } = stage;
  let clock = now;
  for (;;) {
    signal?.throwIfAborted();
    const { window } = stage.context(clock).policy;
    const next = await nextEvent(ledger.db, campaign, window.composeMinutes * 60_000 + 1);
    if (next === null || next > until) {
      await moveClock(ledger.db, campaign, until, 'finished');
      return until;
    }
    const context = stage.context(Math.max(clock, next));
    const windowAt = nextWindow(context.now, window, context.calendar);
    stage.onDay?.(dayOf(windowAt, context.calendar.zone), windowAt);
    await actAndTick(stage, composeAt(windowAt, window));
    if (await noticesWaiting(ledger.db, campaign, windowAt))
      await sendWindow(stage, windowAt, composeAt(windowAt, window));
    clock = windowAt;
    await moveClock(ledger.db, campaign, clock, 'playing');
  }
}

/** Everything whose hour lies before `end`: what people do, what falls due, and the messages that come of it. */
async function actAndTick(stage: Stage, end: Instant): Promise<void> {
  const { engine, ledger, campaign } = stage;
  const slot = pLimit(parallel);
  const acts = await actsUntil(ledger.db, campaign, end);
  const byStream = new Map<string, PlannedAct[]>();
  for (const act of acts) byStream.set(act.stream, [...(byStream.get(act.stream) ?? []), act]);
  const outcomes = await Promise.all(
    [...byStream.values()].map((mine) =>
      slot(async () => {
        const done: { id: string; outcome: string }[] = [];
        for (const act of mine) done.push({ id: act.id, outcome: await perform(engine, act) });
        return done;
      }),
    ),
  );
  await markDone(ledger.db, campaign, outcomes.flat());
  const due = await dueBefore(ledger.db, campaign, end);
  await Promise.all(due.map(({ id, nextAt }) => slot(() => engine.tick(id, nextAt))));
  for (let waiting = await messagesWaiting(ledger.db, campaign); waiting.length > 0; ) {
    await Promise.all(waiting.map(({ id, at }) => slot(() => engine.tick(id, at))));
    waiting = await messagesWaiting(ledger.db, campaign);
  }
  // A tick may leave something that is due before the end of the step again (several rungs in one morning).
  if ((await dueBefore(ledger.db, campaign, end)).length > 0) await actAndTick(stage, end);
}

async function perform(engine: Engine, { id, at, stream, act }: PlannedAct): Promise<string> {
  const envelope: Envelope = { id, at, actor: act.actor, command: act.command };
  const answer = await engine.act(stream, envelope);
  return 'refusal' in answer ? answer.refusal.code : 'done';
}

async function sendWindow(
  { engine, ledger, campaign, react }: Stage,
  windowAt: Instant,
  composed: Instant,
): Promise<void> {
  await engine.tick(streamOf.postmaster(campaign), composed);
  await engine.tick(streamOf.postmaster(campaign), windowAt);
  await planActs(ledger.db, campaign, await react(windowAt));
}
