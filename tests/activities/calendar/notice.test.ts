import { describe, expect, test } from 'vitest';
import { chineseCalendar } from '../../../activities/calendar/chineseCalendar.ts';
import { mergeYear, readCalendarNotice } from '../../../activities/calendar/notice.ts';
import { workdayReason } from '../../../domain/calendar/calendar.ts';
import type { CodedError } from '../../../domain/errors.ts';

const notice = `year: 2027
source: a notice invented for this test
off:
  2027-01-01: 元旦
  2027-02-08: 春节
work:
  2027-02-20: 春节
`;

function refused(yaml: string): unknown {
  try {
    readCalendarNotice(yaml);
  } catch (error) {
    const { code, facts } = error as CodedError;
    return { code, line: facts.line, field: facts.field };
  }
  return 'accepted';
}

describe('holiday notices', () => {
  test('a notice merged in ends the provisional year', () => {
    const before = chineseCalendar();
    const after = mergeYear(before, readCalendarNotice(notice));
    expect(workdayReason(before, '2027-02-08')).toEqual({ kind: 'workday', provisional: true });
    expect(workdayReason(after, '2027-02-08')).toEqual({ kind: 'holiday', name: '春节', provisional: false });
    expect(workdayReason(after, '2027-02-20')).toEqual({ kind: 'makeup', name: '春节', provisional: false });
    expect(before.years['2027']).toBeUndefined();
  });

  test.each([
    ['a date that does not exist', notice.replace('2027-02-08', '2027-02-30'), 5, 'off.2027-02-30'],
    ['a date of another year', notice.replace('2027-02-20', '2026-02-20'), 7, 'work.2026-02-20'],
    ['a day both off and worked', notice.replace('2027-02-20', '2027-02-08'), 7, 'work.2027-02-08'],
    ['a field nobody knows', `${notice}rest: {}\n`, 8, 'rest'],
    ['a make-up day that is no weekend', notice.replace('2027-02-20', '2027-02-19'), 7, 'work.2027-02-19'],
    ['the same day twice', notice.replace('2027-02-08: 春节', '2027-02-08: 春节\n  2027-02-08: 除夕'), 6, ''],
    [
      'aliases without end',
      `${'a: &a [x,x,x,x,x,x,x,x,x]\n'}b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n`,
      1,
      '',
    ],
    ['no source', notice.replace('source', 'from'), 1, 'source'],
    ['a year that is none', notice.replace('2027\n', 'next\n'), 1, 'year'],
    ['broken YAML', notice.replace('work:', 'work: ['), 8, ''],
    ['no notice at all', '', 1, ''],
  ])('%s is refused by line and field', (_, yaml, line, field) => {
    expect(refused(yaml)).toEqual({ code: 'calendar-notice-invalid', line, field });
  });

  test('a day off in the December before is part of the notice', () => {
    expect(readCalendarNotice(notice.replace('2027-01-01', '2026-12-31')).off).toHaveProperty('2026-12-31');
  });
});
