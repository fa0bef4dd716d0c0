import { createHash } from 'node:crypto';
import type { Instant } from '../domain/calendar/day.ts';

/** What an event's hash is taken of; `actor` and `payload` are the texts as stored. */
export type Hashed = { stream: string; seq: number; type: string; at: Instant; actor: string; payload: string };

/**
 * The hash that ties an event to all before it, hex; `previous` is '' for the first. The payload goes in by its own
 * hash, so that content can be purged while the chain still proves the rest. An array in JSON has one reading only:
 * no two different events have the same text.
 */
export function chainHash(previous: string, event: Hashed): string {
  const { stream, seq, type, at, actor, payload } = event;
  return sha256(JSON.stringify([previous, stream, seq, type, at, actor, sha256(payload)]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
