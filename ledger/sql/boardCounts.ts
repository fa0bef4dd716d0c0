import { type RawBuilder, sql } from 'kysely';
import { never } from '../../domain/measure/standing.ts';

type Countable = 'measure' | 'finding';

/**
 * The spans of days in which a row `r` counts under which light, and with whom it is past a limit: for a measure what
 * `domain/measure/standing.ts` says of every day at once, for a finding its phase, without end.
 */
const spans: Record<Countable, RawBuilder<unknown>> = {
  measure: sql`(values
    (case when r.base = 'open' then 'normal' else r.base end, '', '',
      case when r.base = 'open' then least(r.soon_from, r.lag_from, r.late_from) else r.late_from end),
    ('dueSoon', '', r.soon_from, least(r.lag_from, r.late_from)),
    ('lagging', '', r.lag_from, r.late_from),
    (case when r.base = 'open' then 'overdue' else r.base end, r.past_by, r.late_from, ${sql.lit(never)})
  )`,
  finding: sql`(values (case when r.settled then 'settled' else r.phase end, '', '', ${sql.lit(never)}))`,
};

/**
 * Adds rows to the counts, and takes rows out of them: each span is +1 on its first day and -1 on the one after its last,
 * so that the sum up to a day is the count of that day. `fresh` and `former` are selects of the table's columns.
 */
export function countChanges(
  kind: Countable,
  fresh: RawBuilder<unknown>,
  former: RawBuilder<unknown> | null,
): RawBuilder<unknown> {
  const rows = former
    ? sql`select *, 1 as sign from (${fresh}) f union all select *, -1 from (${former}) o`
    : sql`select *, 1 as sign from (${fresh}) f`;
  // In one order everywhere: two transactions never wait for each other here.
  return sql`
    insert into board_count as c (campaign, kind, day, light, past, n)
    select r.campaign, ${sql.lit(kind)}, change.day, s.light, s.past, sum(r.sign * change.n) from (${rows}) r
    cross join lateral ${spans[kind]} s(light, past, since, until)
    cross join lateral (values (s.since, 1), (s.until, -1)) change(day, n)
    where s.since < s.until and change.day <> ${sql.lit(never)}
    group by 1, 2, 3, 4, 5 having sum(r.sign * change.n) <> 0
    order by 1, 2, 3, 4, 5
    on conflict (campaign, kind, day, light, past) do update set n = c.n + excluded.n
  `;
}
