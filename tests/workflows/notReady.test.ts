import { isGrpcServiceError } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { openLedger } from '../../ledger/open.ts';
import { commandUpdate } from '../../workflows/contract.ts';
import { as } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage, until } from './stage.ts';

/** A worker that knows none of our workflows: every workflow task fails in its hands. */
async function startBrokenWorker(queue: string): Promise<() => Promise<void>> {
  const connection = await NativeConnection.connect({ address: process.env.XIAOHAO_TEST_TEMPORAL! });
  const workflowsPath = new URL('./none.ts', import.meta.url).pathname;
  const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: quiet });
  const worker = await Worker.create({ connection, taskQueue: queue, workflowBundle, maxCachedWorkflows: 0 });
  const finished = worker.run();
  return async () => {
    worker.shutdown();
    await finished;
    await connection.close();
  };
}

async function attempts({ client }: TestEngine, stream: string): Promise<number> {
  const { raw } = await client.workflow.getHandle(stream).describe();
  return raw.pendingWorkflowTask?.attempt ?? 0;
}

test('an act asked for while the tasks of its workflow fail is done once they succeed', async () => {
  const ledger = await openLedger();
  const before = await startTestEngine({ ledger });
  const { queue } = before;
  const stage = await Stage.open(before);
  await stage.issue('2024-07-01 10:00');
  await before.stop();
  const caller = await startTestEngine({ ledger, queue, worker: false });
  const stopBroken = await startBrokenWorker(queue);
  await caller.engine.wake(stage.measure);
  await until(async () => (await attempts(caller, stage.measure)) > 3, 60_000);
  const envelope = { id: 'late', actor: as.liaison, command: { type: 'acknowledge' }, at: null };
  const bare = caller.client.workflow.getHandle(stage.measure).executeUpdate(commandUpdate, { args: [envelope] });
  await expect(bare).rejects.toSatisfy(({ cause }) => isGrpcServiceError(cause) && cause.code === 9);

  const asked = caller.engine.act(stage.measure, envelope);
  await stopBroken();
  const after = await startTestEngine({ ledger, queue });
  expect(await asked).toMatchObject({ events: ['Acknowledged'] });
  for (const one of [caller, after]) await one.stop();
  await ledger.close();
}, 180_000);
