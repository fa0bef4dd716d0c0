import { sql, type Transaction } from 'kysely';
import type { MessageDraft } from '../record.ts';
import type { Tables } from '../tables.ts';

/**
 * Writes messages; one for all streams of a kind becomes one row for each that has begun and is not archived.
 * A stream begun at this very moment by another process is not among them.
 * @returns who got a message, by sender.
 */
export async function insertMessages(tx: Transaction<Tables>, drafts: MessageDraft[]): Promise<Map<string, string[]>> {
  const woken = new Map<string, string[]>();
  if (drafts.length === 0) return woken;
  const { rows } = await sql<{ from: string; to: string }>`
    insert into message (campaign, to_stream, from_stream, from_seq, n, at, body)
    select r.campaign, coalesce(r."to", s.id), r.from_stream, r.from_seq, r.n, r.at, r.body
    from json_to_recordset(${JSON.stringify(drafts)}::json)
      as r(campaign text, "to" text, kind text, from_stream text, from_seq int8, n int, at int8, body jsonb)
    left join stream s
      on s.campaign = r.campaign and s.kind = r.kind and s.state is not null and not s.archived
    where r."to" is not null or s.id is not null
    returning from_stream as "from", to_stream as "to"
  `.execute(tx);
  for (const { from, to } of new Map(rows.map((row) => [`${row.from}\n${row.to}`, row])).values()) {
    const receivers = woken.get(from);
    if (receivers) receivers.push(to);
    else woken.set(from, [to]);
  }
  return woken;
}

/** Marks messages as taken. By id: one that arrived since the receiver looked stays waiting. */
export async function takeMessages(tx: Transaction<Tables>, taken: { id: number; seq: number }[]): Promise<void> {
  if (taken.length === 0) return;
  await sql`
    update message set taken_at_seq = r.seq
    from json_to_recordset(${JSON.stringify(taken)}::json) as r(id int8, seq int8)
    where message.id = r.id
  `.execute(tx);
}
