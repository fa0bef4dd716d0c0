import type { Kysely } from 'kysely';
import type { StoredEvent } from '../append.ts';
import { toStoredEvent } from '../event.ts';
import type { Tables } from '../tables.ts';

/** One event of a campaign, with where in the record it stands and the number of the item it is about. */
export type Deed = { pos: number; no: string | null; event: StoredEvent };

/**
 * What was done in a campaign, newest first: by people, or all of it.
 * @param before only what stands before this place in the record; null: from the newest on.
 */
export async function deeds(
  db: Kysely<Tables>,
  campaign: string,
  { people, before, limit }: { people: boolean; before: number | null; limit: number },
): Promise<Deed[]> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('stream', 'stream.id', 'event.stream')
    .leftJoin('measure', 'measure.stream', 'event.stream')
    .leftJoin('finding', 'finding.stream', 'event.stream')
    .selectAll('event')
    .select((is) => is.fn.coalesce('measure.no', 'finding.no').as('no'))
    .where('stream.campaign', '=', campaign)
    .$if(people, (query) =>
      query.where('event.actor', '!=', '').where('event.actor', 'not like', '{"person":"system"%'),
    )
    .$if(before !== null, (query) => query.where('event.pos', '<', before!))
    .orderBy('event.pos', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ pos, no, ...event }) => ({ pos: Number(pos), no, event: toStoredEvent(event) }));
}
