import { expect, test } from 'vitest';
import { isLate } from '../../../domain/measure/condition.ts';
import { as } from '../../support/domain.ts';
import { Story } from './story.ts';

const limit = (to: string) => ({ type: 'setLimit', to, reason: '限期完成' }) as const;

test('the office sets a new limit only after the date has passed', () => {
  expect(new Story().try('2024-09-30', limit('2024-10-31'), as.coordinator)).toMatchObject({
    code: 'new-limit-before-due',
  });
});

test('a new limit lies in the future', () => {
  expect(new Story().try('2024-10-08', limit('2024-10-08'), as.coordinator)).toMatchObject({ code: 'date-in-past' });
});

test('only the office sets one', () => {
  expect(new Story().try('2024-10-08', limit('2024-10-31'), as.leader)).toMatchObject({ code: 'not-allowed' });
});

test('late stays late after a new limit set by the office, though it is no longer overdue', () => {
  const story = new Story();
  story.act('2024-10-08', limit('2024-10-31'), as.coordinator);
  expect(story.light('2024-10-09')).toBe('normal');
  expect(isLate(story.state, '2024-10-09')).toBe(true);
  story.submitAndClose('2024-10-21');
  expect(story.state.closure?.late).toBe(true);
});

test('an extension of a new limit does not make a late measure punctual', () => {
  const story = new Story();
  story.act('2024-10-08', limit('2024-10-31'), as.coordinator);
  story.act('2024-10-21', { type: 'requestExtension', to: '2024-12-31', reason: '招标', progress: '' }, as.liaison);
  story.act('2024-10-22', { type: 'grantExtension' }, as.leader);
  expect(story.state).toMatchObject({ doneDue: { day: '2024-12-31' }, judgedBy: '2024-09-30' });
  story.submitAndClose('2024-12-02');
  expect(story.state.closure?.late).toBe(true);
});

test('a new limit begins its own ladder and ends the reminders of the old one and of a return', () => {
  const story = new Story();
  story.act('2024-09-23', { type: 'submit', evidence: ['a'] }, as.liaison);
  story.act('2024-09-24', { type: 'return', reason: '佐证不足' }, as.principal);
  story.act('2024-10-08', limit('2024-11-29'), as.coordinator);
  const raised = story
    .runTo('2024-11-29 18:00')
    .filter((e) => e.type === 'RungReached' && !e.basis.startsWith('cycle:'));
  const spoken = raised.map((e) => e.type === 'RungReached' && `${e.basis} ${e.rung}`);
  expect(spoken.filter((text) => `${text}`.startsWith('done:'))).toEqual([
    'done:2024-11-29 green',
    'done:2024-11-29 yellow',
    'done:2024-11-29 warning',
  ]);
  expect(spoken.filter((text) => `${text}`.startsWith('resubmit:'))).toEqual([]);
});

test('without an end date there is no limit to set, extend or adjust', () => {
  const story = new Story({ kind: 'longTerm', doneDue: null });
  const doneDue = { text: '2025', day: '2025-12-31', why: '' };
  for (const command of [
    limit('2025-01-31'),
    { type: 'adjust', changes: { doneDue }, reason: '改', approver: '区委' } as const,
  ])
    expect(story.try('2024-10-08', command, as.coordinator)).toMatchObject({ code: 'wrong-state' });
  const ask = { type: 'requestExtension', to: '2025-01-31', reason: '汛期', progress: '' } as const;
  expect(story.try('2024-10-08', ask, as.liaison)).toMatchObject({ code: 'wrong-state' });
});
