import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../ledger/tables.ts';

/** What SQL counts of one group of items on a day. */
export type Group = {
  day: string;
  /** `all`, `public`, `plan`, `category`, `unit`, `leader`, `team`; and whose: an id, a heading, '' for all. */
  dimension: string;
  key: string;
  findings: number;
  findingsDone: number;
  findingsLongTerm: number;
  measures: number;
  done: number;
  longTerm: number;
  withdrawn: number;
  late: number;
  rate: number | null;
  claimed: number;
  confirmed: number;
  withinPeriod: number;
};
export type Held = { day: string; unit: number; leader: number; office: number; higherLevel: number };
export type Amount = { day: string; kind: string; unit: string; total: number; done: number; rate: number | null };

export type Derived = { groups: Group[]; held: Held[]; amounts: Amount[] };

/**
 * Every figure of every day from `from` to `to` as SQL derives it from the raw events. It shares no code with the domain:
 * what each event changes is said here once more, in the language of tables.
 */
export async function derive(
  db: Kysely<Tables>,
  campaign: string,
  { from, to, periodEnd }: { from: string; to: string; periodEnd: string },
): Promise<Derived> {
  const items = sql`
    with happened as (
      select stream, split_part(stream, '/', 1) as kind, split_part(stream, '/', 3) as item, seq, type,
        (to_timestamp(at / 1000.0) at time zone 'Asia/Shanghai')::date as d, payload::jsonb as p
      from event where split_part(stream, '/', 2) = ${campaign}
    ),
    settings as (select p->'settings' as s from happened where kind = 'campaign' and type = 'SetUp'),
    -- Plans and teams as set up, and as documents set or end them later.
    set_as as (
      select kind, one->>'id' as id, one->'findings' as findings, '-infinity'::date as d, 0 as seq from settings,
        lateral (values ('plan', s->'plans'), ('team', s->'teams')) of(kind, all_of), jsonb_array_elements(all_of) one
      union all select lower(left(type, 4)), p->lower(left(type, 4))->>'id', p->lower(left(type, 4))->'findings', d, seq
        from happened where kind = 'campaign' and type in ('PlanSet', 'TeamSet')
      union all select lower(left(type, 4)), p->>lower(left(type, 4)), '[]', d, seq
        from happened where kind = 'campaign' and type in ('PlanDropped', 'TeamDropped')
    ),
    placed_in as (
      select kind, id, findings, d, lead(d, 1, 'infinity') over (partition by kind, id order by seq) as until from set_as
    ),
    plan as (select * from placed_in where kind = 'plan'),
    team as (select * from placed_in where kind = 'team'),
    linked as (
      select jsonb_object_keys(one->'links') as item from settings, jsonb_array_elements(s->'plans') one
    ),
    day as (select generate_series(${from}::date, ${to}::date, interval '1 day')::date as d),
    -- What each event of a measure says anew of it: '' takes a thing away, null leaves it as it was.
    said as (
      select stream, item, seq, d, type, p,
        case when type = 'Issued' then 'open' when type in ('Returned', 'Rebounded') then 'open'
          when type = 'Reassigned' then 'reassigned' when type = 'Submitted' then 'review'
          when type = 'Closed' then 'closed' when type = 'Withdrawn' then 'withdrawn' end as base,
        case when type = 'Suspended' then p->>'on' when type = 'Resumed' then '' end as suspended,
        case when type = 'Drafted' then (p->'draft'->>'kind' = 'longTerm')::text when type = 'Rebounded' then 'false'
          when type = 'ConvertedToLongTerm' or (type = 'Joined' and p->'history'->>'state' = 'longTerm') then 'true'
          end as lasting,
        case when type in ('PermanenceRefused', 'PermanenceAsked', 'Rebounded', 'ConvertedToLongTerm') then ''
          when type = 'PermanenceAccepted' and p->'asks' is null then 'yes'
          when type = 'Joined' and p->'history'->>'state' = 'longTerm' then 'yes' end as accepted,
        case when type in ('Issued', 'ExtensionGranted', 'LimitSet', 'Rebounded', 'ConditionCame')
            then coalesce(p->'doneDue'->>'day', '')
          when type = 'Resumed' then p->'doneDue'->>'day'
          when type = 'Adjusted' then p->'changes'->'doneDue'->>'day'
          when type = 'ConvertedToLongTerm' then '' end as due,
        case when type = 'Returned' then p->>'resubmitBy' when type = 'Joined' then coalesce(p->>'resubmitBy', '')
          when type in ('Submitted', 'ExtensionGranted', 'LimitSet', 'ConvertedToLongTerm', 'ConditionCame') then ''
          when type = 'Resumed' and p->'doneDue'->>'day' is not null then ''
          when type = 'Adjusted' and p->'changes'->'doneDue'->>'day' is not null then '' end as again,
        case when type = 'ExtensionRequested' then 'asked'
          when type in ('ExtensionGranted', 'ExtensionRefused', 'ExtensionLapsed', 'Submitted', 'Withdrawn',
            'ConvertedToLongTerm') then '' end as extension,
        case when type = 'Submitted' then p->'submission'->>'day' when type = 'Rebounded' then '' end as submitted,
        case when type = 'Closed' then p->>'late' end as was_late,
        case when type = 'Submitted' then p->'review'->'stages' end as stages,
        case when type = 'Submitted' then p->'review'->>'limit' when type = 'AcceptanceApplied' then p->>'limit'
          when type = 'StepApproved' and p->'left' is null then p->>'nextLimit'
          when type = 'Resumed' then p->>'reviewLimit' end as review_limit,
        case when type = 'AcceptanceApplied' then 'applied' when type = 'AcceptanceRecorded' then '' end as application,
        case when type = 'EffectClaimed' then 'claimed' when type = 'EffectRefused' then ''
          when type = 'EffectConfirmed' and p->'asks' is null then 'confirmed' end as effect,
        case when type = 'EffectClaimed' then p->>'on' end as claimed_on,
        case when type = 'Drafted' then p->'draft'->>'leadUnit' when type = 'Reassigned' then p->>'leadUnit' end as unit,
        case when type = 'Drafted' then p->'draft'->'leaders' when type = 'Reassigned' then p->'leaders' end as leaders,
        case when type = 'Drafted' then p->'draft'->>'publish'
          when type = 'Adjusted' then p->'changes'->>'publish' end as publish,
        case when type = 'Drafted' then p->'draft'->>'finding' end as finding,
        case when type = 'Drafted' then p->'draft'->'quantity'
          when type = 'Adjusted' then p->'changes'->'quantity' end as quantity,
        case when type = 'Counted' and p->>'part' is null then (p->>'done')::numeric end as counted
      from happened where kind = 'measure'
    ),
    begun as (
      select *,
        sum((type in ('Issued', 'Rebounded', 'ConvertedToLongTerm'))::int) over w as life,
        count(*) filter (where type = 'Submitted') over w as round,
        count(*) filter (where type = 'Issued') over w as issued
      from said window w as (partition by stream order by seq)
    ),
    -- Punctuality is judged by the last date that was moved before a new limit was set (rules of a measure's life).
    judged as (
      select *,
        case when due is not null and count(*) filter (where type = 'LimitSet') over l = 0 then due end as judged,
        count(*) filter (where type = 'StepApproved' and p->'left' is null) over r as steps
      from begun
      window l as (partition by stream, life order by seq), r as (partition by stream, round order by seq)
    ),
    gathered as (
      select stream, item, seq, d, issued, steps,
        array_agg(base) filter (where base is not null) over w as base,
        array_agg(suspended) filter (where suspended is not null) over w as suspended,
        array_agg(lasting) filter (where lasting is not null) over w as lasting,
        array_agg(accepted) filter (where accepted is not null) over w as accepted,
        array_agg(due) filter (where due is not null) over w as due,
        array_agg(judged) filter (where judged is not null) over w as judged,
        array_agg(again) filter (where again is not null) over w as again,
        array_agg(extension) filter (where extension is not null) over w as extension,
        array_agg(submitted) filter (where submitted is not null) over w as submitted,
        array_agg(was_late) filter (where was_late is not null) over w as was_late,
        array_agg(stages) filter (where stages is not null) over w as stages,
        array_agg(review_limit) filter (where review_limit is not null) over w as review_limit,
        array_agg(application) filter (where application is not null) over w as application,
        array_agg(effect) filter (where effect is not null) over w as effect,
        array_agg(claimed_on) filter (where claimed_on is not null) over w as claimed_on,
        array_agg(unit) filter (where unit is not null) over w as unit,
        array_agg(leaders) filter (where leaders is not null) over w as leaders,
        array_agg(publish) filter (where publish is not null) over w as publish,
        array_agg(finding) filter (where finding is not null) over w as finding,
        array_agg(quantity) filter (where quantity is not null) over w as quantity,
        array_agg(counted) filter (where counted is not null) over w as counted
      from judged window w as (partition by stream order by seq)
    ),
    -- How a measure stood at the end of each day on which something happened to it, until the next such day.
    stood as (
      select distinct on (stream, d) stream, item, d, steps, finding[1] as finding,
        unit[cardinality(unit)] as unit, leaders[cardinality(leaders)] as leaders,
        publish[cardinality(publish)] = 'true' as publish,
        case when issued = 0 then 'draft' when base[cardinality(base)] = 'withdrawn' then 'withdrawn'
          when coalesce(suspended[cardinality(suspended)], '') <> '' then 'suspended'
          when base[cardinality(base)] = 'reassigned' then 'open' else base[cardinality(base)] end as phase,
        base[cardinality(base)] = 'review' as with_reviewer,
        nullif(suspended[cardinality(suspended)], '')::date as suspended_on,
        lasting[cardinality(lasting)] = 'true' as lasting,
        lasting[cardinality(lasting)] = 'true' and coalesce(accepted[cardinality(accepted)], '') = 'yes' as permanent,
        nullif(judged[cardinality(judged)], '')::date as judged_by,
        case when coalesce(extension[cardinality(extension)], '') = '' then
          coalesce(nullif(again[cardinality(again)], ''), nullif(due[cardinality(due)], ''))::date end as running,
        nullif(submitted[cardinality(submitted)], '')::date as submitted_on,
        was_late[cardinality(was_late)] = 'true' as was_late,
        stages[cardinality(stages)] as stages, review_limit[cardinality(review_limit)]::date as review_limit,
        coalesce(application[cardinality(application)], '') = 'applied' as applied,
        nullif(effect[cardinality(effect)], '') as effect, claimed_on[cardinality(claimed_on)] as claimed_on,
        quantity[cardinality(quantity)] as quantity, counted[cardinality(counted)] as counted
      from gathered order by stream, d, seq desc
    ),
    lasted as (select *, lead(d, 1, 'infinity') over (partition by stream order by d) as until from stood),
    measure_day as (
      select day.d as day, lasted.*,
        case when phase = 'closed' then was_late
          when judged_by is null or lasting or phase in ('draft', 'withdrawn') then false
          when with_reviewer then coalesce(submitted_on, day.d) > judged_by
          else coalesce(suspended_on, day.d) > judged_by end as late,
        case
          when phase = 'open' and not lasting and running < day.d then 'unit'
          when phase = 'review' and review_limit < day.d then
            case coalesce(stages->steps::int->>'step', 'office')
              when 'leader' then 'leader'
              when 'higherLevel' then case when applied then 'higherLevel' else 'office' end
              when 'office' then 'office' when 'officeCheck' then 'office' else 'unit' end
        end as held_by
      from day join lasted on lasted.d <= day.d and day.d < until
    ),
    about as (
      select item as finding, p->'draft'->'category'->>0 as category, p->'draft'->>'leadUnit' as unit,
        p->'draft'->'leaders' as leaders, (p->'draft'->>'publish')::boolean as publish, stream
      from happened where kind = 'finding' and type = 'Drafted'
    ),
    finding_stood as (
      select distinct on (stream, d) stream, item as finding, d, type from happened
      where kind = 'finding' and type in ('Drafted', 'Issued', 'Closed', 'Reopened') order by stream, d, seq desc
    ),
    finding_lasted as (select *, lead(d, 1, 'infinity') over (partition by stream order by d) as until from finding_stood),
    kept as (
      select day, finding from measure_day where permanent and phase not in ('closed', 'withdrawn') group by day, finding
    ),
    finding_day as (
      select day.d as day, about.*, type, kept.finding is not null as permanent
      from day join finding_lasted on finding_lasted.d <= day.d and day.d < until join about using (stream)
      left join kept on kept.day = day.d and kept.finding = about.finding
    ),
    item as (
      select day, finding, item as id, unit, leaders, publish, 'measure' as kind, phase, late, held_by, effect,
        claimed_on, quantity, permanent, stream, counted from measure_day
      union all
      select day, finding, finding, unit, leaders, publish, 'finding', type, null, null, null, null, null, permanent,
        stream, null from finding_day
    ),
    placed as (
      select item.*, about.category, coalesce(plan.id, 'main') as plan, item.id in (select linked.item from linked) as twin
      from item join about on about.finding = item.finding 
        left join plan on plan.findings ? item.finding and plan.d <= item.day and item.day < plan.until
    )`;
  const inPage = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(db)).rows;
  const groups = await inPage(sql<Group>`
    ${items},
    keyed as (
      select placed.*, 'all' as dimension, '' as key from placed where not twin
      union all select placed.*, 'public', '' from placed where not twin and publish
      union all select placed.*, 'plan', plan from placed
      union all select placed.*, 'category', category from placed where not twin
      union all select placed.*, 'unit', unit from placed where not twin
      union all select placed.*, 'leader', leader from placed, jsonb_array_elements_text(leaders) leader where not twin
      union all select placed.*, 'team', team.id from placed 
        join team on team.findings ? finding and team.d <= day and day < team.until where not twin
    ),
    counted as (
      select day, dimension, key,
        count(*) filter (where kind = 'finding' and phase <> 'Drafted') as findings,
        count(*) filter (where kind = 'finding' and phase = 'Closed' and not permanent) as findings_done,
        count(*) filter (where kind = 'finding' and phase = 'Closed' and permanent) as findings_lasting,
        count(*) filter (where kind = 'measure' and phase not in ('draft', 'withdrawn')) as measures,
        count(*) filter (where kind = 'measure' and phase = 'closed') as done,
        count(*) filter (where kind = 'measure' and permanent and phase not in ('draft', 'withdrawn', 'closed')) as lasting,
        count(*) filter (where kind = 'measure' and phase = 'withdrawn') as withdrawn,
        count(*) filter (where kind = 'measure' and late and phase <> 'withdrawn') as late,
        count(*) filter (where effect is not null and phase not in ('draft', 'withdrawn')) as claimed,
        count(*) filter (where effect = 'confirmed' and phase not in ('draft', 'withdrawn')) as confirmed,
        count(*) filter (where effect = 'confirmed' and phase not in ('draft', 'withdrawn') and claimed_on <= ${periodEnd})
          as within
      from keyed group by day, dimension, key
    )
    select to_char(day, 'YYYY-MM-DD') as day, dimension, key, findings::int, findings_done::int as "findingsDone",
      findings_lasting::int as "findingsLongTerm", measures::int, done::int, lasting::int as "longTerm", withdrawn::int,
      late::int, round(100.0 * done / nullif(measures, 0), 1)::float as rate, claimed::int, confirmed::int,
      within::int as "withinPeriod"
    from counted order by day, dimension, key
  `);
  const held = await inPage(sql<Held>`
    ${items}
    select to_char(day, 'YYYY-MM-DD') as day, count(*) filter (where held_by = 'unit')::int as unit,
      count(*) filter (where held_by = 'leader')::int as leader, count(*) filter (where held_by = 'office')::int as office,
      count(*) filter (where held_by = 'higherLevel')::int as "higherLevel"
    from placed where not twin group by day order by day
  `);
  const amounts = await inPage(sql<Amount>`
    ${items},
    counting as (
      select distinct on (stream, part, d) stream, p->>'part' as part, d, (p->>'done')::numeric as done
      from happened, lateral (select coalesce(p->>'part', '') as part) one
      where kind = 'measure' and type = 'Counted' order by stream, part, d, seq desc
    ),
    counted_until as (
      select *, lead(d, 1, 'infinity') over (partition by stream, part order by d) as until from counting
    ),
    amount as (
      select placed.day, quantity->>'kind' as kind, quantity->>'unit' as unit, (quantity->>'total')::numeric as total,
        (select coalesce(sum(c.done), 0) from counted_until c
          where c.stream = placed.stream and c.d <= placed.day and placed.day < c.until) as done
      from placed where not twin and quantity is not null and phase not in ('draft', 'withdrawn')
    )
    select to_char(day, 'YYYY-MM-DD') as day, kind, unit, sum(total)::float as total, sum(done)::float as done,
      round(100.0 * sum(done) / nullif(sum(total), 0), 1)::float as rate
    from amount group by day, kind, unit order by day, kind, unit
  `);
  return { groups, held, amounts };
}
