import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Envelope, streamOf } from '../../workflows/contract.ts';
import { type Compiled, compile } from './support/compiled.ts';
import { killAll } from './support/process.ts';
import { asks, issueCampaign, type OwnTemporal, ownTemporal, type Stage, setStage } from './support/stage.ts';

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

/** A measure that is open, and what the office asks of it in this order: what is killed, and two other things. */
async function openMeasure() {
  const address = temporal.address();
  const worker = await stage.worker(address, { holdAfter: 'Suspended' });
  const engine = await stage.engine(address);
  const campaign = await issueCampaign(engine, stage, { findings: 1, measuresEach: 2 });
  const stream = streamOf.measure(campaign.id, campaign.lists.measures[0]!.id);
  const ask = (id: string, hour: number, command: Envelope['command']) => asks(campaign, id, 'office1', hour, command);
  return {
    worker,
    engine,
    stream,
    killed: ask('killed', 1, suspend),
    /** Right before what was killed, wrong after it. */
    again: ask('again', 2, suspend),
    /** Wrong before what was killed, right after it. */
    other: ask('other', 3, resume),
  };
}

async function expectOnce(stream: string) {
  const events = await stage.events(stream);
  expect(events.filter((type) => type === 'Suspended' || type === 'Resumed')).toEqual(['Suspended', 'Resumed']);
  expect(await stage.measure(stream)).toMatchObject({ phase: 'open' });
}

describe('killed between the commit of the ledger and the completion of the task', () => {
  test('a worker: the command is answered from the record, and others are judged by the true state', async () => {
    const { worker, engine, stream, killed, again, other } = await openMeasure();
    const answer = engine.act(stream, killed);
    await worker.said((line) => line.held === stream);
    await worker.kill();
    // The others wait already when the next worker comes.
    const [refused, done] = [engine.act(stream, again), engine.act(stream, other)];
    const begun = Date.now();
    await stage.worker(temporal.address());

    const events = await stage.events(stream);
    const seq = events.indexOf('Suspended') + 1;
    expect(await answer).toEqual({ seq, events: ['Suspended'] });
    console.log(`answered ${((Date.now() - begun) / 1000).toFixed(1)} s after the new worker was started`);
    expect(await refused).toMatchObject({ refusal: { code: 'wrong-state' } });
    expect(await done).toMatchObject({ events: ['Resumed'] });
    expect(await engine.act(stream, killed)).toEqual({ seq, events: ['Suspended'] });
    await expectOnce(stream);
  });

  test('worker, server and caller together: nothing knows of the command but the record', async () => {
    const { worker, stream, killed, again, other } = await openMeasure();
    const caller = stage.caller(temporal.address(), stream, killed);
    await worker.said((line) => line.held === stream);
    await Promise.all([worker.kill(), temporal.kill(), caller.kill()]);
    expect(caller.lines).toEqual([]);

    await temporal.start();
    await stage.worker(temporal.address());
    const engine = await stage.engine(temporal.address());
    expect(await engine.act(stream, other)).toMatchObject({ events: ['Resumed'] });
    const seq = (await stage.events(stream)).indexOf('Suspended') + 1;
    expect(await engine.act(stream, killed)).toEqual({ seq, events: ['Suspended'] });
    await expectOnce(stream);
    expect(await engine.act(stream, again)).toMatchObject({ events: ['Suspended'] });
  });
});
