import { type Kysely, sql } from 'kysely';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Tables } from '../tables.ts';

/** The closed measures of a campaign, the last closed first, and how many there are. */
export async function closedMeasures(
  db: Kysely<Tables>,
  campaign: string,
  limit: number,
  offset: number,
): Promise<{ total: number; measures: MeasureState[] }> {
  const { rows } = await sql<{ total: number; state: MeasureState }>`
    select count(*) over ()::int as total, s.state
    from measure m join stream s on s.id = m.stream
    where m.campaign = ${campaign} and m.phase = 'closed'
    order by s.state -> 'closure' ->> 'day' desc, m.stream
    limit ${limit} offset ${offset}
  `.execute(db);
  return { total: rows[0]?.total ?? 0, measures: rows.map(({ state }) => state) };
}
