import type { Kysely } from 'kysely';
import type { StoredEvent } from '../append.ts';
import { toStoredEvent } from '../event.ts';
import type { EvidenceRow } from '../tables/access.ts';
import type { Tables } from '../tables.ts';

/** The scan of a signed paper under its digest, and all that was entered from it; null where there is no such scan. */
export async function findScan(
  db: Kysely<Tables>,
  campaign: string,
  sha256: string,
): Promise<{ file: EvidenceRow; events: StoredEvent[] } | null> {
  const file = await db
    .selectFrom('evidence')
    .selectAll()
    .where('campaign', '=', campaign)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (!file) return null;
  const rows = await db
    .selectFrom('event')
    .innerJoin('stream', 'stream.id', 'event.stream')
    .selectAll('event')
    .where('stream.campaign', '=', campaign)
    .where('event.actor', 'like', `%"sha256:${sha256}"%`)
    .orderBy('event.pos')
    .execute();
  return { file, events: rows.map(toStoredEvent) };
}
