import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../ledger/tables.ts';

/** A day's figures as SQL derives them from the raw events; it shares no code with the domain. */
export type Derived = {
  day: string;
  findings: number;
  findingsDone: number;
  findingsLongTerm: number;
  measures: number;
  done: number;
  longTerm: number;
  withdrawn: number;
  rate: number | null;
  claimed: number;
  confirmed: number;
  withinPeriod: number;
};

/** Every day from `from` to `to`, of the items for whose finding's id `only` holds (a list; null: all). */
export async function derive(
  db: Kysely<Tables>,
  campaign: string,
  { from, to, periodEnd, only }: { from: string; to: string; periodEnd: string; only: string[] | null },
): Promise<Derived[]> {
  const wanted = only === null ? sql`true` : sql`finding in (${sql.join(only)})`;
  const { rows } = await sql<Derived>`
    with day as (select generate_series(${from}::date, ${to}::date, interval '1 day')::date as d),
    happened as (
      select stream, split_part(stream, '/', 1) as kind, split_part(stream, '/', 3) as item, seq, type,
        (to_timestamp(at / 1000.0) at time zone 'Asia/Shanghai')::date as d, payload::jsonb as p
      from event where split_part(stream, '/', 2) = ${campaign} and split_part(stream, '/', 1) in ('measure', 'finding')
        and type in ('Drafted', 'Issued', 'Joined', 'Rebounded', 'Reopened', 'PermanenceAccepted', 'Closed',
          'Withdrawn', 'EffectClaimed', 'EffectConfirmed', 'EffectRefused')
    ),
    drafted as (
      select stream, coalesce(p->'draft'->>'finding', item) as finding
      from happened where type = 'Drafted'
    ),
    item as (select happened.*, finding from happened join drafted using (stream) where ${wanted}),
    turn as (
      select stream, kind, finding, seq, d, case
        when type = 'Joined' then case when p->'history'->>'state' = 'longTerm' then 'longTerm' else 'open' end
        when type in ('Rebounded', 'Reopened') or type = 'Issued' then 'open'
        when type = 'PermanenceAccepted' and p->'asks' is null then 'longTerm'
        when type = 'Closed' then 'closed'
        when type = 'Withdrawn' then 'withdrawn' end as status
      from item
    ),
    stood as (
      select distinct on (day.d, stream) day.d as d, stream, kind, finding, status
      from day join turn on turn.d <= day.d where status is not null
      order by day.d, stream, seq desc
    ),
    known as (
      select *, bool_or(kind = 'measure' and status = 'longTerm') over (partition by d, finding) as kept from stood
    ),
    counted as (
      select d,
        count(*) filter (where kind = 'finding') as findings,
        count(*) filter (where kind = 'finding' and status = 'closed' and not kept) as findings_done,
        count(*) filter (where kind = 'finding' and status = 'closed' and kept) as findings_long,
        count(*) filter (where kind = 'measure' and status <> 'withdrawn') as measures,
        count(*) filter (where kind = 'measure' and status = 'closed') as done,
        count(*) filter (where kind = 'measure' and status = 'longTerm') as long_term,
        count(*) filter (where kind = 'measure' and status = 'withdrawn') as withdrawn
      from known group by d
    ),
    claim as (
      select stream, seq, d, type, p, count(*) filter (where type = 'EffectClaimed') over (partition by stream order by seq) as nth
      from item where type in ('EffectClaimed', 'EffectConfirmed', 'EffectRefused')
    ),
    word as (
      select stream, seq, d, max(p->>'on') over (partition by stream, nth) as claimed_on, case
        when type = 'EffectRefused' then 'refused'
        when type = 'EffectConfirmed' and p->'asks' is null then 'confirmed' else 'claimed' end as type
      from claim
    ),
    effect as (
      select distinct on (day.d, stream) day.d as d, stream, type, claimed_on
      from day join word on word.d <= day.d order by day.d, stream, seq desc
    ),
    shown as (
      select effect.d, count(*) filter (where type <> 'refused') as claimed,
        count(*) filter (where type = 'confirmed') as confirmed,
        count(*) filter (where type = 'confirmed' and claimed_on <= ${periodEnd}) as within
      from effect join stood on stood.d = effect.d and stood.stream = effect.stream and status <> 'withdrawn'
      group by effect.d
    )
    select to_char(day.d, 'YYYY-MM-DD') as day, coalesce(findings, 0)::int as findings,
      coalesce(findings_done, 0)::int as "findingsDone", coalesce(findings_long, 0)::int as "findingsLongTerm",
      coalesce(measures, 0)::int as measures, coalesce(done, 0)::int as done, coalesce(long_term, 0)::int as "longTerm",
      coalesce(withdrawn, 0)::int as withdrawn, round(100.0 * done / nullif(measures, 0), 1)::float as rate,
      coalesce(claimed, 0)::int as claimed, coalesce(confirmed, 0)::int as confirmed,
      coalesce(within, 0)::int as "withinPeriod"
    from day left join counted on counted.d = day.d left join shown on shown.d = day.d order by day.d
  `.execute(db);
  return rows;
}
