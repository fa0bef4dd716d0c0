import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { Tables } from '../ledger/tables.ts';

export type CourierDeps = {
  db: Kysely<Tables>;
  wake: (stream: string) => Promise<void>;
  now: () => Instant;
  log: { debug(facts: object, message: string): void; warn(facts: object, message: string): void };
};

const everyMs = 3_000;
/** Whoever is awake has taken a message long before. */
const overdueMs = 2_000;
const atOnce = 500;

/**
 * Wakes the streams whose messages nobody has come for: a wake is only a signal, and was lost if its process died between
 * the record and the signal. A rehearsal is left to its driver.
 */
export function startCourier({ db, wake, now, log }: CourierDeps): { stop(): Promise<void> } {
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = round.then(() => (stopped ? undefined : deliver())).catch((err) => log.warn({ err }, 'courier'));
  }, everyMs);
  timer.unref();

  async function deliver(): Promise<void> {
    for (const { to_stream: stream } of await overdue(db, now() - overdueMs)) {
      await wake(stream).catch((err) => log.debug({ stream, err }, 'not woken'));
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

function overdue(db: Kysely<Tables>, before: Instant): Promise<{ to_stream: string }[]> {
  return db
    .selectFrom('message')
    .innerJoin('stream', 'stream.id', 'message.to_stream')
    .innerJoin('campaign', 'campaign.id', 'message.campaign')
    .select('to_stream')
    .distinct()
    .where('taken_at_seq', 'is', null)
    .where('message.at', '<', before)
    .where('stream.archived', '=', false)
    .where('campaign.clock', '=', 'real')
    .orderBy('to_stream')
    .limit(atOnce)
    .execute();
}
