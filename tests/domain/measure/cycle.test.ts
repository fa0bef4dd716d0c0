import { describe, expect, test } from 'vitest';
import { daysOf } from '../../../domain/calendar/period.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { as, due, jyj } from '../../support/domain.ts';
import { Story } from './story.ts';

const report = { type: 'report', progress: '完成20个小区', next: '推进其余12个' } as const;
const opened = (story: Story) =>
  story.events.flatMap((e) => (e.type === 'CycleOpened' ? [`${e.period} until ${e.cutOff}`] : []));

describe('the report cycle', () => {
  test('opens each month, cut off five workdays before the month’s last workday', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.runTo('2024-10-31');
    expect(opened(story)).toEqual([
      '2024-07 until 2024-07-24',
      '2024-08 until 2024-08-23',
      '2024-09 until 2024-09-24',
      '2024-10 until 2024-10-24',
    ]);
  });

  test('of a long-term measure opens each quarter', () => {
    const story = new Story({ kind: 'longTerm', doneDue: null });
    story.runTo('2025-06-30');
    expect(opened(story).map((text) => text.slice(0, 7))).toEqual(['2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2']);
  });

  test('a report ends the chasing', () => {
    const story = new Story();
    story.act('2024-07-19', report, as.liaison);
    story.runTo('2024-08-10');
    expect(story.rungs('cycle:2024-07').map(({ rung }) => rung)).toEqual(['request']);
    expect(story.state).toMatchObject({ reports: 1, missedReports: 0, lastReport: { period: '2024-07' } });
  });

  test('a missing report is chased up to the office and counted when the next opens', () => {
    const story = new Story();
    story.runTo('2024-08-31');
    expect(story.rungs('cycle:2024-07').map(({ rung }) => rung)).toEqual([
      'request',
      'participants',
      'chase',
      'missing',
      'missing again',
      'warning',
      'missing to leader',
      'warning',
      'missing to office',
    ]);
    expect(story.state.missedReports).toBe(1);
  });

  test('one catch-up cycle after an absence, and only it speaks', () => {
    const story = new Story({ doneDue: due('2025-12-31') });
    story.runTo('2024-07-18');
    const raised = story.wakeAt('2024-12-19 12:00');
    expect(opened(story)).toEqual(['2024-07 until 2024-07-24', '2024-12 until 2024-12-24']);
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
    expect(story.state.cycle?.period).toBe('2024-Q4');
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

  test('comes as often as the measure, else its plan, says; and otherwise after the concentrated period', () => {
    const opens = (draft: object, until: string, world = {}) => {
      const story = new Story({ doneDue: due('2025-12-31'), ...draft }, world);
      story.runTo(until);
      return opened(story).map((text) => text.split(' ')[0]);
    };
    expect(opens({ cadence: 'weekly' }, '2024-07-27')).toEqual(['2024-W28', '2024-W29', '2024-W30']);
    expect(opens({ cadence: 'twoMonthly' }, '2024-12-31')).toEqual(['2024-B4', '2024-B5', '2024-B6']);
    const policy = {
      ...standard,
      cycle: { ...standard.cycle, every: 'quarterly', afterPeriod: 'halfYearly' } as const,
    };
    expect(opens({}, '2024-12-31', { policy })).toEqual(['2024-Q3', '2024-Q4']);
    expect(opens({}, '2025-07-31', { policy, periodEnd: '2024-09-30' })).toEqual(['2024-Q3', '2024-H2', '2025-H1']);
  });

  test('twice a year and once a year, cut off before the last workday of the half and the year', () => {
    const opens = (cadence: string, until: string, from = '2024-07-01') => {
      const story = new Story({ doneDue: due('2026-12-31'), cadence } as object, {}, from);
      story.runTo(until);
      return opened(story);
    };
    expect(opens('halfYearly', '2025-12-31')).toEqual([
      '2024-H2 until 2024-12-24',
      '2025-H1 until 2025-06-23',
      '2025-H2 until 2025-12-24',
    ]);
    expect(opens('yearly', '2025-12-31')).toEqual(['2024-Y1 until 2024-12-24', '2025-Y1 until 2025-12-24']);
    // Issued when this half’s own cut-off is past, it is first asked for the next.
    expect(opens('halfYearly', '2025-06-30', '2024-12-30')).toEqual(['2025-H1 until 2025-06-23']);
  });

  test('issued in the middle of a month it is asked for that month, issued after its asking for the next', () => {
    const first = (issuedOn: string) => {
      const story = new Story({ doneDue: due('2024-12-31') }, {}, issuedOn);
      story.runTo('2024-09-30');
      return opened(story)[0];
    };
    expect(first('2024-07-15')).toBe('2024-07 until 2024-07-24');
    expect(first('2024-07-19')).toBe('2024-08 until 2024-08-23');
  });

  test('what is closed in the month is asked for nothing more, and missed nothing', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.submitAndClose('2024-07-19');
    story.runTo('2024-09-30');
    expect(opened(story)).toEqual(['2024-07 until 2024-07-24']);
    expect(story.rungs('cycle:2024-07').map(({ rung }) => rung)).toEqual(['request']);
    expect(story.state.missedReports).toBe(0);
  });

  test('its own cadence goes before its plan’s, its next step’s before both', () => {
    const policy = { ...standard, cycle: { ...standard.cycle, every: 'quarterly' } as const };
    const world = { policy, periodEnd: '2024-09-30' };
    const story = new Story({ doneDue: due('2025-12-31'), cadence: 'monthly' }, world);
    story.runTo('2024-10-08');
    story.act(
      '2024-10-08',
      { type: 'setNextStep', step: 'longWatch', cadence: 'halfYearly', reason: '长期跟踪' },
      as.coordinator,
    );
    story.runTo('2025-07-31');
    expect(opened(story).map((text) => text.split(' ')[0])).toEqual([
      '2024-07',
      '2024-08',
      '2024-09',
      '2024-H2',
      '2025-H1',
    ]);
  });

  test('handed in on the last workday of a week a report is that week’s, and the next one is asked for after it', () => {
    const story = new Story({ doneDue: due('2024-12-31'), cadence: 'weekly' });
    const [friday] = story.act('2024-07-12 16:00', report, as.liaison);
    expect(friday).toMatchObject({ type: 'Reported', period: '2024-W28' });
    story.runTo('2024-07-15 10:00');
    expect(story.state).toMatchObject({ cycle: { period: '2024-W29', cutOff: '2024-07-19' }, missedReports: 0 });
  });

  test('weekly reports skip the week of a holiday in which nobody works', () => {
    const story = new Story({ doneDue: due('2024-12-31'), cadence: 'weekly' }, {}, '2024-09-02');
    story.runTo('2025-02-14');
    const weeks = opened(story).map((text) => text.slice(0, 8));
    expect(weeks).toContain('2024-W40');
    expect(new Set(weeks).size).toBe(weeks.length);
    for (const text of opened(story)) {
      const [period = '', , cutOff = ''] = text.split(' ');
      expect(daysOf(period).first <= cutOff && cutOff <= daysOf(period).last, text).toBe(true);
    }
  });

  test('participants hand the lead unit their part; whoever did not is named in the report', () => {
    const story = new Story({ participants: [jyj, 'czj'] });
    const part = { type: 'contribute', progress: '学校周边通道已清理' } as const;
    expect(story.try('2024-07-05', part, as.jyjLiaison)).toMatchObject({ code: 'wrong-state' });
    expect(story.try('2024-07-18', part, as.liaison)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-07-18', part, as.jyjLiaison);
    expect(story.try('2024-07-19', part, as.jyjLiaison)).toMatchObject({ code: 'wrong-state' });
    const [reported] = story.act('2024-07-19', report, as.liaison);
    expect(reported).toMatchObject({ without: ['czj'] });
  });

  test('a report that repeats the last one is flagged', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    const long = { ...report, progress: '已完成20个小区消防通道整治，其余12个小区正在组织招标和施工准备' };
    expect(story.act('2024-07-19', long, as.liaison)[0]).not.toHaveProperty('nearCopy');
    const copy = { ...long, progress: '已完成21个小区消防通道整治，其余12个小区正在组织招标和施工准备。' };
    expect(story.act('2024-08-19', copy, as.liaison)[0]).toMatchObject({ nearCopy: true });
    expect(story.state.lastReport?.nearCopy).toBe(true);
    const other = { ...long, progress: '剩余小区全部进场施工，预计月底前完成验收' };
    expect(story.act('2024-09-19', other, as.liaison)[0]).not.toHaveProperty('nearCopy');
  });
});
