import type { Transaction } from 'kysely';
import { CodedError } from '../domain/errors.ts';
import type { AppendAnswer, AppendRequest, Found, StoredEvent, Write } from './append.ts';
import { toStoredEvent } from './event.ts';
import { type Rows, toRows } from './record.ts';
import { dropUnusedStreams, lockStreams } from './sql/lockStreams.ts';
import { readFound } from './sql/readFound.ts';
import { writeRows } from './sql/writeRows.ts';
import type { Tables } from './tables.ts';

/** What became of one request of a batch; `alone`: nothing was written, it wants a transaction of its own. */
export type Outcome = { answer: AppendAnswer } | { error: unknown } | 'alone';

type Decision = { write: Write; rows: Rows } | { write: null; rows: null };
type Decided = Decision | { error: unknown } | 'alone';

/** Decides and writes requests for different streams in one transaction; a refusal of one leaves the others alone. */
export async function appendBatch(tx: Transaction<Tables>, requests: AppendRequest[]): Promise<Outcome[]> {
  const streams = await lockStreams(tx, requests);
  const found = await readFound(tx, requests, streams);
  const single = requests.length === 1;
  if (single) await requests[0]!.prepare?.(tx, found[0]!);

  const decided = requests.map((request, i) => decideOne(request, found[i]!, single));
  const woken = await writeRows(
    tx,
    decided.flatMap((decision) => (isWrite(decision) ? decision.rows : [])),
  );
  const unused = requests.filter((_, i) => !isWrite(decided[i]!) && found[i]!.state === null);
  await dropUnusedStreams(
    tx,
    unused.map(({ stream }) => stream),
  );
  for (const decision of decided) if (isWrite(decision)) await decision.write.also?.(tx);

  return requests.map((request, i) => {
    const decision = decided[i]!;
    if (decision === 'alone' || 'error' in decision) return decision;
    return { answer: answerOf(found[i]!, decision, woken.get(request.stream) ?? []) };
  });
}

function decideOne(request: AppendRequest, found: Found, single: boolean): Decided {
  const { stream, expectedSeq } = request;
  if (expectedSeq > found.seq) {
    return { error: new CodedError('stream-gap', { stream, expected: expectedSeq, found: found.seq }) };
  }
  try {
    const write = request.decide(found);
    if (write === null) return { write, rows: null };
    if (write.also && !single) return 'alone';
    return { write, rows: toRows(request, found, write) };
  } catch (error) {
    return { error };
  }
}

function isWrite(decision: Decided): decision is Extract<Decision, { write: Write }> {
  return decision !== 'alone' && 'write' in decision && decision.write !== null;
}

function answerOf(found: Found, { write, rows }: Decision, woken: string[]): AppendAnswer {
  if (write === null) {
    const { ahead, answered, nextAt, archived } = found;
    return { events: ahead, answers: answered, nextAt, archived, woken };
  }
  // Read back from what was written, so that nobody can tell by the answer whether it was recorded now or before.
  const recorded: StoredEvent[] = rows.events.map(toStoredEvent);
  const answers = JSON.parse(JSON.stringify(write.answers));
  return {
    events: [...found.ahead, ...recorded],
    answers: { ...found.answered, ...answers },
    nextAt: write.nextAt,
    archived: rows.stream.archived,
    woken,
  };
}
