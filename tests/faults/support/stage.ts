import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { startTemporal, type TemporalServer } from '../../../app/temporal/server.ts';
import { startCampaign } from '../../../client/campaign.ts';
import { createEngine, type Engine } from '../../../client/engine.ts';
import { system } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/calendar/day.ts';
import { actorOf } from '../../../domain/digest/resolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import type { Lists } from '../../../domain/plan/lists.ts';
import { type Ledger, openLedger } from '../../../ledger/open.ts';
import { verify } from '../../../ledger/verify.ts';
import { type Envelope, streamOf } from '../../../workflows/contract.ts';
import { instant } from '../../support/domain.ts';
import { createDatabase } from '../../support/postgres.ts';
import type { Compiled } from './compiled.ts';
import { type Child, run } from './process.ts';
import { type Sink, startSink } from './sink.ts';
import { storyOf } from './story.ts';
import type { WorkerOrder } from './worker.child.ts';

/** A Temporal of a test's own that can be killed, and comes back on the same files under another address. */
export type OwnTemporal = {
  folder: string;
  address(): string;
  /** Stops it as a hung one stops, for so long, and kills it; it comes back by itself, as `xiaohao start` has it. */
  dies(hangsMs: number): Promise<void>;
  /** Its database as it is now, while it does not run, and put back to that later. */
  copy(): Promise<string>;
  restore(copy: string): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
};

export async function ownTemporal(): Promise<OwnTemporal> {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-faults-temporal-'));
  const { TEMPORAL_ADDRESS: _, ...env } = process.env;
  let server: TemporalServer;
  const start = async () => {
    server = await startTemporal({ folder, env, log: () => undefined });
  };
  await start();
  return {
    folder,
    start,
    address: () => server.address,
    async dies(hangsMs) {
      server.revive();
      const pid = server.pid!;
      process.kill(pid, 'SIGSTOP');
      await new Promise((done) => setTimeout(done, hangsMs));
      process.kill(pid, 'SIGKILL');
    },
    async kill() {
      process.kill(server.pid!, 'SIGKILL');
      await server.stop();
    },
    async copy() {
      const older = join(folder, `copy-${copies++}`);
      await copyDatabase(folder, older);
      return older;
    },
    restore: (older) => copyDatabase(older, folder),
    async remove() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let copies = 0;

async function copyDatabase(from: string, to: string): Promise<void> {
  for (const file of ['temporal.db', 'temporal.db-wal', 'temporal.db-shm']) {
    await rm(join(to, file), { force: true });
    await cp(join(from, file), join(to, file)).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** A ledger on PostgreSQL, a mail sink, and as many workers and callers in processes of their own as a test wants. */
export type Stage = {
  ledger: Ledger;
  sink: Sink;
  queue: string;
  worker(address: string, options?: Partial<WorkerOrder>): Promise<Child>;
  caller(address: string, stream: string, asked: Envelope | Instant): Child;
  /** The process that has lists imported; it is told the request. */
  importer(address: string, campaign: string): Promise<Child>;
  engine(address: string): Promise<Engine>;
  /** All events of a stream: none missing, none twice. */
  events(stream: string): Promise<string[]>;
  measure(stream: string): Promise<MeasureState>;
  stop(): Promise<void>;
};

/** @param postgres the run's, unless a test brings its own. */
export async function setStage(
  compiled: Compiled,
  postgres: { url: string } = { url: process.env.TEST_POSTGRES_URL! },
): Promise<Stage> {
  const databaseUrl = await createDatabase(postgres);
  const ledger = await openLedger({ url: databaseUrl });
  const sink = await startSink();
  const queue = `faults-${randomUUID()}`;
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-faults-'));
  const acceptedLog = join(folder, 'accepted.log');
  const connections: Connection[] = [];
  return {
    ledger,
    sink,
    queue,
    async worker(address, options = {}) {
      const order: WorkerOrder = {
        address,
        queue,
        databaseUrl,
        inbox: sink.url,
        acceptedLog,
        holdAfter: null,
        ...options,
      };
      const child = run(compiled.script('worker'), order);
      await child.said((line) => line.ready === true);
      return child;
    },
    caller: (address, stream, asked) => run(compiled.script('caller'), { address, queue, stream, asked }),
    async importer(address, campaign) {
      const child = run(compiled.script('importer'), { address, queue, databaseUrl, campaign });
      await child.said((line) => line.ready === true);
      return child;
    },
    async engine(address) {
      const connection = await Connection.connect({ address });
      connections.push(connection);
      return createEngine(new Client({ connection }), queue);
    },
    async events(stream) {
      const rows = await ledger.db
        .selectFrom('event')
        .select(['seq', 'type'])
        .where('stream', '=', stream)
        .orderBy('seq')
        .execute();
      const { broken } = await verify(ledger);
      if (broken || rows.some(({ seq }, i) => seq !== i + 1)) throw new Error(`broken: ${JSON.stringify(broken)}`);
      return rows.map(({ type }) => type);
    },
    async measure(stream) {
      const row = await ledger.db
        .selectFrom('stream')
        .select('state')
        .where('id', '=', stream)
        .executeTakeFirstOrThrow();
      return row.state as MeasureState;
    },
    async stop() {
      for (const connection of connections) await connection.close();
      await ledger.close();
      await sink.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A campaign of this story, begun on its feedback date and issued. */
export async function issueCampaign(
  engine: Engine,
  { ledger }: Stage,
  { findings, measuresEach }: { findings: number; measuresEach: number },
): Promise<{ id: string; lists: Lists; issuedAt: Instant; start(engine: Engine): Promise<void> }> {
  const id = `c-${randomUUID().slice(0, 8)}`;
  const { setUp, lists } = storyOf({ campaign: id, seed: '7', findings, measuresEach });
  const start = (by: Engine) => startCampaign(by, { ...setUp, clock: 'stepped' }, lists, instant('2024-03-28 09:00'));
  const issuedAt = instant('2024-04-23 10:00');
  await start(engine);
  await all(ledger, id, 'Drafted', lists.findings.length + lists.measures.length);
  const issue = { type: 'issue', document: '1号', approvers: ['区委常委会'] };
  for (const command of [issue, { type: 'release' }])
    await engine.act(streamOf.campaign(id), { id: command.type, at: issuedAt, actor: system, command });
  const streams = [
    ...lists.findings.map((f) => streamOf.finding(id, f.id)),
    ...lists.measures.map((m) => streamOf.measure(id, m.id)),
  ];
  await Promise.all(streams.map((stream) => engine.tick(stream, issuedAt)));
  await all(ledger, id, 'Issued', 1 + lists.findings.length + lists.measures.length);
  return { id, lists, issuedAt, start };
}

async function all({ db }: Ledger, campaign: string, type: string, expected: number): Promise<void> {
  for (;;) {
    const { n } = await db
      .selectFrom('event')
      .innerJoin('stream', 'stream.id', 'event.stream')
      .select((is) => is.fn.countAll<number>().as('n'))
      .where('campaign', '=', campaign)
      .where('type', '=', type)
      .executeTakeFirstOrThrow();
    if (Number(n) >= expected) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** What a person of the directory asks for; `hour` after the issue, so that acts have an order. */
export function asks(
  { lists, issuedAt }: { lists: Lists; issuedAt: Instant },
  id: string,
  person: string,
  hour: number,
  command: Envelope['command'],
): Envelope {
  const who = lists.directory.persons.find((one) => one.id === person)!;
  return { id, at: issuedAt + hour * 3_600_000, actor: actorOf(who), command };
}
