import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../client/engine.ts';
import { hash01 } from '../../domain/seed.ts';
import { verify } from '../../ledger/verify.ts';
import { type OwnPostgres, ownPostgres } from '../support/postgres.ts';
import { type Compiled, compile } from './support/compiled.ts';
import { figure, seed } from './support/figures.ts';
import { killAll } from './support/process.ts';
import { issueCampaign, type OwnTemporal, ownTemporal, type Stage, setStage } from './support/stage.ts';
import { type FullWindow, fullWindow } from './support/window.ts';

vi.setConfig({ testTimeout: 180_000 });

const mails = 60;
/** So many mails lie between their final dot and its answer at most (`mail/transport.ts`). */
const connections = 3;

const nothingAmiss = { lost: [], answered: 0, afterData: 0, foreign: 0 };

let compiled: Compiled;
let postgres: OwnPostgres;
let temporal: OwnTemporal;
let stage: Stage;
beforeAll(async () => {
  [compiled, postgres] = await Promise.all([compile(), ownPostgres()]);
});
beforeEach(async () => {
  temporal = await ownTemporal();
  stage = await setStage(compiled, postgres);
});
afterEach(async () => {
  await killAll();
  await stage?.stop();
  await temporal?.remove();
});
afterAll(async () => {
  await postgres?.stop();
  await compiled?.remove();
});

async function burst(address: string) {
  const worker = await stage.worker(address);
  const engine = await stage.engine(address);
  const { id, lists } = await issueCampaign(engine, stage, { findings: 1, measuresEach: 1 });
  const to = lists.directory.persons.find(({ email }) => email !== null)!;
  return { worker, engine, window: (by: Engine) => fullWindow(by, stage, id, to, mails) };
}

/** Somewhere in the burst, by the seed. */
const strikeAfter = (what: string) => 3 + Math.floor(hash01(seed, what) * (mails / 2));

/** Every mail is recorded as accepted, and the record is whole. */
async function expectSettled(window: FullWindow): Promise<void> {
  const states = await stage.ledger.db.selectFrom('mail').select('state').distinct().execute();
  expect(states).toEqual([{ state: 'accepted' }]);
  expect((await verify(stage.ledger)).broken).toBeNull();
  expect(window.outcome().lost).toEqual([]);
}

test('PostgreSQL killed in the middle of a window: nothing is lost, nothing comes twice', async () => {
  const { engine, window } = await burst(temporal.address());
  stage.sink.takesMs(60);
  const full = await window(engine);
  const delivered = full.deliver(engine);
  await full.reached(strikeAfter('postgres'));
  await postgres.kill();
  const before = full.taken();
  await postgres.start();
  await delivered;
  figure('PostgreSQL killed in a window', { mails, before, ...full.outcome() });
  expect(before).toBeLessThan(mails);
  // The process that sent them knows what it was answered, and goes on when the ledger is back.
  expect(full.outcome()).toEqual(nothingAmiss);
  await expectSettled(full);
});

test('Temporal killed in the middle of a window comes back by itself: nothing is lost, nothing comes twice', async () => {
  const { engine, window } = await burst(temporal.address());
  stage.sink.takesMs(60);
  const full = await window(engine);
  const delivered = full.deliver(engine);
  await full.reached(strikeAfter('temporal'));
  await temporal.dies(0);
  await delivered;
  figure('Temporal killed in a window', { mails, ...full.outcome() });
  expect(full.outcome()).toEqual(nothingAmiss);
  await expectSettled(full);
});

test('Temporal hangs in a window until it takes the sender for dead: the next one waits for it, nothing comes twice', async () => {
  const { engine, window } = await burst(temporal.address());
  stage.sink.takesMs(1_000);
  const full = await window(engine);
  const delivered = full.deliver(engine);
  await full.reached(3);
  await temporal.dies(12_000);
  const before = full.taken();
  expect(before).toBeLessThan(mails);
  await delivered;
  figure('Temporal hung and killed in a window', { mails, before, ...full.outcome() });
  expect(full.outcome()).toEqual(nothingAmiss);
  await expectSettled(full);
});

test('all of them killed in a window: what comes twice lay between its final dot and the answer', async () => {
  const { worker, engine, window } = await burst(temporal.address());
  stage.sink.takesMs(60);
  const full = await window(engine);
  const caller = stage.caller(temporal.address(), full.postmaster, full.windowAt);
  await full.reached(strikeAfter('all'));
  const killedAt = Date.now();
  await Promise.all([caller.kill(), worker.kill(), temporal.kill(), postgres.kill()]);
  await Promise.all([temporal.start(), postgres.start()]);
  await stage.worker(temporal.address());
  await full.deliver(await stage.engine(temporal.address()));
  const outcome = full.outcome(killedAt);
  figure('worker, Temporal and PostgreSQL killed in a window', { mails, ...outcome });
  expect(outcome).toMatchObject({ lost: [], foreign: 0 });
  expect(outcome.answered + outcome.afterData).toBeLessThanOrEqual(connections);
  await expectSettled(full);
});

test('Temporal put back to before the window was composed: it follows the ledger, which is ahead', async () => {
  const { worker, window } = await burst(temporal.address());
  stage.sink.takesMs(60);
  await temporal.kill();
  await worker.kill();
  const older = await temporal.copy();

  await temporal.start();
  const second = await stage.worker(temporal.address());
  const engine = await stage.engine(temporal.address());
  const full = await window(engine);
  const caller = stage.caller(temporal.address(), full.postmaster, full.windowAt);
  await full.reached(strikeAfter('older'));
  const killedAt = Date.now();
  await Promise.all([caller.kill(), second.kill(), temporal.kill()]);
  await temporal.restore(older);

  await temporal.start();
  await stage.worker(temporal.address());
  await full.deliver(await stage.engine(temporal.address()));
  const outcome = full.outcome(killedAt);
  figure('worker killed in a window, Temporal put back to before it', { mails, ...outcome });
  expect(outcome).toMatchObject({ lost: [], foreign: 0 });
  expect(outcome.answered + outcome.afterData).toBeLessThanOrEqual(connections);
  await expectSettled(full);
});
