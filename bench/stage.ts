import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { createActivities } from '../activities/create.ts';
import { createRuleBook } from '../activities/rules.ts';
import { startTemporal } from '../app/temporal/server.ts';
import { createEngine, type Engine } from '../client/engine.ts';
import { recordDeliveries } from '../ledger/deliveryRecord.ts';
import { type Ledger, openLedger } from '../ledger/open.ts';
import { openAcceptedLog } from '../mail/acceptedLog.ts';
import { createSender } from '../mail/transport.ts';
import { installRuntime } from '../worker/runtime.ts';
import { startWorker } from '../worker/worker.ts';
import type { EntityActivities } from '../workflows/contract.ts';

/** What the crews of one run stand on; plain data, so that a child process can be told of it. */
export type Ground = { folder: string; address: string; namespace: string; bundle: string };

/** A Temporal server of the bench's own, in a folder beside the workflows' bundle. */
export async function openGround(parent: string, bundle: string, say: (line: string) => void) {
  const folder = await mkdtemp(join(parent, 'ground-'));
  // Never the server somebody's TEMPORAL_ADDRESS names: what it costs to measure stays here.
  const { TEMPORAL_ADDRESS: _, ...env } = process.env;
  const server = await startTemporal({ folder: join(folder, 'temporal'), log: say, env, language: 'en' });
  const { address, namespace } = server;
  const ground: Ground = { folder, address, namespace, bundle };
  return { ground, close: () => server.stop() };
}

/** One engine as a process of ours runs it: a queue, a ledger on disk and a worker of its own. */
export type Crew = {
  engine: Engine;
  client: Client;
  ledger: Ledger;
  queue: string;
  /** Resolves when so many entities of a campaign have their first event in the ledger. */
  begun(campaign: string, entities: number): Promise<void>;
  leave(): Promise<void>;
};

export type CrewOptions = {
  /** Where its mails go; without one it has no way to send any. */
  smtpUrl?: string;
  /** The queue and the ledger of a crew that left, to go on with. */
  queue?: string;
  /** Writes down what became of mails; left out: into the chained record. */
  record?: typeof recordDeliveries;
  /** Stands between the workflows and the activities. */
  around?: (activities: EntityActivities) => EntityActivities;
};

let logged = false;

export async function enter(
  ground: Ground,
  { smtpUrl, around = (same) => same, queue = `bench-${randomUUID()}`, record = recordDeliveries }: CrewOptions = {},
): Promise<Crew> {
  if (!logged) installRuntime(pino({ level: 'warn' }, pino.destination(join(ground.folder, 'bench.log'))));
  logged = true;
  const ledger = await openLedger({ folder: join(ground.folder, queue) });
  const connection = await Connection.connect({ address: ground.address });
  const client = new Client({ connection, namespace: ground.namespace });
  const engine = createEngine(client, queue);
  const sender = createSender({ url: smtpUrl ?? 'smtp://127.0.0.1:9', allowedHost: 'loopback' });
  const acceptedLog = openAcceptedLog(join(ground.folder, `${queue}.accepted.log`));
  const beginnings = new Beginnings();
  const waking = new Set<Promise<void>>();
  const activities = createActivities({
    ledger,
    engine,
    rules: createRuleBook(ledger),
    wake: (streams) => {
      for (const stream of streams) {
        const woken = engine.wake(stream).catch(() => undefined);
        waking.add(woken);
        woken.finally(() => waking.delete(woken));
      }
    },
    sender,
    localSender: sender,
    acceptedLog,
    now: Date.now,
    record,
  });
  const worker = await startWorker({
    ...ground,
    queue,
    bundle: { codePath: ground.bundle },
    activities: { ...activities, ...around(beginnings.watch(activities)) },
  });
  return {
    ...{ engine, client, ledger, queue },
    begun: (campaign, entities) => beginnings.of(campaign, entities),
    async leave() {
      await worker.stop();
      sender.close();
      acceptedLog.close();
      // A wake that is tried again on a closed connection ends the process.
      await Promise.all(waking);
      await connection.close();
      await ledger.close();
    },
  };
}

/** Counts first events where they are recorded: asking the ledger over and over would be part of the figure. */
class Beginnings {
  private readonly streams = new Map<string, Set<string>>();
  private readonly waiting = new Set<() => void>();

  watch(activities: EntityActivities): EntityActivities {
    return {
      ...activities,
      recordAndPlan: async (request) => {
        const answer = await activities.recordAndPlan(request);
        if (request.expectedSeq === 0 && answer.events.length > 0) this.add(request.campaign, request.stream);
        return answer;
      },
    };
  }

  async of(campaign: string, entities: number): Promise<void> {
    while ((this.streams.get(campaign)?.size ?? 0) < entities) {
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  private add(campaign: string, stream: string): void {
    this.streams.set(campaign, (this.streams.get(campaign) ?? new Set()).add(stream));
    for (const look of this.waiting) look();
    this.waiting.clear();
  }
}
