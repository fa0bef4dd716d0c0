import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/**
 * The streams of a campaign that have messages waiting, by id. An archived stream takes nothing any more, so what was
 * sent to it is not waited for; one that has not begun is.
 */
export async function streamsWithMessages(db: Kysely<Tables>, campaign: string): Promise<string[]> {
  const rows = await db
    .selectFrom('message')
    .leftJoin('stream', 'stream.id', 'message.to_stream')
    .select('message.to_stream as id')
    .distinct()
    .where('message.campaign', '=', campaign)
    .where('message.taken_at_seq', 'is', null)
    .where((where) => where.or([where('stream.archived', 'is', null), where('stream.archived', '=', false)]))
    .orderBy('message.to_stream')
    .execute();
  return rows.map(({ id }) => id);
}
