import { afterAll, beforeAll, expect, test } from 'vitest';
import { chineseCalendar } from '../../activities/calendar/chineseCalendar.ts';
import { as, due } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage } from './stage.ts';

let t: TestEngine;
beforeAll(async () => {
  t = await startTestEngine();
});
afterAll(() => t.stop());

test('a holiday notice that comes while a measure runs: the next mail corrects the day it named, and counts by it', async () => {
  const stage = await Stage.open(t, { measures: [{ doneDue: due('2024-12-31') }] });
  await stage.issue('2024-07-01 10:00');
  await stage.do('2024-07-02 10:00', { type: 'acknowledge' }, as.liaison);
  await stage.runTo('2024-07-18 10:00');
  expect((await stage.state()).cycle).toMatchObject({ period: '2024-07', cutOff: '2024-07-24' });
  const before = await stage.mailsTo('liaison');

  const year = chineseCalendar().years['2024']!;
  const years = { '2024': { ...year, off: { ...year.off, '2024-07-31': '新节' } } };
  const command = { type: 'replan', years, reason: '国务院办公厅通知' };
  const answer = await stage.send({ command, actor: as.coordinator, stream: stage.campaign });
  expect(answer).toMatchObject({ events: ['Replanned'] });
  await stage.runTo('2024-07-19 12:00');
  expect((await stage.state()).cycle).toMatchObject({ period: '2024-07', cutOff: '2024-07-23' });
  const [correction, ...more] = (await stage.mailsTo('liaison')).slice(before.length);
  expect(more).toEqual([]);
  expect(correction!.text).toMatch(/更正[\s\S]*7月24日[\s\S]*7月23日/);
});
