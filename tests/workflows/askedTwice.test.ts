import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecorder } from '../../activities/record.ts';
import { createRuleBook } from '../../activities/rules.ts';
import { system } from '../../domain/actor.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { type Answer, streamOf } from '../../workflows/contract.ts';
import { as, measureDraft } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { countOf, historiesOf } from './history.ts';
import { Stage, until } from './stage.ts';

let ledger: Ledger;
let t: TestEngine;
beforeAll(async () => {
  ledger = await openLedger();
  t = await startTestEngine({ ledger });
});
afterAll(async () => {
  await t.stop();
  await ledger.close();
});

const report = (n: number) => ({ type: 'report' as const, progress: `第${n}次`, next: '继续推进' });
const acknowledge = { command: { type: 'acknowledge' }, actor: as.liaison };

async function issued(): Promise<Stage> {
  const stage = await Stage.open(t);
  await stage.issue('2024-07-01 10:00');
  return stage;
}

const runsOf = (stage: Stage) => historiesOf(t, stage.measure);

/** Reports until the workflow has continued as new once more. */
async function nextRun(stage: Stage): Promise<void> {
  const { runId } = await t.client.workflow.getHandle(stage.measure).describe();
  for (let n = 1; ; n++) {
    await stage.send({ command: report(n), actor: as.liaison });
    if ((await t.client.workflow.getHandle(stage.measure).describe()).runId !== runId) return;
    if (n > 60) throw new Error('it does not continue as new');
  }
}

describe('a command asked again under its id is answered the same and happens once', () => {
  test('at once, and by both of two who ask together', async () => {
    const stage = await issued();
    const ask = { ...acknowledge, id: randomUUID() };
    const [first, second] = await Promise.all([stage.send(ask), stage.send(ask)]);
    expect(first).toEqual({ seq: expect.any(Number), events: ['Acknowledged'] });
    expect(second).toEqual(first);
    expect(await stage.send(ask)).toEqual(first);
    expect((await stage.story()).filter((type) => type === 'Acknowledged')).toHaveLength(1);
  });

  test('after it has continued as new', async () => {
    const stage = await issued();
    const ask = { ...acknowledge, id: randomUUID() };
    const first = await stage.send(ask);
    await nextRun(stage);
    expect(await stage.send(ask)).toEqual(first);
    expect((await stage.story()).filter((type) => type === 'Acknowledged')).toHaveLength(1);
  });

  test('when the measure has moved on, so that a new judgement would refuse', async () => {
    const stage = await issued();
    const submit = { command: { type: 'submit', evidence: ['a'] } as { type: string }, actor: as.liaison };
    const ask = { ...submit, id: randomUUID() };
    const first = await stage.send(ask);
    await nextRun(stage);
    expect(await stage.send(submit)).toMatchObject({ refusal: { code: 'wrong-state' } });
    expect(await stage.send(ask)).toEqual(first);
  });

  test('a refusal too, though it would be accepted by now', async () => {
    const stage = await issued();
    const early = { command: { type: 'report', progress: '', next: '' } as { type: string }, actor: as.liaison };
    const ask = { ...early, id: randomUUID() };
    const first = await stage.send(ask);
    expect(first).toEqual({ refusal: { code: 'reason-missing', facts: { act: 'report' } } });
    await nextRun(stage);
    expect(await stage.send({ ...ask, command: report(1) })).toEqual(first);
  });

  test('after another worker has taken over', async () => {
    const queue = `test-${randomUUID()}`;
    const before = await startTestEngine({ ledger, queue });
    const stage = await Stage.open(before);
    await stage.issue('2024-07-01 10:00');
    const ask = { id: randomUUID(), ...acknowledge, at: null };
    const first = await before.engine.act(stage.measure, ask);
    await before.stop();
    const after = await startTestEngine({ ledger, queue });
    expect(await after.engine.act(stage.measure, ask)).toEqual(first);
    await after.stop();
    expect((await stage.story()).filter((type) => type === 'Acknowledged')).toHaveLength(1);
  });

  test('after the last act of its life, when its workflow has completed', async () => {
    const stage = await issued();
    const withdraw = { type: 'withdraw', reason: '重复列项', approver: '领导小组' } as { type: string };
    const ask = { command: withdraw, actor: as.coordinator, id: randomUUID() };
    const first = await stage.send(ask);
    await t.client.workflow.getHandle(stage.measure).result();
    expect(await stage.send(ask)).toEqual(first);
  });
});

test('a rejected update leaves nothing in the history', async () => {
  const stage = await issued();
  const before = (await runsOf(stage)).at(-1)!.events!.length;
  for (let n = 0; n < 5; n++) {
    const answer = await stage.send({ command: { type: 'approve' }, actor: as.principal });
    expect(answer).toMatchObject({ refusal: { code: 'wrong-state' } });
  }
  expect((await runsOf(stage)).at(-1)!.events!.length).toBe(before);
});

