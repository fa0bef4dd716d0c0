import { expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { as, due, jyj } from '../../support/domain.ts';
import { Story } from './story.ts';

const submit = { type: 'submit', evidence: ['sha256:a'] } satisfies MeasureCommand;

test('handed in before anybody answered, an extension lapses, and whoever was asked hears it', () => {
  const story = new Story();
  const ask = { type: 'requestExtension', to: '2024-12-31', reason: '汛期', progress: '' } as const;
  story.act('2024-09-02', ask, as.liaison);
  const [lapsed, submitted] = story.act('2024-09-03', submit, as.liaison);
  expect(lapsed).toMatchObject({ type: 'ExtensionLapsed', to: '2024-12-31', notices: [{ to: 'decider' }] });
  expect(submitted).toMatchObject({ type: 'Submitted' });
  expect(story.state.extension).toBeNull();
});

test('a “not ours” starts a clock for the office, until it reassigns or says why the unit stays', () => {
  const story = new Story();
  const said = { type: 'sayNotMine', reason: '职责已划转' } as const;
  story.act('2024-07-08', said, as.liaison);
  expect(story.try('2024-07-09', said, as.liaison)).toMatchObject({ code: 'wrong-state' });
  story.runTo('2024-07-16');
  expect(story.rungs('notMine:').map(({ rung, day }) => [rung, day])).toEqual([
    ['limit', '2024-07-11'],
    ['past', '2024-07-15'],
  ]);
  const stays = { type: 'refuseNotMine', reason: '三定方案已明确' } as const;
  expect(story.try('2024-07-16', { ...stays, reason: '' }, as.clerk)).toMatchObject({ code: 'reason-missing' });
  story.act('2024-07-16', stays, as.clerk);
  expect(story.try('2024-07-16', stays, as.clerk)).toMatchObject({ code: 'wrong-state' });
  story.act('2024-07-17', said, as.liaison);
  story.act('2024-07-18', { type: 'reassign', leadUnit: jyj, reason: '机构改革' }, as.clerk);
  expect(story.state.notMine).toBeUndefined();
  story.runTo('2024-08-30');
  expect(story.rungs('notMine:2024-07-22')).toEqual([]);
});

test('a unit the measure was taken from is told so', () => {
  const story = new Story();
  const [reassigned] = story.act('2024-07-18', { type: 'reassign', leadUnit: jyj, reason: '机构改革' }, as.coordinator);
  expect(reassigned!.notices.map(({ to, block }) => [to, block])).toEqual([
    ['unit', 'newTask'],
    ['leader', 'newTask'],
    ['formerUnit', 'correction'],
  ]);
  expect(story.state.formerUnit).toBe('zjj');
});

test('nobody is made handler or leader whom the directory does not know', () => {
  const story = new Story();
  const reassign = { type: 'reassign', leadUnit: jyj, reason: '机构改革' } as const;
  for (const wrong of [{ handler: 'x' }, { leaders: ['x'] }, { participants: ['x'] }])
    expect(story.try('2024-07-18', { ...reassign, ...wrong }, as.clerk)).toMatchObject({ code: 'unknown-id' });
});

test('an early look-back is one more: the scheduled one still comes', () => {
  const story = new Story({ doneDue: due('2024-09-30') });
  story.submitAndClose('2024-08-01');
  const look = { type: 'lookBack', method: '走访', result: 'held' } as const;
  story.act('2024-09-02', look, as.clerk);
  expect(story.state.lookBack).toEqual({ base: '2024-08-01', done: 0, next: '2024-11-01' });
  story.act('2024-10-25', look, as.clerk);
  expect(story.state.lookBack).toEqual({ base: '2024-08-01', done: 1, next: '2025-02-05' });
});

test('a letter counts what was said before it, not rungs that were slept through', () => {
  const awake = new Story();
  awake.act('2024-07-02', { type: 'acknowledge' }, as.liaison);
  awake.runTo('2024-10-16');
  const asleep = new Story();
  asleep.act('2024-07-02', { type: 'acknowledge' }, as.liaison);
  asleep.wakeAt('2024-10-16');
  const facts = (story: Story) => {
    const rung = story.rungs('done:').findLast(({ spoke }) => spoke)!;
    const { reminded, urged } = rung.notices[0]!.facts;
    return [rung.rung, reminded, urged];
  };
  expect(facts(awake)).toEqual(['supervise', 3, 2]);
  expect(facts(asleep)).toEqual(['supervise', 0, 0]);
});
