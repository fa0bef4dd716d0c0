import { describe, expect, test } from 'vitest';
import { as, due, engine } from '../../support/domain.ts';
import { Story } from './story.ts';

const world = { periodEnd: '2024-09-03' };
const step = { type: 'setNextStep', reason: '经研究' } as const;

describe('the next step of what is open when the period ends', () => {
  test('is set by the office, and not before', () => {
    const story = new Story({ doneDue: due('2024-12-31') }, world);
    const watch = { ...step, step: 'longWatch' } as const;
    expect(story.try('2024-09-02', watch, as.coordinator)).toMatchObject({ code: 'period-running' });
    expect(story.try('2024-09-05', watch, as.liaison)).toMatchObject({ code: 'not-allowed' });
    expect(story.try('2024-09-05', { ...watch, reason: ' ' }, as.coordinator)).toMatchObject({
      code: 'reason-missing',
    });
    expect(story.try('2024-09-05', { ...watch, by: '2024-12-01' }, as.coordinator)).toMatchObject({
      code: 'bad-input',
    });
    story.act('2024-09-05', watch, as.coordinator);
    expect(story.state.nextStep).toEqual({ step: 'longWatch', until: null, cadence: 'quarterly' });
  });

  test('to finish by a day is a new limit, under which it stays late against its first', () => {
    const story = new Story({ doneDue: due('2024-08-30') }, world);
    const finish = { ...step, step: 'finishBy' } as const;
    expect(story.try('2024-09-05', finish, as.coordinator)).toMatchObject({ code: 'no-such-date' });
    expect(story.try('2024-09-05', { ...finish, by: '2024-09-05' }, as.coordinator)).toMatchObject({
      code: 'date-in-past',
    });
    story.act('2024-09-05', { ...finish, by: '2024-12-20' }, as.coordinator);
    expect(story.state).toMatchObject({ doneDue: { day: '2024-12-20' }, judgedBy: '2024-08-30' });
  });

  test('permanent is long-term, with its own cadence for years', () => {
    const story = new Story({ doneDue: due('2024-12-31') }, world);
    story.act('2024-09-05', { ...step, step: 'permanent' }, as.coordinator);
    story.runTo('2027-01-10');
    const periods = story.events.flatMap((event) => (event.type === 'CycleOpened' ? [event.period] : []));
    expect(periods.slice(-4)).toEqual(['2025-H1', '2025-H2', '2026-H1', '2026-H2']);
    expect(story.state.longTerm).toBe(true);
  });
});

test('what the figures of the period count is not dated into it afterwards', () => {
  const story = new Story({ effectDue: due('2024-08-31'), doneDue: due('2024-12-31') }, { frozenOn: '2024-09-03' });
  const claim = { type: 'claimEffect' as const, evidence: ['a'], on: '2024-09-02' };
  expect(story.try('2024-09-10', claim, as.liaison)).toMatchObject({ code: 'frozen' });
  story.act('2024-09-10', { ...claim, on: '2024-09-06' }, as.liaison);
  story.act('2024-09-11', { type: 'submit', evidence: ['a'], doneOn: '2024-08-30' }, as.liaison);
});

describe('what a check round found', () => {
  const checked = { type: 'checked', check: 'check-1', checker: 'supervisor', method: '走访', reason: '不实' } as const;
  const problem = { ...checked, result: 'problem' } as const;

  test('sends back what lies with a reviewer, and reopens what is closed', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.act('2024-08-05', { type: 'submit', evidence: ['a'] }, as.liaison);
    story.act('2024-08-06', { ...problem, follow: 'return', due: null }, engine);
    expect(story.events.slice(-2).map(({ type }) => type)).toEqual(['Checked', 'Returned']);
    story.submitAndClose('2024-08-12');
    story.act('2024-09-10', { ...problem, follow: 'rebound', due: '2024-12-20' }, engine);
    expect(story.state).toMatchObject({ phase: 'open', rebounds: 1 });
  });

  test('is only on record where its state has moved on, and is the campaign’s to say', () => {
    const story = new Story();
    story.act('2024-08-06', { ...problem, follow: 'rebound', due: '2024-12-20' }, engine);
    expect(story.events.at(-1)!.type).toBe('Checked');
    expect(story.try('2024-08-07', { ...problem, follow: null, due: null }, as.coordinator)).toMatchObject({
      code: 'not-allowed',
    });
  });
});
