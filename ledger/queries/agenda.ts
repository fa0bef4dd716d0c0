import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { StreamKind } from '../tables/record.ts';
import type { Tables } from '../tables.ts';

/** A stream that waits for an instant. */
export type DueStream = { id: string; kind: StreamKind; nextAt: Instant };

/** The next instant anything in the campaign waits for; null: nothing does. */
export async function nextInstant(db: Kysely<Tables>, campaign: string): Promise<Instant | null> {
  const row = await db
    .selectFrom('stream')
    .select((select) => select.fn.min('next_at').as('next'))
    .where('campaign', '=', campaign)
    .where('archived', '=', false)
    .executeTakeFirstOrThrow();
  return row.next;
}

/** The streams that wait for an instant up to and including `until`, earliest first. */
export function dueStreams(db: Kysely<Tables>, campaign: string, until: Instant): Promise<DueStream[]> {
  return db
    .selectFrom('stream')
    .select((select) => ['id', 'kind', select.ref('next_at').$notNull().as('nextAt')])
    .where('campaign', '=', campaign)
    .where('archived', '=', false)
    .where('next_at', '<=', until)
    .orderBy('next_at')
    .orderBy('id')
    .execute();
}
