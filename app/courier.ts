import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { Tables } from '../ledger/tables.ts';

export type CourierDeps = {
  db: Kysely<Tables>;
  restore: (stream: string) => Promise<void>;
  now: () => Instant;
  log: { debug(facts: object, message: string): void; warn(facts: object, message: string): void };
};

const everyMs = 3_000;
/** Whoever is awake has taken a message long before. */
const overdueMs = 2_000;
/** Whoever has a timer has moved on long before. */
const asleepMs = 60_000;
const atOnce = 500;

/**
 * Wakes the streams whose messages nobody has come for (a wake is only a signal, and was lost if its process died between
 * the record and the signal; what is archived has nobody who could come) and those that slept through an instant they wait for (a Temporal server that was put back to
 * an older copy knows nothing of them). A rehearsal is left to its driver.
 */
export function startCourier({ db, restore, now, log }: CourierDeps): { stop(): Promise<void> } {
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = round.then(() => (stopped ? undefined : deliver())).catch((err) => log.warn({ err }, 'courier'));
  }, everyMs);
  timer.unref();

  async function deliver(): Promise<void> {
    const streams = [...(await unread(db, now() - overdueMs)), ...(await asleep(db, now() - asleepMs))];
    for (const { id: stream } of streams) {
      await restore(stream).catch((err) => log.debug({ stream, err }, 'not woken'));
    }
  }

  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}

function unread(db: Kysely<Tables>, before: Instant): Promise<{ id: string }[]> {
  return db
    .selectFrom('message')
    .innerJoin('stream', 'stream.id', 'message.to_stream')
    .innerJoin('campaign', 'campaign.id', 'message.campaign')
    .select('stream.id')
    .distinct()
    .where('taken_at_seq', 'is', null)
    .where('message.at', '<', before)
    .where('campaign.clock', '=', 'real')
    .orderBy('stream.id')
    .limit(atOnce)
    .execute();
}

function asleep(db: Kysely<Tables>, before: Instant): Promise<{ id: string }[]> {
  return db
    .selectFrom('stream')
    .innerJoin('campaign', 'campaign.id', 'stream.campaign')
    .select('stream.id')
    .where('next_at', '<', before)
    .where('stream.archived', '=', false)
    .where('campaign.clock', '=', 'real')
    .orderBy('next_at')
    .limit(atOnce)
    .execute();
}
