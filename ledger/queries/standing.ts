import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../domain/calendar/day.ts';
import type { Light } from '../../domain/measure/light.ts';
import type { Answerable } from '../../domain/measure/standing.ts';

/** Whose limit is passed, as in `domain/digest/counts.ts`. */
export type Past = Answerable;

/** What a measure is on a day, for counting, filtering and ordering. */
export type Standing = { stream: string; lit: Light; past: Past | null };

/** Every measure of a campaign as it stands on a day: `lightOn` of `domain/measure/standing.ts`; a test holds the two together. */
export function standings(campaign: string, day: Day): RawBuilder<Standing> {
  return sql`
    select m.*, case
        when base <> 'open' then base
        when late_from <= ${day} then 'overdue'
        when lag_from <= ${day} then 'lagging'
        when soon_from <= ${day} then 'dueSoon'
        else 'normal'
      end as lit,
      case when late_from <= ${day} then past_by end as past
    from measure m where m.campaign = ${campaign}`;
}
