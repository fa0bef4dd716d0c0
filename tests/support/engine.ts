import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import { createActivities } from '../../activities/create.ts';
import { createRuleBook } from '../../activities/rules.ts';
import { createEngine, type Engine } from '../../client/engine.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { openInbox } from '../../mail/inbox/inbox.ts';
import { startInbox } from '../../mail/inbox/server.ts';
import { createSender } from '../../mail/transport.ts';
import { startWorker } from '../../worker/worker.ts';
import { noAcceptedLog } from './noAcceptedLog.ts';

/** A whole engine of one test file on the run's Temporal server: its own queue, ledger, inbox and worker. */
export type TestEngine = {
  engine: Engine;
  client: Client;
  ledger: Ledger;
  queue: string;
  /** An id no other test uses. */
  campaign(): string;
  inbox(): ReturnType<typeof openInbox>;
  stop(): Promise<void>;
};

Runtime.install({
  telemetryOptions: {},
  logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
});

export async function startTestEngine(
  options: { ledger?: Ledger; queue?: string; worker?: boolean } = {},
): Promise<TestEngine> {
  const address = process.env.XIAOHAO_TEST_TEMPORAL;
  const codePath = process.env.XIAOHAO_TEST_BUNDLE;
  if (!address || !codePath) throw new Error('tests/support/global.ts has not run');
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-engine-'));
  const queue = options.queue ?? `test-${randomUUID()}`;
  const ledger = options.ledger ?? (await openLedger());
  const inboxServer = await startInbox({ folder });
  const sender = createSender({ url: inboxServer.url, allowedHost: 'loopback' });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const engine = createEngine(client, queue);
  const activities = createActivities({
    ledger,
    engine,
    rules: createRuleBook(ledger),
    wake: (streams) => {
      for (const stream of streams) engine.wake(stream).catch(() => undefined);
    },
    sender,
    localSender: sender,
    acceptedLog: noAcceptedLog,
    now: Date.now,
  });
  const worker =
    options.worker === false
      ? null
      : await startWorker({ address, namespace: 'default', activities, bundle: { codePath }, queue });
  return {
    engine,
    client,
    ledger,
    queue,
    campaign: () => `c-${randomUUID().slice(0, 8)}`,
    inbox: () => openInbox(folder),
    async stop() {
      await worker?.stop();
      sender.close();
      await inboxServer.close();
      await connection.close();
      if (!options.ledger) await ledger.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
