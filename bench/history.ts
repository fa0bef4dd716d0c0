import type { Client } from '@temporalio/client';
import type { Ledger } from '../ledger/open.ts';

/**
 * What one run of a workflow left behind: its events, and the most workflow tasks that a worker which does not have it in
 * its cache goes through again to go on with it. The task that continues a run as new is done once and ends it.
 */
export type Run = { events: number; replayed: number };

/** All runs of a workflow, oldest first: from the present one back along what each was continued from. */
export async function runsOf({ workflow }: Client, workflowId: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (let runId: string | undefined | null = ''; runId !== null; ) {
    const { events } = await workflow.getHandle(workflowId, runId || undefined).fetchHistory();
    if (!events?.length) throw new Error(`${workflowId} ${runId}: no history`);
    const tasks = events.filter((event) => event.workflowTaskCompletedEventAttributes).length;
    const isOver = events.at(-1)!.workflowExecutionContinuedAsNewEventAttributes;
    runs.unshift({ events: events.length, replayed: isOver ? tasks - 1 : tasks });
    runId = events[0]!.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || null;
  }
  return runs;
}

/** How often each type of event is in a stream. */
export async function countEvents({ db }: Ledger, stream: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('event')
    .select((is) => ['type', is.fn.countAll<number>().as('n')])
    .where('stream', '=', stream)
    .groupBy('type')
    .execute();
  return Object.fromEntries(rows.map(({ type, n }) => [type, Number(n)]));
}
