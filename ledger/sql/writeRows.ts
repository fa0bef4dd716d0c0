import { sql, type Transaction } from 'kysely';
import type { Rows } from '../record.ts';
import type { Tables } from '../tables.ts';
import { upsertProjections } from './upsertProjections.ts';
import { insertMessages, takeMessages } from './writeMessages.ts';
import { insertNotices, voidNotices } from './writeNotices.ts';

type Tx = Transaction<Tables>;

/**
 * Writes several streams' rows, one statement per table.
 *
 * Rows travel as one JSON text: the statement is the same for one row and for a thousand, no limit of parameters is
 * near, and PostgreSQL refuses a text that is none (NUL, half a surrogate pair) instead of storing another.
 * @returns who got a message, by sender.
 */
export async function writeRows(tx: Tx, all: Rows[]): Promise<Map<string, string[]>> {
  await updateStreams(
    tx,
    all.map(({ stream }) => stream),
  );
  await insertEvents(
    tx,
    all.flatMap(({ events }) => events),
  );
  await insertCommands(
    tx,
    all.flatMap(({ commands }) => commands),
  );
  await takeMessages(
    tx,
    all.flatMap(({ taken }) => taken),
  );
  await voidNotices(
    tx,
    all.flatMap(({ voids }) => voids),
  );
  await insertNotices(
    tx,
    all.flatMap(({ notices }) => notices),
  );
  await upsertProjections(
    tx,
    all.flatMap(({ projection }) => projection ?? []),
  );
  return insertMessages(
    tx,
    all.flatMap(({ messages }) => messages),
  );
}

async function updateStreams(tx: Tx, rows: Rows['stream'][]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update stream
    set seq = r.seq, head = r.head, state = r.state, next_at = r.next_at, archived = r.archived
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(id text, seq int8, head text, state jsonb, next_at int8, archived bool)
    where stream.id = r.id
  `.execute(tx);
}

async function insertEvents(tx: Tx, rows: Rows['events']): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into event (stream, seq, type, at, actor, payload, hash)
    select stream, seq, type, at, actor, payload, hash
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(stream text, seq int8, type text, at int8, actor text, payload text, hash text)
  `.execute(tx);
}

async function insertCommands(tx: Tx, rows: Rows['commands']): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into command (stream, id, seq, answer)
    select stream, id, seq, answer
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(stream text, id text, seq int8, answer jsonb)
  `.execute(tx);
}
