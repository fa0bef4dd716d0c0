import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Envelope, streamOf } from '../../workflows/contract.ts';
import { type Compiled, compile } from './support/compiled.ts';
import { killAll } from './support/process.ts';
import { asks, issueCampaign, type OwnTemporal, ownTemporal, type Stage, setStage } from './support/stage.ts';

// A task that was in a dead worker's hands is given out again after ten seconds.
vi.setConfig({ testTimeout: 180_000 });

let compiled: Compiled;
let temporal: OwnTemporal;
let stage: Stage;
beforeAll(async () => {
  [compiled, temporal] = await Promise.all([compile(), ownTemporal()]);
});
beforeEach(async () => {
  stage = await setStage(compiled);
});
afterEach(async () => {
  await killAll();
  await stage?.stop();
});
afterAll(async () => {
  await temporal?.remove();
  await compiled?.remove();
});

const suspend = { type: 'suspend', reason: '等待上级批复' };
const resume = { type: 'resume' };

/** Two measures that are open, and what the office asks of each in this order: what is killed, and two other things. */
async function openMeasures() {
  const address = temporal.address();
  const worker = await stage.worker(address, { holdAfter: 'Suspended' });
  const engine = await stage.engine(address);
  const campaign = await issueCampaign(engine, stage, { findings: 1, measuresEach: 2 });
  const ask = (id: string, hour: number, command: Envelope['command']) => asks(campaign, id, 'office1', hour, command);
  return {
    worker,
    engine,
    streams: campaign.lists.measures.map(({ id }) => streamOf.measure(campaign.id, id)) as [string, string],
    killed: ask('killed', 1, suspend),
    /** Right before what was killed, wrong after it. */
    again: ask('again', 2, suspend),
    /** Wrong before what was killed, right after it. */
    other: ask('other', 3, resume),
  };
}

/** Its suspensions and resumptions, each recorded once. */
async function changesOf(stream: string) {
  const events = await stage.events(stream);
  return events.filter((type) => type === 'Suspended' || type === 'Resumed');
}

async function recorded(stream: string) {
  return { seq: (await stage.events(stream)).indexOf('Suspended') + 1, events: ['Suspended'] };
}

describe('killed between the commit of the ledger and the completion of the task', () => {
  test('a worker: the command is answered from the record, and others are judged by the true state', async () => {
    const { worker, engine, streams, killed, again, other } = await openMeasures();
    const [one, two] = streams;
    const answers = streams.map((stream) => engine.act(stream, killed));
    await Promise.all(streams.map((stream) => worker.said((line) => line.held === stream)));
    await worker.kill();
    // The others wait already when the next worker comes.
    const [refused, done] = [engine.act(one, again), engine.act(two, other)];
    const begun = Date.now();
    await stage.worker(temporal.address());

    expect(await Promise.all(answers)).toEqual([await recorded(one), await recorded(two)]);
    console.log(`answered ${((Date.now() - begun) / 1000).toFixed(1)} s after the new worker was started`);
    expect(await refused).toMatchObject({ refusal: { code: 'wrong-state' } });
    expect(await done).toMatchObject({ events: ['Resumed'] });
    for (const stream of streams) expect(await engine.act(stream, killed)).toEqual(await recorded(stream));
    expect(await changesOf(one)).toEqual(['Suspended']);
    expect(await changesOf(two)).toEqual(['Suspended', 'Resumed']);
  });

  test('worker, server and caller together: nothing knows of the command but the record', async () => {
    const { worker, streams, killed, again, other } = await openMeasures();
    const [one, two] = streams;
    const callers = streams.map((stream) => stage.caller(temporal.address(), stream, killed));
    await Promise.all(streams.map((stream) => worker.said((line) => line.held === stream)));
    await Promise.all([worker.kill(), temporal.kill(), ...callers.map((caller) => caller.kill())]);
    expect(callers.flatMap(({ lines }) => lines)).toEqual([]);

    await temporal.start();
    await stage.worker(temporal.address());
    const engine = await stage.engine(temporal.address());
    expect(await engine.act(one, again)).toMatchObject({ refusal: { code: 'wrong-state' } });
    expect(await engine.act(two, other)).toMatchObject({ events: ['Resumed'] });
    for (const stream of streams) expect(await engine.act(stream, killed)).toEqual(await recorded(stream));
    expect(await changesOf(one)).toEqual(['Suspended']);
    expect(await changesOf(two)).toEqual(['Suspended', 'Resumed']);
  });
});
