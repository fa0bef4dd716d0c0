import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** By the database's clock: those of the workers may be a day apart. */
const now = sql`(extract(epoch from clock_timestamp()) * 1000)::int8`;

/**
 * Takes a campaign's outbox for `ms` milliseconds, or for as long again where it is held already; false: another holds it.
 * Who holds it and falls silent loses it when that time is over.
 */
export async function takeTurn(db: Db, campaign: string, holder: string, ms: number): Promise<boolean> {
  const { rows } = await sql`
    insert into turn (campaign, holder, until) values (${campaign}, ${holder}, ${now} + ${ms}::int8)
    on conflict (campaign) do update set holder = excluded.holder, until = excluded.until
    where turn.holder = excluded.holder or turn.until < ${now}
    returning holder
  `.execute(db);
  return rows.length > 0;
}

export async function endTurn(db: Db, campaign: string, holder: string): Promise<void> {
  await db.deleteFrom('turn').where('campaign', '=', campaign).where('holder', '=', holder).execute();
}
