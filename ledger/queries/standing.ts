import { type RawBuilder, sql } from 'kysely';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import type { Light } from '../../domain/measure/light.ts';

/** Whose limit is passed, as in `domain/digest/counts.ts`. */
export type Past = 'unit' | 'leader' | 'office' | 'higherLevel';

/** What a measure is on a day, for counting, filtering and ordering. */
export type Standing = {
  stream: string;
  light: Light;
  past: Past | null;
  /** The date that runs, or the last that was set. */
  due: Day | null;
};

/**
 * Every measure of a campaign as it stands on a day. A light depends on the day, so it cannot be kept as a column; this
 * is `domain/measure/condition.ts` as SQL, and a test holds the two together. What the `measure` row lacks for it (the
 * date that runs, the earliest missed promise, a reviewer's limit) is taken from the state, of open and reviewed
 * measures only. `offset 0` keeps the planner from working each of them out several times a row.
 */
export function standings(campaign: string, day: Day, dueSoonDays: number): RawBuilder<Standing> {
  return sql`
    select id, no, title, finding, kind, lead_unit, stream, state, light, due,
      case
        when light = 'overdue' then 'unit'
        when phase = 'review' and review_limit < ${day} then
          case when holder in ('leader', 'higherLevel') then holder
            when holder in ('office', 'officeCheck') then 'office' else 'unit' end
      end as past
    from (
      select *, coalesce(runs, done_due) as due,
        case
          when phase = 'review' then case holder when 'higherLevel' then 'withHigherLevel' else 'withReviewer' end
          when phase <> 'open' then phase
          when long_term then 'longTerm'
          when runs < ${day} then 'overdue'
          when promised < ${day} then 'lagging'
          when runs <= ${addDays(day, dueSoonDays)} then 'dueSoon'
          else 'normal'
        end as light
      from (
        select m.id, m.no, m.title, m.finding, m.kind, m.phase, m.holder, m.lead_unit, m.done_due, m.stream, e.state,
          s."longTerm" as long_term,
          s.review ->> 'limit' as review_limit,
          case when s.extension is null then coalesce(s."resubmitBy", s."doneDue" ->> 'day') end as runs,
          least(
            case when s.effect is null then s."effectDue" ->> 'day' end,
            (select min(x ->> 'day') from jsonb_array_elements(s.milestones) x where x ->> 'metOn' is null)
          ) as promised
        from measure m
        join stream e on e.id = m.stream
        left join lateral jsonb_to_record(case when m.phase in ('open', 'review') then e.state end) as s (
          "longTerm" bool, "resubmitBy" text, "doneDue" jsonb, "effectDue" jsonb, extension jsonb, effect jsonb,
          milestones jsonb, review jsonb
        ) on true
        where m.campaign = ${campaign}
        offset 0
      ) read
      offset 0
    ) lit`;
}
