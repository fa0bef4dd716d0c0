import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Day } from '../../domain/calendar/day.ts';
import type { Light } from '../../domain/measure/light.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Kind } from '../../domain/plan/lists.ts';
import { keyOf } from '../projection.ts';
import type { Tables } from '../tables.ts';
import { containing } from './containing.ts';
import { measuresIn } from './scope.ts';
import { type Past, standings } from './standing.ts';
import { countLights, type Sight } from './tally.ts';

export const sorts = ['urgent', 'number', 'due', 'unit'] as const;
export type Sort = (typeof sorts)[number];

/** Which measures a board shows; what is left out does not matter. */
export type BoardFilter = {
  /** In number, title or finding's title; `units` are those whose name it is in. */
  search?: { text: string; units: string[] };
  unit?: string;
  leader?: string;
  category?: string;
  light?: Light;
  kind?: Kind;
  past?: Past;
  /** The running date, both ends included. */
  due?: { from: Day | null; to: Day };
};

export type BoardRequest = Sight & { filter: BoardFilter; sort: Sort; limit: number; offset: number };

/** One page of the board: the states of its measures, and how many there are in all. */
export async function boardPage(
  db: Kysely<Tables>,
  { filter, sort, limit, offset, ...sight }: BoardRequest,
): Promise<{ total: number; measures: MeasureState[] }> {
  const { campaign, scope, day } = sight;
  const wanted = conditions(sight, filter);
  const counts = (await countLights(db, sight, wanted)).filter(
    ({ light, past }) => (filter.light ?? light) === light && (filter.past ?? past) === past,
  );
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  const where = sql.join([measuresIn(scope, campaign), ...wanted], sql` and `);
  const measures: MeasureState[] = [];
  for (const stretch of stretchesOf(sort, filter, day, counts)) {
    // Never asked for more than there are: what is sought beyond the last would be sought through the whole table.
    const take = Math.min(stretch.n - offset, limit - measures.length);
    if (take > 0) measures.push(...(await statesOf(stretch, take)));
    offset = Math.max(0, offset - stretch.n);
    if (measures.length >= limit) break;
  }
  return { total, measures };

  // The states are fetched for the page only: sorting all of them along would spill to disk.
  async function statesOf({ of, order }: Stretch, take: number): Promise<MeasureState[]> {
    const { rows } = await sql<{ state: MeasureState }>`
      with page as (
        select stream, row_number() over (order by ${order}) as place from (${standings(campaign, day)}) m
        where ${where} and ${of} order by ${order} limit ${take} offset ${offset}
      )
      select stream.state from page join stream on stream.id = page.stream order by page.place
    `.execute(db);
    return rows.map(({ state }) => state);
  }
}

/** A part of the list that an index holds in its order. */
type Stretch = { of: RawBuilder<unknown>; order: RawBuilder<unknown>; n: number };
type Counts = Awaited<ReturnType<typeof countLights>>;

const orders: Record<Exclude<Sort, 'urgent'>, RawBuilder<unknown>> = {
  number: sql`m.place`,
  due: sql`m.due, m.place`,
  unit: sql`m.lead_unit, m.place`,
};
const byLate = sql`m.late_from, m.place`;

/** What cannot wait first: those past a limit, then as their dates press. */
const urgency: [light: Light, past: boolean][] = [
  ['overdue', true],
  ['withReviewer', true],
  ['withHigherLevel', true],
  ['lagging', false],
  ['dueSoon', false],
  ['withReviewer', false],
  ['withHigherLevel', false],
  ['normal', false],
  ['longTerm', false],
  ['suspended', false],
  ['draft', false],
  ['closed', false],
  ['withdrawn', false],
];

function stretchesOf(sort: Sort, filter: BoardFilter, day: Day, counts: Counts): Stretch[] {
  const sized = (is: (one: Counts[number]) => boolean) => counts.filter(is).reduce((sum, { n }) => sum + n, 0);
  if (sort !== 'urgent') {
    const lit = filter.light === undefined ? sql`true` : sql`m.lit = ${filter.light}`;
    const past = filter.past === undefined ? sql`true` : sql`m.past = ${filter.past}`;
    return [{ of: sql`${lit} and ${past}`, order: orders[sort], n: sized(() => true) }];
  }
  return urgency.map(([light, isPast]) => {
    const by = filter.past === undefined ? sql`` : sql`and m.past_by = ${filter.past}`;
    return {
      of: sql`${showing(light, isPast, day)} ${by}`,
      order: light === 'lagging' ? sql`m.lag_from, m.place` : byLate,
      n: sized((one) => one.light === light && (one.past !== null) === isPast),
    };
  });
}

/** Who shows a light on a day, said so that an index finds them: by what stands in the columns, not by what follows. */
function showing(light: Light, isPast: boolean, day: Day): RawBuilder<unknown> {
  switch (light) {
    case 'overdue':
      return sql`m.base = 'open' and m.late_from <= ${day}`;
    case 'lagging':
      return sql`m.base = 'open' and m.lag_from <= ${day} and m.late_from > ${day}`;
    case 'dueSoon':
      return sql`m.base = 'open' and m.late_from > ${day} and m.lag_from > ${day} and m.soon_from <= ${day}`;
    case 'normal':
      return sql`m.base = 'open' and m.late_from > ${day} and m.lag_from > ${day} and m.soon_from > ${day}`;
    default:
      return isPast
        ? sql`m.base = ${light} and m.late_from <= ${day}`
        : sql`m.base = ${light} and m.late_from > ${day}`;
  }
}

function conditions(
  { campaign }: Sight,
  { search, unit, leader, category, kind, due }: BoardFilter,
): RawBuilder<unknown>[] {
  const wanted: RawBuilder<unknown>[] = [];
  const under = (finding: RawBuilder<unknown>) =>
    sql`m.finding in (select f.id from finding f where f.campaign = ${campaign} and ${finding})`;
  if (search) {
    const like = containing(search.text);
    const places = [
      sql`m.no ilike ${like}`,
      sql`m.title ilike ${like}`,
      under(sql`f.title ilike ${like}`),
      ...(search.units.length > 0 ? [sql`m.lead_unit in (${sql.join(search.units)})`] : []),
    ];
    wanted.push(sql`(${sql.join(places, sql` or `)})`);
  }
  if (unit !== undefined) wanted.push(sql`m.lead_unit = ${unit}`);
  if (leader !== undefined) wanted.push(sql`m.keys @> array[${keyOf.leader(leader)}]::text[]`);
  if (category !== undefined) wanted.push(under(sql`f.category @> to_jsonb(${category}::text)`));
  if (kind !== undefined) wanted.push(sql`m.kind = ${kind}`);
  if (due) {
    wanted.push(sql`m.base = 'open' and m.due <= ${due.to}`);
    if (due.from !== null) wanted.push(sql`m.due >= ${due.from}`);
  }
  return wanted;
}
