import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import { dayOf, timeOf } from '../../domain/calendar/zone.ts';
import type { Policy } from '../../domain/plan/policy.ts';
import { standard } from '../../domain/plan/presets.ts';
import { as, due, issue, people } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { countOf, historiesOf } from './history.ts';
import { Stage, until } from './stage.ts';

let t: TestEngine;
beforeAll(async () => {
  t = await startTestEngine();
});
afterAll(() => t.stop());

const zone = 'Asia/Shanghai';
const second = 1_000;
const minute = 60 * second;

/** Composed four seconds before the next full minute that leaves us time; measures wake in the four seconds before. */
function soon(): { windowAt: number; policy: Policy; today: Day } {
  const windowAt = Math.ceil((Date.now() + 16 * second) / minute) * minute;
  const window = { time: timeOf(windowAt, zone), leaderWeekday: 1, composeMinutes: 4 / 60, spreadHours: 4 / 3_600 };
  return { windowAt, policy: { ...standard, window }, today: dayOf(windowAt, zone) };
}

test('a real timer wakes a measure, its rung speaks, and the digest is delivered at the real window', async () => {
  const { windowAt, policy, today } = soon();
  // Green twenty days before: today.
  const stage = await Stage.open(t, { clock: 'real', policy, measures: [{ doneDue: due(addDays(today, 20)) }] });
  const office = as.coordinator;
  const worked = { source: 'test', off: {}, work: { [today]: '调休' } };
  const replan = { type: 'replan', years: { [today.slice(0, 4)]: worked }, reason: '今天上班' } as { type: string };
  await stage.send({ command: replan, actor: office, stream: stage.campaign });
  await stage.send({ command: issue, actor: office, stream: stage.campaign });
  await stage.send({ command: { type: 'release' }, actor: office, stream: stage.campaign });
  // Nobody ticks: the messages wake finding and measure.
  await until(async () => (await stage.story()).includes('Issued'));
  await until(async () => (await stage.story(stage.finding)).includes('Issued'));

  await stage.send({ command: { type: 'acknowledge' }, actor: as.liaison });
  const report = { type: 'report', progress: '已完成20个小区', next: '继续推进' } as { type: string };
  for (let n = 0; n < 4; n++) await stage.send({ command: report, actor: as.liaison });
  expect(Date.now()).toBeLessThan(windowAt - 8 * second);
  const commandsFirst = (await historiesOf(t, stage.measure)).at(-1)!;
  // One open timer, which none of the five commands set anew.
  expect(countOf(commandsFirst, 'timerStarted') - countOf(commandsFirst, 'timerCanceled')).toBe(1);
  expect(countOf(commandsFirst, 'timerStarted')).toBeLessThanOrEqual(2);

  const green = { basis: `done:${addDays(today, 20)}`, rung: 'green', spoke: true };
  await until(async () => (await stage.events()).some(({ type }) => type === 'RungReached'), windowAt - Date.now());
  const rung = (await stage.events()).find(({ type }) => type === 'RungReached')!;
  expect(rung.payload).toMatchObject(green);
  expect(rung.at).toBeGreaterThanOrEqual(windowAt - 8 * second);
  expect(rung.at).toBeLessThan(windowAt - 4 * second);

  const mail = () =>
    t.ledger.db
      .selectFrom('mail')
      .selectAll()
      .where('campaign', '=', stage.id)
      .where('state', '=', 'accepted')
      .execute();
  await until(async () => (await mail()).length > 0, windowAt - Date.now() + 20 * second);
  await until(async () => (await stage.mailsTo(people.liaison.id)).length > 0, windowAt - Date.now() + 20 * second);
  const mails = await mail();
  for (const { staged_at, accepted_at, window_at } of mails) {
    expect(window_at).toBe(windowAt);
    expect(staged_at).toBeGreaterThanOrEqual(windowAt - 4 * second);
    expect(staged_at).toBeLessThan(windowAt);
    expect(accepted_at).toBeGreaterThanOrEqual(windowAt);
  }
  const [digest, ...others] = await stage.mailsTo(people.liaison.id);
  expect(others).toEqual([]);
  expect(digest!.text).toContain('老旧小区消防通道整治');
  await until(async () => (await stage.story(stage.postmaster)).includes('WindowDelivered'));

  // It slept until then, and sleeps again.
  const after = (await historiesOf(t, stage.measure)).at(-1)!;
  expect(countOf(after, 'timerFired')).toBe(1);
  expect(countOf(after, 'timerCanceled')).toBe(countOf(commandsFirst, 'timerCanceled'));
  expect(countOf(after, 'timerStarted')).toBe(countOf(commandsFirst, 'timerStarted') + 1);
  expect(countOf(after, 'workflowTaskFailed')).toBe(0);
});

test('nobody sets the real clock: an envelope that names an hour happens now', async () => {
  const stage = await Stage.open(t, { clock: 'real' });
  const before = Date.now();
  await t.engine.act(stage.campaign, { id: 'issue', actor: as.coordinator, command: issue, at: 0 });
  const issued = (await stage.events(stage.campaign)).find(({ type }) => type === 'Issued')!;
  expect(issued.at).toBeGreaterThanOrEqual(before - second);
});
