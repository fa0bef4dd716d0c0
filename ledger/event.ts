import type { StoredEvent } from './append.ts';
import type { EventRow } from './tables/record.ts';

/** An event as the database holds it: actor and payload are the texts its hash was taken of. */
export type StoredEventRow = Omit<EventRow, 'pos'>;

/** An event as everybody else reads it. */
export function toStoredEvent({ stream, seq, type, at, actor, payload, hash }: StoredEventRow): StoredEvent {
  return { stream, seq, type, at, actor: actor === '' ? null : JSON.parse(actor), payload: JSON.parse(payload), hash };
}
