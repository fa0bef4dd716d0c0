import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { streamOf } from '../../workflows/contract.ts';
import { type Compiled, compile } from './support/compiled.ts';
import { killAll } from './support/process.ts';
import { asks, issueCampaign, type OwnTemporal, ownTemporal, type Stage, setStage } from './support/stage.ts';

// A task that was in a dead worker's hands is given out again after ten seconds.
vi.setConfig({ testTimeout: 180_000 });

let compiled: Compiled;
let temporal: OwnTemporal;
let stage: Stage;
beforeAll(async () => {
  compiled = await compile();
});
beforeEach(async () => {
  [stage, temporal] = await Promise.all([setStage(compiled), ownTemporal()]);
});
afterEach(async () => {
  await killAll();
  await stage?.stop();
  await temporal?.remove();
});
afterAll(() => compiled?.remove());

const suspend = { type: 'suspend', reason: '等待上级批复' };
const resume = { type: 'resume' };

test('a Temporal server killed and started again on its files has lost no workflow', async () => {
  const worker = await stage.worker(temporal.address());
  const engine = await stage.engine(temporal.address());
  const campaign = await issueCampaign(engine, stage, { findings: 1, measuresEach: 3 });
  const streams = campaign.lists.measures.map(({ id }) => streamOf.measure(campaign.id, id));
  await temporal.kill();
  await worker.kill();

  await temporal.start();
  await stage.worker(temporal.address());
  const after = await stage.engine(temporal.address());
  for (const stream of streams) {
    expect(await after.act(stream, asks(campaign, 'later', 'office1', 1, suspend))).toMatchObject({
      events: ['Suspended'],
    });
    expect((await stage.events(stream)).slice(-1)).toEqual(['Suspended']);
  }
});

test('a Temporal server that lost its last minutes follows the ledger, which is ahead', async () => {
  const first = await stage.worker(temporal.address());
  const engine = await stage.engine(temporal.address());
  const campaign = await issueCampaign(engine, stage, { findings: 1, measuresEach: 2 });
  const [one, two] = campaign.lists.measures.map(({ id }) => streamOf.measure(campaign.id, id)) as [string, string];
  await temporal.kill();
  await first.kill();
  const older = await temporal.copy();

  // What the server is going to forget: an act, a tick with all it brought about, and a whole campaign.
  await temporal.start();
  const second = await stage.worker(temporal.address());
  const forgotten = await stage.engine(temporal.address());
  const suspended = asks(campaign, 'suspend', 'office1', 1, suspend);
  const answer = await forgotten.act(one, suspended);
  const ticked = await forgotten.tick(two, campaign.issuedAt + 60 * 86_400_000);
  const eventsOfTwo = await stage.events(two);
  const late = await issueCampaign(forgotten, stage, { findings: 1, measuresEach: 1 });
  await temporal.kill();
  await second.kill();
  await temporal.restore(older);

  await temporal.start();
  await stage.worker(temporal.address());
  const after = await stage.engine(temporal.address());
  // Judged by what the workflow remembers this would be refused.
  expect(await after.act(one, asks(campaign, 'resume', 'office1', 2, resume))).toMatchObject({ events: ['Resumed'] });
  expect(await after.act(one, suspended)).toEqual(answer);
  expect((await stage.events(one)).filter((type) => type === 'Suspended' || type === 'Resumed')).toEqual([
    'Suspended',
    'Resumed',
  ]);
  expect(await after.tick(two, campaign.issuedAt + 60 * 86_400_000)).toEqual(ticked);
  expect(await stage.events(two)).toEqual(eventsOfTwo);

  const lost = streamOf.measure(late.id, late.lists.measures[0]!.id);
  const before = await stage.events(lost);
  const act = asks(late, 'suspend', 'office1', 1, suspend);
  await expect(after.act(lost, act)).rejects.toMatchObject({ code: 'unknown-id' });
  await late.start(after);
  expect(await after.act(lost, act)).toMatchObject({ events: ['Suspended'] });
  expect(await stage.events(lost)).toEqual([...before, 'Suspended']);
});
