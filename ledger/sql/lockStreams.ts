import { sql, type Transaction } from 'kysely';
import type { AppendRequest } from '../append.ts';
import type { StreamRow } from '../tables/record.ts';
import type { Tables } from '../tables.ts';

export type LockedStream = Pick<StreamRow, 'id' | 'seq' | 'head' | 'state' | 'next_at' | 'archived'>;

/**
 * Locks the streams of these requests until the transaction ends, making those that do not exist yet.
 *
 * Two processes never lock each other out: new rows are made before existing ones are locked, both in the order of
 * their ids, so nobody who holds an existing row ever waits for a new one.
 */
export async function lockStreams(
  tx: Transaction<Tables>,
  requests: AppendRequest[],
): Promise<Map<string, LockedStream>> {
  // Who expects events expects a row; to make one for him would hide the gap.
  const perhapsNew = requests.filter(({ expectedSeq }) => expectedSeq === 0);
  if (perhapsNew.length > 0) {
    const rows = perhapsNew.map(({ stream, campaign, kind }) => ({ id: stream, campaign, kind }));
    await sql`
      insert into stream (id, campaign, kind, seq, head, archived)
      select id, campaign, kind, 0, '', false
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(id text, campaign text, kind text)
      order by id collate "C"
      on conflict (id) do nothing
    `.execute(tx);
  }
  const ids = requests.map(({ stream }) => stream);
  const { rows } = await sql<LockedStream>`
    select id, seq, head, state, next_at, archived
    from stream
    where id = any(${ids}::text[])
    order by id
    for update
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Removes the rows that were only made to be locked and got nothing written. */
export async function dropUnusedStreams(tx: Transaction<Tables>, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('stream').where('id', 'in', ids).where('seq', '=', 0).where('state', 'is', null).execute();
}
