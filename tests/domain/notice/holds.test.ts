import { expect, test } from 'vitest';
import { holds } from '../../../domain/digest/holds.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { as, calendar, due } from '../../support/domain.ts';
import { Story } from '../measure/story.ts';

const still = (basis: string, state: MeasureState) => holds(basis, state, { calendar, policy: standard });

test('a reminder holds as long as its date runs, and no longer than that', () => {
  const story = new Story();
  expect(still('done:2024-09-30', story.state)).toBe(true);
  story.act('2024-09-02', { type: 'requestExtension', to: '2024-11-29', reason: '汛期', progress: '' }, as.liaison);
  expect(still('done:2024-09-30', story.state)).toBe(false);
  expect(still(`decision:1:${story.state.extension!.limit}`, story.state)).toBe(true);
  story.act('2024-09-03', { type: 'grantExtension' }, as.leader);
  expect(still('done:2024-09-30', story.state)).toBe(false);
  expect([still('re-dated:2024-11-29', story.state), still('re-dated:2024-10-31', story.state)]).toEqual([true, false]);
});

test('a reviewer is told only of the step that is his now, and of nothing suspended', () => {
  const story = new Story();
  story.act('2024-09-02', { type: 'submit', evidence: ['a'] }, as.liaison);
  expect([still('review:1:0', story.state), still('done:2024-09-30', story.state)]).toEqual([true, false]);
  story.act('2024-09-03', { type: 'approve' }, as.principal);
  expect([still('review:1:0', story.state), still('review:1:1', story.state)]).toEqual([false, true]);
  story.act('2024-09-04', { type: 'suspend', reason: '诉讼' }, as.coordinator);
  expect([still('review:1:1', story.state), still('suspended', story.state)]).toEqual([false, true]);
});

test('what was acknowledged, reported, met or claimed is asked for no more', () => {
  const story = new Story({ effectDue: due('2024-08-30'), milestones: [{ day: '2024-08-15', text: '进场' }] });
  story.runTo('2024-07-24');
  const bases = ['ack:2024-07-01', 'cycle:2024-07', 'milestone:0:2024-08-15', 'effect:2024-08-30'];
  expect(bases.map((basis) => still(basis, story.state))).toEqual([true, true, true, true]);
  story.act('2024-07-24', { type: 'acknowledge' }, as.liaison);
  story.act('2024-07-24', { type: 'report', progress: '八成', next: '收尾' }, as.liaison);
  story.act('2024-07-24', { type: 'meetMilestone', index: 0 }, as.liaison);
  story.act('2024-07-24', { type: 'claimEffect', evidence: ['a'] }, as.liaison);
  expect(bases.map((basis) => still(basis, story.state))).toEqual([false, false, false, false]);
  const asked = () => ['confirm:leader:2024-07-29', 'confirm:office:2024-07-30'].map((b) => still(b, story.state));
  expect(asked()).toEqual([true, false]);
  story.act('2024-07-25', { type: 'confirmEffect' }, as.leader);
  expect(asked()).toEqual([false, true]);
  story.act('2024-07-25', { type: 'confirmEffect' }, as.clerk);
  expect(asked()).toEqual([false, false]);
});

test('news hold as long as their measure does', () => {
  const story = new Story();
  expect([still('issued', story.state), still('closed', story.state)]).toEqual([true, false]);
  story.act('2024-07-24', { type: 'withdraw', reason: '合并', approver: '区委' }, as.coordinator);
  expect([still('issued', story.state), still('withdrawn', story.state)]).toEqual([false, true]);
});
