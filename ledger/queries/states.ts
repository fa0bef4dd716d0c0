import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** How every finding of a campaign stands, by their numbers. */
export function findingStates(db: Kysely<Tables>, campaign: string): Promise<object[]> {
  return statesOf(
    db,
    sql`finding f join stream s on s.id = f.stream where f.campaign = ${campaign} order by f.place, f.id`,
  );
}

/** How every measure of a campaign stands, by the numbers of their findings and their own. */
export function measureStates(db: Kysely<Tables>, campaign: string): Promise<object[]> {
  return statesOf(
    db,
    sql`measure m join stream s on s.id = m.stream
      left join finding f on f.campaign = m.campaign and f.id = m.finding
      where m.campaign = ${campaign} order by f.place, f.id, m.place, m.id`,
  );
}

async function statesOf(db: Kysely<Tables>, from: RawBuilder<unknown>): Promise<object[]> {
  const { rows } = await sql<{ state: object }>`select s.state from ${from}`.execute(db);
  return rows.map(({ state }) => state);
}