describe('a start', () => {
  const input = (stage: Stage) => ({
    kind: 'measure' as const,
    stream: stage.measure,
    campaign: stage.id,
    clock: 'stepped' as const,
    first: {
      id: 'begin',
      actor: system,
      command: { type: 'draft', draft: measureDraft(), campaign: stage.id } as { type: string },
      at: null,
    },
  });

  test('made twice is made once, at the same moment or later', async () => {
    const stage = await Stage.open(t);
    const other = { ...input(stage), stream: stage.measureOf('m2') };
    await Promise.all([t.engine.start(other), t.engine.start(other), t.engine.start(other)]);
    await until(async () => (await stage.events(other.stream)).length > 0);
    await t.engine.start(other);
    await stage.issue('2024-07-01 10:00');
    expect(await stage.story(other.stream)).toEqual(['Drafted', 'Issued']);
    expect(await historiesOf(t, other.stream)).toHaveLength(1);
  });

  test('of what the ledger knows as archived completes at once: Temporal has forgotten it long ago', async () => {
    const stage = await Stage.open(t);
    const gone = { ...input(stage), stream: stage.measureOf('m2') };
    const recordAndPlan = createRecorder({ ledger, rules: createRuleBook(ledger), wake: () => undefined });
    const withdraw = { type: 'withdraw', reason: '重复列项', approver: '领导小组' } as { type: string };
    const envelopes = [gone.first, { id: 'withdraw', actor: as.coordinator, command: withdraw, at: null }];
    await recordAndPlan({ ...gone, expectedSeq: 0, envelopes, now: Date.now(), done: null });
    const story = await stage.events(gone.stream);
    expect(story.map(({ type }) => type)).toEqual(['Drafted', 'Withdrawn', 'Archived']);
    await t.engine.start(gone);
    await t.client.workflow.getHandle(gone.stream).result();
    expect(await stage.events(gone.stream)).toEqual(story);
  });
});

test('three hundred commands that hit a measure over several runs are each answered and recorded once', async () => {
  const stage = await issued();
  const asks = Array.from({ length: 300 }, (_, n) => ({ command: report(n), actor: as.liaison, id: `hammer-${n}` }));
  const answers: Answer[] = [];
  let next = 0;
  // A dozen at a time: more than a server lets wait at one workflow.
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let n = next++; n < asks.length; n = next++) answers[n] = await stage.send(asks[n]!);
    }),
  );
  const events = (await stage.events()).filter(({ type }) => type === 'Reported');
  expect(events).toHaveLength(300);
  expect(new Set(events.map(({ payload }) => (payload as { progress: string }).progress)).size).toBe(300);
  for (const [n, answer] of answers.entries()) {
    if ('refusal' in answer) throw new Error(JSON.stringify(answer));
    expect(events.find(({ seq }) => seq === answer.seq)!.payload).toMatchObject({ progress: `第${n}次` });
  }
  const runs = await runsOf(stage);
  expect(runs.length).toBeGreaterThan(3);
  for (const run of runs) expect(countOf(run, 'workflowTaskFailed')).toBe(0);
});

test('commands and ticks that arrive while it is being archived are answered, and it completes', async () => {
  const stages = await Promise.all(Array.from({ length: 8 }, issued));
  await Promise.all(
    stages.map(async (stage) => {
      const withdraw = { type: 'withdraw', reason: '重复列项', approver: '领导小组' } as { type: string };
      const asked = [
        stage.send({ command: withdraw, actor: as.coordinator }),
        ...Array.from({ length: 6 }, (_, n) => stage.send({ command: report(n), actor: as.liaison })),
        t.engine.tick(stage.measure, 0),
        stage.send({ command: withdraw, actor: as.clerk }),
      ];
      const codes = (await Promise.allSettled(asked)).map((one) =>
        one.status === 'fulfilled' ? 'answered' : (one.reason as { code?: string }).code,
      );
      // Too late for the workflow, too: it is gone, and the caller is told that there is none.
      for (const code of codes) expect(['answered', 'unknown-id']).toContain(code);
      await t.client.workflow.getHandle(stage.measure).result();
    }),
  );
});

test('one who never began is unknown', async () => {
  const stream = streamOf.measure(t.campaign(), 'm1');
  const ask = { id: 'x', actor: as.liaison, command: { type: 'acknowledge' }, at: null };
  await expect(t.engine.act(stream, ask)).rejects.toMatchObject({ code: 'unknown-id' });
  await expect(t.engine.tick(stream, 0)).rejects.toMatchObject({ code: 'unknown-id' });
});
