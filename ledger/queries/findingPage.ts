import { type Kysely, sql } from 'kysely';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Tables } from '../tables.ts';
import { findingsIn, type Scope } from './scope.ts';
import { countFindings } from './tally.ts';

/** One page of the findings somebody sees of a campaign, by their numbers, and how many there are in all. */
export async function findingPage(
  db: Kysely<Tables>,
  campaign: string,
  scope: Scope,
  limit: number,
  offset: number,
): Promise<{ total: number; findings: FindingState[] }> {
  const counts = await countFindings(db, { campaign, scope });
  const { rows } = await sql<{ state: FindingState }>`
    with page as (
      select f.stream, f.place from finding f
      where f.campaign = ${campaign} and ${findingsIn(scope)} order by f.place limit ${limit} offset ${offset}
    )
    select fs.state from page join stream fs on fs.id = page.stream order by page.place
  `.execute(db);
  return { total: counts.reduce((sum, { n }) => sum + n, 0), findings: rows.map(({ state }) => state) };
}

/** The categories the findings somebody sees are in, in the order of their characters. */
export async function categoriesOf(db: Kysely<Tables>, campaign: string, scope: Scope): Promise<string[]> {
  const { rows } = await (scope === 'all'
    ? sql<{ category: string }>`select category from board_category where campaign = ${campaign} order by 1`
    : sql<{ category: string }>`
        select distinct jsonb_array_elements_text(f.category) collate "C" as category
        from finding f where f.campaign = ${campaign} and ${findingsIn(scope)} order by 1
      `
  ).execute(db);
  return rows.map(({ category }) => category);
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
    )) order by m.place
  `.execute(db);
  return rows.map(({ state }) => state);
}
