import type { Kysely } from 'kysely';
import type { EventRow, StreamRow } from '../tables/record.ts';
import type { Tables } from '../tables.ts';

/** The next streams after one id, in the order of their ids. */
export function readStreamPage(
  db: Kysely<Tables>,
  campaign: string | undefined,
  after: string,
  limit: number,
): Promise<Pick<StreamRow, 'id' | 'seq' | 'head'>[]> {
  return db
    .selectFrom('stream')
    .select(['id', 'seq', 'head'])
    .where('id', '>', after)
    .$if(campaign !== undefined, (query) => query.where('campaign', '=', campaign!))
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The next events of one stream, as stored. */
export function readChainPage(
  db: Kysely<Tables>,
  stream: string,
  afterSeq: number,
  limit: number,
): Promise<EventRow[]> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('stream', '=', stream)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The first event whose stream has no row. */
export function findOrphan(db: Kysely<Tables>): Promise<{ stream: string; seq: number } | undefined> {
  return db
    .selectFrom('event')
    .select(['event.stream', 'event.seq'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('stream').select('id').whereRef('stream.id', '=', 'event.stream'))),
    )
    .orderBy('event.stream')
    .orderBy('event.seq')
    .limit(1)
    .executeTakeFirst();
}
