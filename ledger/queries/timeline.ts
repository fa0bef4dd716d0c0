import type { Kysely } from 'kysely';
import type { StoredEvent } from '../append.ts';
import { toStoredEvent } from '../event.ts';
import type { Tables } from '../tables.ts';

/** All that has happened to one entity, oldest first. */
export async function timeline(db: Kysely<Tables>, stream: string): Promise<StoredEvent[]> {
  const rows = await db.selectFrom('event').selectAll().where('stream', '=', stream).orderBy('seq').execute();
  return rows.map(toStoredEvent);
}
