import { afterAll, beforeAll, expect, test } from 'vitest';
import { CodedError } from '../../domain/errors.ts';
import type { Append } from '../../ledger/append.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { as, instant } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { countOf, historiesOf } from './history.ts';
import { Stage, until } from './stage.ts';

let ledger: Ledger;
let t: TestEngine;
/** How often the ledger is still away, and whether it has recorded before the line breaks. */
let away = { times: 0, afterCommit: false };
/** What the ledger waits for before it records. */
let held: Promise<void> = Promise.resolve();

beforeAll(async () => {
  ledger = await openLedger();
  const append: Append = async (request) => {
    if (away.times === 0) {
      await held;
      return ledger.append(request);
    }
    away.times -= 1;
    if (away.afterCommit) await ledger.append(request);
    throw new CodedError('ledger-unreachable', { where: 'test', why: 'gone for a while' });
  };
  t = await startTestEngine({ ledger: { ...ledger, append } });
});
afterAll(async () => {
  await t.stop();
  await ledger.close();
});

async function issued(): Promise<Stage> {
  away = { times: 0, afterCommit: false };
  const stage = await Stage.open(t);
  await stage.issue('2024-07-01 10:00');
  return stage;
}

const acknowledge = { command: { type: 'acknowledge' }, actor: as.liaison };
const report = { type: 'report', progress: '已完成20个小区', next: '继续推进' } as { type: string };

test('away for a moment, the ledger is asked again in the same task', async () => {
  const stage = await issued();
  away.times = 2;
  expect(await stage.send(acknowledge)).toMatchObject({ events: ['Acknowledged'] });
  expect(countOf((await historiesOf(t, stage.measure)).at(-1)!, 'activityTaskScheduled')).toBe(0);
});

test('away for longer, a normal activity goes on asking: commands wait, and none is lost or done twice', async () => {
  const stage = await issued();
  away.times = 5;
  const answers = await Promise.all([
    stage.send(acknowledge),
    ...Array.from({ length: 4 }, () => stage.send({ command: report, actor: as.liaison })),
  ]);
  expect(away.times).toBe(0);
  for (const answer of answers) expect(answer).toHaveProperty('events');
  expect((await stage.story()).slice(2).toSorted()).toEqual(['Acknowledged', ...Array(4).fill('Reported')]);
  expect(countOf((await historiesOf(t, stage.measure)).at(-1)!, 'activityTaskScheduled')).toBe(1);
  // And it goes on as before.
  expect(await stage.send({ command: report, actor: as.liaison })).toMatchObject({ events: ['Reported'] });
});

test('gone after it had recorded, before it could say so, it is found to have recorded once', async () => {
  const stage = await issued();
  away = { times: 4, afterCommit: true };
  expect(await stage.send(acknowledge)).toMatchObject({ events: ['Acknowledged'] });
  expect((await stage.story()).filter((type) => type === 'Acknowledged')).toHaveLength(1);
  expect((await stage.position()).seq).toBe((await stage.events()).length);
});

test('commands and ticks that come while the last act is being recorded are answered, and the workflow completes', async () => {
  const stage = await issued();
  const withdraw = { type: 'withdraw', reason: '重复列项', approver: '领导小组' } as { type: string };
  const accepted = async () =>
    countOf((await historiesOf(t, stage.measure)).at(-1)!, 'workflowExecutionUpdateAccepted');
  // Three times away, so that a normal activity asks, which takes its time: Temporal hands over what comes meanwhile.
  away.times = 3;
  const before = await accepted();
  let release = () => {};
  held = new Promise((done) => {
    release = done;
  });
  const last = stage.send({ command: withdraw, actor: as.coordinator });
  await until(async () => away.times === 0);
  const late = stage.send({ command: report, actor: as.liaison });
  const tick = t.engine.tick(stage.measure, instant('2024-07-01 11:00'));
  await until(async () => (await accepted()) === before + 3);
  release();
  expect(await last).toMatchObject({ events: ['Withdrawn', 'Archived'] });
  expect(await late).toMatchObject({ refusal: { code: 'overtaken' } });
  expect(await tick).toEqual({ wakeAt: null });
  await t.client.workflow.getHandle(stage.measure).result();
  expect((await stage.story()).at(-1)).toBe('Archived');
});

test('a command that cannot be stored, or that nobody can decide, is refused and does not hold up the others', async () => {
  const stage = await issued();
  const send = (command: object) => stage.send({ command: command as { type: string }, actor: as.liaison });
  const [nul, half, odd, none, good] = await Promise.all([
    send({ ...report, progress: 'a\u0000b' }),
    send({ ...report, progress: 'a\ud800b' }),
    send({ type: 'submit' }),
    send({ type: 'abolish' }),
    send(report),
  ]);
  expect(nul).toMatchObject({ refusal: { code: 'not-recordable' } });
  expect(half).toMatchObject({ refusal: { code: 'not-recordable' } });
  expect(odd).toMatchObject({ refusal: { code: 'internal' } });
  expect(none).toMatchObject({ refusal: { code: 'bad-input' } });
  expect(good).toMatchObject({ events: ['Reported'] });
  expect(await send({ ...report, progress: '好' })).toMatchObject({ events: ['Reported'] });
});
