import { type Kysely, sql } from 'kysely';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Tables } from '../tables.ts';
import { byNumber } from './number.ts';
import { findingsIn, type Scope } from './scope.ts';

/** One page of the findings somebody sees of a campaign, by their numbers, and how many there are in all. */
export async function findingPage(
  db: Kysely<Tables>,
  campaign: string,
  scope: Scope,
  limit: number,
  offset: number,
): Promise<{ total: number; findings: FindingState[] }> {
  const { rows } = await sql<{ total: number; state: FindingState }>`
    select count(*) over ()::int as total, fs.state
    from finding f join stream fs on fs.id = f.stream
    where f.campaign = ${campaign} and ${findingsIn(scope)} order by ${byNumber('f.no')} limit ${limit} offset ${offset}
  `.execute(db);
  return { total: rows[0]?.total ?? 0, findings: rows.map(({ state }) => state) };
}

/** A finding by its id; null where there is none. */
export async function findFinding(db: Kysely<Tables>, campaign: string, id: string) {
  const row = await db
    .selectFrom('finding')
    .innerJoin('stream', 'stream.id', 'finding.stream')
    .select(['finding.stream', 'stream.state'])
    .where('finding.campaign', '=', campaign)
    .where('finding.id', '=', id)
    .executeTakeFirst();
  return row?.state ? { stream: row.stream, state: row.state as FindingState } : null;
}

/** The measures of a finding by their numbers, those it shares with another finding too. */
export async function measuresOf(db: Kysely<Tables>, campaign: string, finding: string): Promise<MeasureState[]> {
  const { rows } = await sql<{ state: MeasureState }>`
    select stream.state from measure m join stream on stream.id = m.stream
    where m.campaign = ${campaign} and (m.finding = ${finding} or (
      m.id in (
        select jsonb_object_keys(fs.state -> 'measures') from finding f join stream fs on fs.id = f.stream
        where f.campaign = ${campaign} and f.id = ${finding}
      ) and stream.state -> 'alsoUnder' @> to_jsonb(${finding}::text)
    )) order by ${byNumber('m.no')}
  `.execute(db);
  return rows.map(({ state }) => state);
}
