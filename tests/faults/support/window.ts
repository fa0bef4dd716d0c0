import type { Engine } from '../../../client/engine.ts';
import type { Instant } from '../../../domain/calendar/day.ts';
import type { Person } from '../../../domain/plan/directory.ts';
import { streamOf } from '../../../workflows/contract.ts';
import type { Stage } from './stage.ts';

/** A window whose outbox is full, and what is to be said of it when it is over. */
export type FullWindow = {
  windowAt: Instant;
  postmaster: string;
  /** Has the engine send it, asking again for as long as nobody answers. */
  deliver(engine: Engine): Promise<void>;
  /** So many mails of it have come, copies included. */
  taken(): number;
  /** Resolves when so many have. */
  reached(count: number): Promise<void>;
  /** What it came to, by when the processes were killed. */
  outcome(...killedAt: number[]): Outcome;
  /** The same; what a slow machine's server let wait too long is deferred to the next window and not lost. */
  settled(...killedAt: number[]): Promise<Outcome & { deferred: number }>;
};

/**
 * Mails that never came; copies beside the first: `answered` of mails whose answer had left the server before the kill that
 * stands between the copies, `afterData` of others; mails under a Message-ID that is none of the window's.
 */
export type Outcome = { lost: string[]; answered: number; afterData: number; foreign: number };

let rounds = 0;

/** Composes the next window of a campaign and fills it with so many mails, each with a Message-ID of its own. */
export async function fullWindow(
  engine: Engine,
  { ledger, sink }: Stage,
  campaign: string,
  to: Person,
  mails: number,
  text = 'x',
): Promise<FullWindow> {
  const postmaster = streamOf.postmaster(campaign);
  const { wakeAt } = await engine.tick(postmaster, 0);
  const composed = await engine.tick(postmaster, wakeAt!);
  const windowAt = composed.wakeAt!;
  const round = rounds++;
  const ids = Array.from({ length: mails }, (_, n) => `<${round}-${n}@example.com>`);
  const rows = ids.map((id, n) => ({
    // One receiver is enough: a mail's window sets it apart from the others.
    ...{ id, campaign, person: to.id, email: to.email!, subject: '', items: 0, window_at: windowAt - n },
    ...{ audience: 'unit' as const, state: 'staged' as const, tries: 0, staged_at: windowAt },
    raw: Buffer.from(`Message-ID: ${id}\r\nX-Xiaohao-Window: 2024-01-01\r\nX-Xiaohao-Notices: x\r\n\r\n${text}\r\n`),
  }));
  await ledger.db.insertInto('mail').values(rows).execute();
  const before = sink.taken.length;
  const mine = () => sink.taken.slice(before);
  const window: FullWindow = {
    ...{ windowAt, postmaster },
    async deliver(by) {
      for (let left = 60; ; left--) {
        try {
          // A workflow that was behind has followed by the first tick, and sends by the second.
          for (let due: Instant | null = windowAt; due === windowAt; )
            due = (await by.tick(postmaster, windowAt)).wakeAt;
          return;
        } catch (error) {
          if (left === 0) throw error;
        }
        await new Promise((done) => setTimeout(done, 500));
      }
    },
    taken: () => mine().length,
    async reached(count) {
      while (mine().length < count) await new Promise((done) => setTimeout(done, 5));
    },
    outcome(...killedAt) {
      const copies = new Map<string, number>();
      for (const { messageId } of mine()) copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
      const again = { answered: 0, afterData: 0 };
      const wasAnswered = (id: string) => killedAt.some((at) => sink.answeredAt.get(id)! < at && at < cameAgain(id));
      const cameAgain = (id: string) => sink.cameAt.get(id)!;
      for (const [id, n] of copies) if (n > 1) again[wasAnswered(id) ? 'answered' : 'afterData'] += n - 1;
      const foreign = [...copies.keys()].filter((id) => !ids.includes(id)).length;
      return { lost: ids.filter((id) => !copies.has(id)), ...again, foreign };
    },
    async settled(...killedAt) {
      const outcome = window.outcome(...killedAt);
      if (outcome.lost.length === 0) return { ...outcome, deferred: 0 };
      const rows = await ledger.db
        .selectFrom('mail')
        .select('id')
        .where('id', 'in', outcome.lost)
        .where('state', '=', 'deferred')
        .execute();
      const deferred = new Set(rows.map(({ id }) => id));
      return { ...outcome, lost: outcome.lost.filter((id) => !deferred.has(id)), deferred: deferred.size };
    },
  };
  return window;
}
