import type { Kysely } from 'kysely';
import { CodedError } from '../domain/errors.ts';
import type { Append, AppendAnswer, AppendRequest } from './append.ts';
import { appendBatch } from './batch.ts';
import { coded, isFull, isUnreachable, messageOf } from './failure.ts';
import type { Log } from './log.ts';
import type { Tables } from './tables.ts';

/** As many as one transaction takes: enough to share its cost, few enough to stay far from any timeout. */
const batchLimit = 200;

type Waiting = {
  request: AppendRequest;
  alone: boolean;
  resolve(answer: AppendAnswer): void;
  reject(error: unknown): void;
};

/**
 * Group commit: while one transaction runs, requests wait, and all that wait then share the next one.
 * @param where the database, as an error names it.
 */
export function groupAppends(db: Kysely<Tables>, where: string, log: Log): { append: Append; drain(): Promise<void> } {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  let closed = false;

  const append: Append = (request) =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new CodedError('ledger-unreachable', { where, why: 'closed' }));
      waiting.push({ request, alone: request.prepare !== undefined, resolve, reject });
      running ??= work();
    });

  async function work(): Promise<void> {
    // Whoever asks in the same turn of the event loop comes along.
    await new Promise(setImmediate);
    while (waiting.length > 0) await commit(takeBatch(waiting));
    running = null;
  }

  async function commit(batch: Waiting[]): Promise<void> {
    try {
      const outcomes = await db.transaction().execute((tx) =>
        appendBatch(
          tx,
          batch.map(({ request }) => request),
        ),
      );
      outcomes.forEach((outcome, i) => {
        const one = batch[i]!;
        if (outcome === 'alone') waiting.unshift({ ...one, alone: true });
        else if ('error' in outcome) one.reject(outcome.error);
        else one.resolve(outcome.answer);
      });
    } catch (error) {
      if (batch.length === 1 || isUnreachable(error) || isFull(error)) {
        for (const { request, reject } of batch) reject(coded(error, { stream: request.stream, where }));
        return;
      }
      // One of them cannot be stored; each by itself shows which, and only that one fails.
      log.warn({ requests: batch.length, error: messageOf(error) }, 'appending one by one');
      for (const one of batch) await commit([one]);
    }
  }

  async function drain(): Promise<void> {
    closed = true;
    await running;
  }

  return { append, drain };
}

/**
 * Takes the next batch out of the line: at most one request per stream, in the order they came, and one that wants to
 * be alone only if it is first.
 */
function takeBatch(waiting: Waiting[]): Waiting[] {
  if (waiting[0]?.alone) return waiting.splice(0, 1);
  const batch: Waiting[] = [];
  const rest: Waiting[] = [];
  const streams = new Set<string>();
  for (const one of waiting) {
    const { stream } = one.request;
    const fits = !one.alone && !streams.has(stream) && batch.length < batchLimit;
    streams.add(stream);
    (fits ? batch : rest).push(one);
  }
  waiting.splice(0, waiting.length, ...rest);
  return batch;
}
