import type { AppendRequest, Found, NewEvent, Projection, Write } from './append.ts';
import type { StoredEventRow } from './event.ts';
import { chainHash } from './hash.ts';
import type { NoticeRow } from './tables/mail.ts';

/** One write as rows, ready for the statements in `ledger/sql/`. */
export type Rows = {
  stream: { id: string; seq: number; head: string; state: object; next_at: number | null; archived: boolean };
  events: StoredEventRow[];
  commands: { stream: string; id: string; seq: number; answer: object }[];
  messages: MessageDraft[];
  taken: { id: number; seq: number }[];
  notices: Omit<NoticeRow, 'state' | 'reason'>[];
  voids: { stream: string; prefix: string; reason: string }[];
  projection: { table: Projection['table']; row: object } | null;
};

/** A message before the ledger knows its receivers: one stream (`to`) or all of a kind. */
export type MessageDraft = {
  campaign: string;
  to: string | null;
  kind: 'measure' | 'finding' | null;
  from_stream: string;
  from_seq: number;
  n: number;
  at: number;
  body: object;
};

/**
 * Numbers the events after those found, chains their hashes and gives everything that belongs to an event its place.
 * @throws RangeError when something names an event the write does not have.
 */
export function toRows(request: AppendRequest, found: Found, write: Write): Rows {
  const { stream, campaign } = request;
  const events = chain(stream, found, write.events);
  const seq = found.seq + events.length;
  const head = events.at(-1)?.hash ?? found.head;
  const place = placeIn(events);
  return {
    stream: {
      id: stream,
      seq,
      head,
      state: write.state,
      next_at: write.nextAt,
      archived: write.archived ?? found.archived,
    },
    events,
    commands: Object.entries(write.answers).map(([id, answer]) => ({ stream, id, seq, answer })),
    messages: write.messages.map(({ to, body, event }) => {
      const { event: from, n } = place('message', event);
      return { campaign, ...receiver(to), from_stream: stream, from_seq: from.seq, n, at: from.at, body };
    }),
    taken: found.messages.map(({ id }) => ({ id, seq })),
    notices: write.notices.map(({ event, ...notice }) => {
      const { event: from, n } = place('notice', event);
      return { ...notice, id: `${stream}#${from.seq}#${n}`, campaign, stream, raised_at: from.at };
    }),
    voids: (write.voidNotices ?? []).map(({ basisPrefix, reason }) => ({ stream, prefix: basisPrefix, reason })),
    projection: write.projection ? projectionRow(write.projection, campaign, stream) : null,
  };
}

function chain(stream: string, found: Found, events: NewEvent[]): StoredEventRow[] {
  let previous = found.head;
  return events.map(({ type, at, actor, payload }, index) => {
    const event = {
      stream,
      seq: found.seq + 1 + index,
      type,
      at,
      actor: actor ? JSON.stringify(actor) : '',
      payload: JSON.stringify(payload),
    };
    previous = chainHash(previous, event);
    return { ...event, hash: previous };
  });
}

/** Counts messages and notices within their event from 0, so that their ids do not depend on what else was recorded. */
function placeIn(events: StoredEventRow[]) {
  const counts = new Map<string, number>();
  return (what: 'message' | 'notice', index: number) => {
    const event = events[index];
    if (!event) throw new RangeError(`a ${what} belongs to event ${index}, but the write has ${events.length}`);
    const key = `${what} ${index}`;
    const n = counts.get(key) ?? 0;
    counts.set(key, n + 1);
    return { event, n };
  };
}

function receiver(to: string): Pick<MessageDraft, 'to' | 'kind'> {
  if (to === 'measures') return { to: null, kind: 'measure' };
  if (to === 'findings') return { to: null, kind: 'finding' };
  return { to, kind: null };
}

function projectionRow({ table, row }: Projection, campaign: string, stream: string): Rows['projection'] {
  return { table, row: table === 'campaign' ? { ...row, stream } : { ...row, campaign, stream } };
}
