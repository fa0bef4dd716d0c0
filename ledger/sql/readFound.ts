import { sql, type Transaction } from 'kysely';
import type { AppendRequest, Found, StoredEvent, TakenMessage } from '../append.ts';
import { type StoredEventRow, toStoredEvent } from '../event.ts';
import type { Tables } from '../tables.ts';
import type { LockedStream } from './lockStreams.ts';

type Tx = Transaction<Tables>;

/** What the ledger knows about each of these requests' streams, in three statements at most. */
export async function readFound(
  tx: Tx,
  requests: AppendRequest[],
  streams: Map<string, LockedStream>,
): Promise<Found[]> {
  const behind = requests.filter(({ stream, expectedSeq }) => (streams.get(stream)?.seq ?? 0) > expectedSeq);
  const ahead = await readAhead(tx, behind);
  const answered = await readAnswered(tx, requests);
  const messages = await readMessages(tx, requests);
  return requests.map(({ stream }) => {
    const row = streams.get(stream);
    return {
      seq: row?.seq ?? 0,
      head: row?.head ?? '',
      state: row?.state ?? null,
      nextAt: row?.next_at ?? null,
      archived: row?.archived ?? false,
      ahead: ahead.get(stream) ?? [],
      answered: Object.fromEntries(answered.get(stream) ?? []),
      messages: messages.get(stream) ?? [],
    };
  });
}

async function readAhead(tx: Tx, requests: AppendRequest[]): Promise<Map<string, StoredEvent[]>> {
  if (requests.length === 0) return new Map();
  const after = requests.map(({ stream, expectedSeq }) => ({ stream, after: expectedSeq }));
  const { rows } = await sql<StoredEventRow>`
    select e.stream, e.seq, e.type, e.at, e.actor, e.payload, e.hash
    from json_to_recordset(${JSON.stringify(after)}::json) as r(stream text, after int8)
    join event e on e.stream = r.stream and e.seq > r.after
    order by e.stream, e.seq
  `.execute(tx);
  return groupBy(rows, ({ stream }) => stream, toStoredEvent);
}

async function readAnswered(tx: Tx, requests: AppendRequest[]): Promise<Map<string, [string, object][]>> {
  const asked = requests.flatMap(({ stream, commandIds }) => commandIds.map((id) => ({ stream, id })));
  if (asked.length === 0) return new Map();
  const { rows } = await sql<{ stream: string; id: string; answer: object }>`
    select c.stream, c.id, c.answer
    from json_to_recordset(${JSON.stringify(asked)}::json) as r(stream text, id text)
    join command c on c.stream = r.stream and c.id = r.id
  `.execute(tx);
  return groupBy(
    rows,
    ({ stream }) => stream,
    ({ id, answer }) => [id, answer],
  );
}

async function readMessages(tx: Tx, requests: AppendRequest[]): Promise<Map<string, TakenMessage[]>> {
  const ids = requests.map(({ stream }) => stream);
  const { rows } = await sql<TakenMessage & { to: string }>`
    select to_stream as "to", id, from_stream as "from", from_seq as "fromSeq", n, at, body
    from message
    where to_stream = any(${ids}::text[]) and taken_at_seq is null
    order by at, from_stream, from_seq, n
  `.execute(tx);
  return groupBy(
    rows,
    ({ to }) => to,
    ({ to: _, ...message }) => message,
  );
}

function groupBy<Row, Item>(rows: Row[], key: (row: Row) => string, item: (row: Row) => Item): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(item(row));
    else groups.set(key(row), [item(row)]);
  }
  return groups;
}
