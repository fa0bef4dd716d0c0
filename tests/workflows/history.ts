import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { TestEngine } from '../support/engine.ts';

/** The histories of all runs of a workflow, oldest first; each run but the last ends by continuing as new. */
export async function historiesOf({ client }: Pick<TestEngine, 'client'>, workflowId: string): Promise<History[]> {
  const { raw, runId: latest } = await client.workflow.getHandle(workflowId).describe();
  const histories: History[] = [];
  for (let runId: string | undefined = raw.workflowExecutionInfo?.firstRunId || latest; runId; ) {
    const history: History = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(history);
    const ended: History['events'] = history.events?.slice(-1);
    runId = ended?.[0]?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
  }
  return histories;
}

/** How many events of a type a history has, by the name of its attributes: `timerStarted`, `workflowTaskCompleted`. */
export function countOf({ events }: History, type: string): number {
  return (events ?? []).filter((event) => (event as Record<string, unknown>)[`${type}EventAttributes`]).length;
}
