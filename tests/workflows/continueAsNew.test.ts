import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeasureState } from '../../domain/measure/state.ts';
import { as } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { countOf, historiesOf } from './history.ts';
import { Stage } from './stage.ts';

let t: TestEngine;
beforeAll(async () => {
  t = await startTestEngine();
});
afterAll(() => t.stop());

/** DESIGN.md: a measure's year under 600 events, and no replay of more than a dozen workflow tasks or so. */
const mostEventsAYear = 600;
const mostTasksARun = 14;

test('a measure’s year is a chain of short runs, each beginning with the whole state of the one before', async () => {
  const stage = await Stage.open(t, { measures: [{ doneDue: { text: '', day: '2025-06-30', why: 'test' } }] });
  await stage.issue('2024-07-01 10:00');
  await stage.do('2024-07-02 10:00', { type: 'acknowledge' }, as.liaison);
  const months = ['07', '08', '09', '10', '11', '12'].map((month) => `2024-${month}`);
  months.push(...['01', '02', '03', '04', '05'].map((month) => `2025-${month}`));
  const report = { type: 'report' as const, progress: '推进中', next: '继续推进' };
  for (const [index, month] of months.entries()) {
    // Now in time, now only when it was chased; every other month twice.
    await stage.do(`${month}-2${index % 2 ? '4' : '2'} 10:00`, report, as.liaison);
    if (index % 2) await stage.do(`${month}-25 11:00`, report, as.liaison);
  }
  await stage.submitAndClose('2025-06-20');

  const runs = await historiesOf(t, stage.measure);
  const tasks = runs.map((run) => countOf(run, 'workflowTaskCompleted'));
  const events = runs.reduce((sum, run) => sum + run.events!.length, 0);
  console.log(`${runs.length} runs, ${events} events, workflow tasks by run: ${tasks.join(' ')}`);
  expect(runs.length).toBeGreaterThan(3);
  expect(Math.max(...tasks)).toBeLessThanOrEqual(mostTasksARun);
  expect(events).toBeLessThan(mostEventsAYear);

  const position = await stage.position();
  expect(position.seq).toBe((await stage.events()).length);
  expect(position.state).toEqual(await stage.state());
  expect((position.state as MeasureState).phase).toBe('closed');
  // What operators search by goes from run to run.
  const { searchAttributes } = await t.client.workflow.getHandle(stage.measure).describe();
  expect(searchAttributes).toMatchObject({ Campaign: [stage.id], Finding: ['f1'], State: ['closed'] });
});

test('a stepped clock does not run back in a new run', async () => {
  const stage = await Stage.open(t);
  await stage.issue('2024-07-01 10:00');
  await stage.runTo('2024-11-01 10:00');
  const light = () =>
    t.ledger.db.selectFrom('measure').select('light').where('stream', '=', stage.measure).executeTakeFirst();
  for (let run = (await historiesOf(t, stage.measure)).length, now = run; now === run; ) {
    await stage.send({ command: { type: 'report', progress: 'a', next: 'b' } as { type: string }, actor: as.liaison });
    now = (await historiesOf(t, stage.measure)).length;
  }
  expect(await light()).toEqual({ light: 'overdue' });
  // A late wake-up finds nothing new, and judges nothing by an earlier day.
  await t.engine.wake(stage.measure);
  await stage.position();
  expect(await light()).toEqual({ light: 'overdue' });
});
