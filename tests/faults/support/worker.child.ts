import { createInterface } from 'node:readline';
import { Client, Connection } from '@temporalio/client';
import { createActivities } from '../../../activities/create.ts';
import { createRuleBook } from '../../../activities/rules.ts';
import { createEngine } from '../../../client/engine.ts';
import type { Append } from '../../../ledger/append.ts';
import { openLedger } from '../../../ledger/open.ts';
import { openAcceptedLog } from '../../../mail/acceptedLog.ts';
import { createSender } from '../../../mail/transport.ts';
import { workflowBundle } from '../../../worker/bundle.ts';
import { startWorker } from '../../../worker/worker.ts';

/** What a worker is told. `holdAfter`: it stops for ever right after the commit of such an event, and says so. */
export type WorkerOrder = {
  address: string;
  queue: string;
  databaseUrl: string;
  inbox: string;
  /** Where the mails accepted and not yet recorded are written down; the next worker reads it. */
  acceptedLog: string;
  holdAfter: string | null;
};

const order = JSON.parse(process.argv[2]!) as WorkerOrder;
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const ledger = await openLedger({ url: order.databaseUrl });
/** Between the ledger's commit and the task's completion: nothing else can stand there. */
const append: Append = async (request) => {
  const answer = await ledger.append(request);
  if (answer.events.some(({ type }) => type === order.holdAfter)) {
    say({ held: request.stream });
    await new Promise(() => undefined);
  }
  return answer;
};
const sender = createSender({ url: order.inbox, allowedHost: 'loopback' });
const engine = createEngine(
  new Client({ connection: await Connection.connect({ address: order.address }) }),
  order.queue,
);
const activities = createActivities({
  ledger: { ...ledger, append },
  engine,
  rules: createRuleBook(ledger),
  wake: (streams) => {
    for (const stream of streams) engine.wake(stream).catch(() => undefined);
  },
  sender,
  localSender: sender,
  acceptedLog: openAcceptedLog(order.acceptedLog),
  now: Date.now,
});
await startWorker({
  ...{ address: order.address, namespace: 'default', queue: order.queue },
  ...{ activities, bundle: await workflowBundle() },
});
say({ ready: true });
createInterface({ input: process.stdin }).on('close', () => process.exit(0));
