import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { Tables } from '../ledger/tables.ts';
import type { Kind } from '../workflows/contract.ts';

type Db = Kysely<Tables>;

/** When an entity is to be ticked; an archived one begins again for it. */
export type Hour = { id: string; at: Instant; archived?: boolean };

/**
 * The next instant anything of a campaign waits for: an agenda item, an act of the cast, a notice that wants its window.
 * The postmaster's own windows do not count: nobody needs an empty one. `lead`: milliseconds before its window at which a
 * notice must be looked at.
 */
export async function nextEvent(db: Db, campaign: string, lead: number): Promise<Instant | null> {
  const [stream, act, notice] = await Promise.all([
    db
      .selectFrom('stream')
      .select((is) => is.fn.min('next_at').as('at'))
      .where('campaign', '=', campaign)
      .where('kind', '!=', 'postmaster')
      .executeTakeFirst(),
    db
      .selectFrom('act')
      .select((is) => is.fn.min('at').as('at'))
      .where('campaign', '=', campaign)
      .where('done', '=', false)
      .executeTakeFirst(),
    db
      .selectFrom('notice')
      .select((is) => is.fn.min('window_at').as('at'))
      .where('campaign', '=', campaign)
      .where('state', '=', 'waiting')
      .executeTakeFirst(),
  ]);
  const wants = notice?.at ? notice.at - lead : null;
  const instants = [stream?.at, act?.at, wants].filter((at) => at !== null && at !== undefined);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** The entities whose hour lies before `end`, each with its own. */
export async function dueBefore(
  db: Db,
  campaign: string,
  end: Instant,
  kinds: Kind[],
): Promise<{ id: string; at: Instant }[]> {
  const rows = await db
    .selectFrom('stream')
    .select(['id', 'next_at'])
    .where('campaign', '=', campaign)
    .where('kind', 'in', kinds)
    .where('next_at', '<', end)
    .orderBy('id')
    .execute();
  return rows.map(({ id, next_at }) => ({ id, at: next_at! }));
}

/** The entities a message waits for, with the hour of the first: each message is taken at its own hour or later. */
export async function messagesWaiting(db: Db, campaign: string): Promise<Hour[]> {
  const rows = await db
    .selectFrom('message')
    .innerJoin('stream', 'stream.id', 'message.to_stream')
    .select((is) => ['to_stream as id', 'stream.archived', is.fn.min('message.at').as('at')])
    .where('message.campaign', '=', campaign)
    .where('taken_at_seq', 'is', null)
    .groupBy(['to_stream', 'stream.archived'])
    .orderBy('to_stream')
    .execute();
  return rows.map(({ id, at, archived }) => ({ id, at: Number(at), archived }));
}

/** Does anything wait to be sent at this window, or at one before it? */
export async function noticesWaiting(db: Db, campaign: string, windowAt: Instant): Promise<boolean> {
  const row = await db
    .selectFrom('notice')
    .select('id')
    .where('campaign', '=', campaign)
    .where('state', '=', 'waiting')
    .where('window_at', '<=', windowAt)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
