import { describe, expect, test } from 'vitest';
import { as, due } from '../../support/domain.ts';
import { Story } from './story.ts';

const report = { type: 'report', progress: '完成20个小区', next: '推进其余12个' } as const;
const opened = (story: Story) =>
  story.events.flatMap((e) => (e.type === 'CycleOpened' ? [`${e.period} until ${e.cutOff}`] : []));

describe('the report cycle', () => {
  test('opens each month, cut off two workdays before the month’s last workday', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.runTo('2024-10-31');
    expect(opened(story)).toEqual([
      '2024-07 until 2024-07-29',
      '2024-08 until 2024-08-28',
      '2024-09 until 2024-09-27',
      '2024-10 until 2024-10-29',
    ]);
  });

  test('of a long-term measure opens each quarter', () => {
    const story = new Story({ kind: 'longTerm', doneDue: null });
    story.runTo('2025-06-30');
    expect(opened(story).map((text) => text.slice(0, 7))).toEqual(['2024-09', '2024-12', '2025-03', '2025-06']);
  });

  test('a report ends the chasing', () => {
    const story = new Story();
    story.act('2024-07-24', report, as.liaison);
    story.runTo('2024-08-10');
    expect(story.rungs('cycle:2024-07').map(({ rung }) => rung)).toEqual(['request']);
    expect(story.state).toMatchObject({ reports: 1, missedReports: 0, lastReport: { period: '2024-07' } });
  });

  test('a missing report is chased up to the office and counted when the next opens', () => {
    const story = new Story();
    story.runTo('2024-08-31');
    expect(story.rungs('cycle:2024-07').map(({ rung }) => rung)).toEqual([
      'request',
      'chase',
      'missing',
      'missing again',
      'missing to leader',
      'missing to office',
    ]);
    expect(story.state.missedReports).toBe(1);
  });

  test('one catch-up cycle after an absence, and only it speaks', () => {
    const story = new Story({ doneDue: due('2025-12-31') });
    story.runTo('2024-07-23');
    const raised = story.wakeAt('2024-12-25 12:00');
    expect(opened(story)).toEqual(['2024-07 until 2024-07-29', '2024-12 until 2024-12-27']);
    const spoke = raised.filter((e) => e.type === 'RungReached' && e.spoke && e.basis.startsWith('cycle:'));
    expect(spoke).toMatchObject([{ basis: 'cycle:2024-12', rung: 'request' }]);
  });

  test('no cycle opens after a return for a time in which a reviewer had the measure', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.act('2024-08-12', { type: 'submit', evidence: ['a'] }, as.liaison);
    story.act('2024-10-30', { type: 'return', reason: '佐证不足' }, as.principal);
    story.runTo('2024-11-30');
    expect(opened(story).map((text) => text.slice(0, 7))).toEqual(['2024-07', '2024-11']);
  });

  test('no cycle opens after a suspension for a time in which it was suspended', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.act('2024-08-12', { type: 'suspend', reason: '诉讼' }, as.coordinator);
    story.act('2024-10-30', { type: 'resume' }, as.coordinator);
    story.runTo('2024-11-30');
    expect(opened(story).map((text) => text.slice(0, 7))).toEqual(['2024-07', '2024-11']);
  });

  test('converting to long-term does not ask again for a quarter that is over', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.act('2024-10-10', { type: 'convertToLongTerm', reason: '长期坚持', approver: '区委' }, as.coordinator);
    expect(story.wakeAt('2024-10-11')).toEqual([]);
    story.runTo('2024-12-31');
    expect(story.state.cycle?.period).toBe('2024-12');
  });

  test('a report says what comes next, and either progress or why there is none', () => {
    const story = new Story();
    for (const bad of [{ progress: '' }, { next: ' ' }])
      expect(story.try('2024-07-24', { ...report, ...bad }, as.liaison)).toMatchObject({ code: 'reason-missing' });
    story.act('2024-07-24', { ...report, progress: '', noChange: '等待招标' }, as.liaison);
  });

  test('a report as of tomorrow is refused', () => {
    expect(new Story().try('2024-07-24', { ...report, asOf: '2024-07-25' }, as.liaison)).toMatchObject({
      code: 'bad-input',
    });
  });
});
