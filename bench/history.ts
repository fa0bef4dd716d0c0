import type { Client } from '@temporalio/client';
import type { Ledger } from '../ledger/open.ts';

/** What one run of a workflow left behind: its events, and the workflow tasks a replay of it goes through. */
export type Run = { events: number; tasks: number };

/** All runs of a workflow, oldest first: from the present one back along what each was continued from. */
export async function runsOf({ workflow }: Client, workflowId: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (let runId: string | undefined | null = ''; runId !== null; ) {
    const { events } = await workflow.getHandle(workflowId, runId || undefined).fetchHistory();
    if (!events?.length) throw new Error(`${workflowId} ${runId}: no history`);
    runs.unshift({ events: events.length, tasks: events.filter((e) => e.workflowTaskCompletedEventAttributes).length });
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
