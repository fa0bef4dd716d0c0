import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Day } from '../../domain/calendar/day.ts';
import type { Light } from '../../domain/measure/light.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Kind } from '../../domain/plan/lists.ts';
import type { Tables } from '../tables.ts';
import { byNumber, containing } from './number.ts';
import { measuresIn, type Scope } from './scope.ts';
import { type Past, standings } from './standing.ts';

export const sorts = ['urgent', 'number', 'due', 'unit'] as const;
export type Sort = (typeof sorts)[number];

/** Which measures a board shows; what is left out does not matter. */
export type BoardFilter = {
  /** In number, title or finding's title; `units` are those whose name it is in. */
  search?: { text: string; units: string[] };
  unit?: string;
  leader?: string;
  light?: Light;
  kind?: Kind;
  past?: Past;
  /** The running date, both ends included. */
  due?: { from: Day | null; to: Day };
};

export type BoardRequest = {
  campaign: string;
  scope: Scope;
  day: Day;
  dueSoonDays: number;
  filter: BoardFilter;
  sort: Sort;
  limit: number;
  offset: number;
};

/** What cannot wait first. */
const urgency: Light[] = [
  'overdue',
  'lagging',
  'dueSoon',
  'withReviewer',
  'withHigherLevel',
  'normal',
  'longTerm',
  'suspended',
  'draft',
  'closed',
  'withdrawn',
];

/** One page of the board: the states of its measures, and how many there are in all. */
export async function boardPage(
  db: Kysely<Tables>,
  { campaign, scope, day, dueSoonDays, filter, sort, limit, offset }: BoardRequest,
): Promise<{ total: number; measures: MeasureState[] }> {
  // The states are fetched for the page only: sorting 2,000 of them along would spill to disk.
  const { rows } = await sql<{ total: number; state: MeasureState }>`
    with page as (
      select stream, count(*) over ()::int as total, row_number() over (order by ${orders[sort]}) as place
      from (${standings(campaign, day, dueSoonDays)}) m
      where ${sql.join([measuresIn(scope, campaign), ...conditions(filter)], sql` and `)}
      order by place limit ${limit} offset ${offset}
    )
    select page.total, stream.state from page join stream on stream.id = page.stream order by page.place
  `.execute(db);
  return { total: rows[0]?.total ?? 0, measures: rows.map(({ state }) => state) };
}

const number = byNumber('m.no');
const rank = sql.raw(`array_position(array[${urgency.map((light) => `'${light}'`).join(', ')}], light)`);
const orders: Record<Sort, RawBuilder<unknown>> = {
  urgent: sql`(past is null), ${rank}, due nulls last, ${number}`,
  number: sql`${number}`,
  due: sql`due nulls last, ${number}`,
  unit: sql`lead_unit collate "C", ${number}`,
};

function conditions({ search, unit, leader, light, kind, past, due }: BoardFilter): RawBuilder<unknown>[] {
  const wanted: RawBuilder<unknown>[] = [];
  if (search) {
    const like = containing(search.text);
    const places = [
      sql`no ilike ${like}`,
      sql`title ilike ${like}`,
      sql`exists (select from finding f where f.campaign = state ->> 'campaign' and f.id = m.finding and f.title ilike ${like})`,
      ...(search.units.length > 0 ? [sql`lead_unit in (${sql.join(search.units)})`] : []),
    ];
    wanted.push(sql`(${sql.join(places, sql` or `)})`);
  }
  if (unit !== undefined) wanted.push(sql`lead_unit = ${unit}`);
  if (leader !== undefined) wanted.push(sql`state -> 'leaders' @> to_jsonb(${leader}::text)`);
  if (light !== undefined) wanted.push(sql`light = ${light}`);
  if (kind !== undefined) wanted.push(sql`kind = ${kind}`);
  if (past !== undefined) wanted.push(sql`past = ${past}`);
  if (due) {
    wanted.push(sql`light in ('normal', 'dueSoon', 'lagging', 'overdue') and due <= ${due.to}`);
    if (due.from !== null) wanted.push(sql`due >= ${due.from}`);
  }
  return wanted;
}
