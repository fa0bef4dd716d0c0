import { NativeConnection, type NativeConnectionOptions, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { type EntityActivities, type ImportActivities, taskQueue } from '../workflows/contract.ts';

export type WorkerOptions = {
  address: string;
  /** What else a given Temporal wants of those who connect: TLS, an API key. */
  security?: Omit<NativeConnectionOptions, 'address'>;
  namespace: string;
  activities: EntityActivities & ImportActivities;
  bundle: WorkflowBundleOption;
  /** Another queue than everybody's, for tests side by side. */
  queue?: string;
};

export type RunningWorker = {
  /** Resolves when the worker has drained; rejects if it died. */
  finished: Promise<void>;
  stop(): Promise<void>;
};

/** About 110 kB each while idle (DESIGN.md); beyond this, the longest idle are replayed when they wake. */
const maxCachedWorkflows = 1_000;

/** One Temporal worker for all entities. */
export async function startWorker({
  address,
  security,
  namespace,
  activities,
  bundle,
  queue = taskQueue,
}: WorkerOptions): Promise<RunningWorker> {
  const connection = await NativeConnection.connect({ ...security, address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: queue,
    workflowBundle: bundle,
    activities,
    maxCachedWorkflows,
    maxConcurrentWorkflowTaskExecutions: 20,
    shutdownGraceTime: '5s',
    // After a kill the tasks a dead worker kept for itself go to the others after this long.
    stickyQueueScheduleToStartTimeout: '4s',
    // Without it the SDK tells the server of a heart only when four fifths of the time-out are over.
    maxHeartbeatThrottleInterval: '2s',
    defaultHeartbeatThrottleInterval: '2s',
  });
  const finished = worker.run().finally(() => connection.close());
  // A failure is reported where `finished` is awaited; it must not end the process before.
  finished.catch(() => undefined);
  return {
    finished,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await finished.catch(() => undefined);
    },
  };
}
