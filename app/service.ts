import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pino, { type Logger } from 'pino';
import { createActivities } from '../activities/create.ts';
import { createRuleBook } from '../activities/rules.ts';
import { createEngine, type Engine } from '../client/engine.ts';
import { type FolderLock, lockFolder } from '../ledger/lock.ts';
import { type Ledger, openLedger } from '../ledger/open.ts';
import { startInbox } from '../mail/inbox/server.ts';
import { createSender } from '../mail/transport.ts';
import { workflowBundle } from '../worker/bundle.ts';
import { installRuntime } from '../worker/runtime.ts';
import { type RunningWorker, startWorker } from '../worker/worker.ts';
import type { Config } from './config.ts';
import { startTemporal } from './temporal/server.ts';

/** Everything a process of the engine holds open, constructed in one place. */
export type Service = {
  config: Config;
  log: Logger;
  ledger: Ledger;
  engine: Engine;
  worker: RunningWorker | null;
  inboxFolder: string;
  stop(): Promise<void>;
};

let runtimeInstalled = false;

/**
 * Starts the engine: Temporal found or started, ledger, local inbox, worker. What was opened is closed again if a later
 * part fails. `say` gets lines for the person who waits.
 * @throws CodedError `data-owned`, `temporal-not-found`, `ledger-unreachable`, …
 */
export async function startService(config: Config, say: (line: string) => void): Promise<Service> {
  mkdirSync(config.folder, { recursive: true, mode: 0o700 });
  const log = pino(
    { level: config.logLevel, redact: ['token', '*.token'] },
    pino.destination(join(config.folder, 'xiaohao.log')),
  );
  if (!runtimeInstalled) installRuntime(log);
  runtimeInstalled = true;
  const open: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const close of open.reverse()) await close();
    open.length = 0;
  };
  try {
    const lock: FolderLock = await lockFolder(config.folder);
    open.push(() => lock.release());
    const temporal = await startTemporal({ folder: join(config.folder, 'temporal'), log: say });
    open.push(() => temporal.stop());
    const ledger = await openLedger({
      ...(config.databaseUrl ? { url: config.databaseUrl } : { folder: join(config.folder, 'ledger') }),
      log,
    });
    open.push(() => ledger.close());
    const inboxFolder = join(config.folder, 'inbox');
    const inbox = await startInbox({ folder: inboxFolder });
    open.push(() => inbox.close());
    const connection = await Connection.connect({ address: temporal.address });
    open.push(() => connection.close());
    const engine = createEngine(new Client({ connection, namespace: temporal.namespace }));
    const localSender = createSender({ url: inbox.url, allowedHost: 'loopback' });
    open.push(() => localSender.close());
    const sender = config.smtpUrl ? createSender({ url: config.smtpUrl }) : localSender;
    open.push(() => sender.close());
    const activities = createActivities({
      ledger,
      rules: createRuleBook(ledger),
      wake: (streams) => {
        for (const stream of streams) engine.wake(stream).catch((error) => log.debug({ stream, error }, 'not woken'));
      },
      sender,
      localSender,
      now: Date.now,
    });
    const worker = await startWorker({ ...temporal, activities, bundle: await workflowBundle() });
    open.push(() => worker.stop());
    return { config, log, ledger, engine, worker, inboxFolder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
