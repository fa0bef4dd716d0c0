import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chineseCalendar } from '../../../activities/calendar/chineseCalendar.ts';
import {
  addWorkdays,
  type Calendar,
  isWorkday,
  lastWorkdayOfMonth,
  nextWorkday,
  previousWorkday,
  workdayReason,
  workdaysBetween,
} from '../../../domain/calendar/calendar.ts';
import { addDays, dayFrom, dayNumber } from '../../../domain/calendar/day.ts';

const calendar = chineseCalendar();

describe('workdays', () => {
  test('2024 National Day: a week off, worked on the Sunday before and the Saturday after', () => {
    expect(workdayReason(calendar, '2024-09-29')).toEqual({ kind: 'makeup', name: '国庆节', provisional: false });
    expect(workdayReason(calendar, '2024-10-01')).toEqual({ kind: 'holiday', name: '国庆节', provisional: false });
    expect(nextWorkday(calendar, '2024-10-01')).toBe('2024-10-08');
    expect(previousWorkday(calendar, '2024-10-07')).toBe('2024-09-30');
    expect(isWorkday(calendar, '2024-10-12')).toBe(true);
    expect(isWorkday(calendar, '2024-10-13')).toBe(false);
  });

  test('a workday is its own next and previous workday', () => {
    expect(nextWorkday(calendar, '2024-09-30')).toBe('2024-09-30');
    expect(previousWorkday(calendar, '2024-09-30')).toBe('2024-09-30');
  });

  test('15 workdays after the feedback of 2023-11-07', () => {
    expect(addWorkdays(calendar, '2023-11-07', 15)).toBe('2023-11-28');
    expect(addWorkdays(calendar, '2024-09-30', 1)).toBe('2024-10-08');
    expect(addWorkdays(calendar, '2024-10-08', -1)).toBe('2024-09-30');
    expect(addWorkdays(calendar, '2024-10-05', 0)).toBe('2024-10-05');
  });

  test('the last workday of a month', () => {
    expect(lastWorkdayOfMonth(calendar, '2024-06-10')).toBe('2024-06-28');
    expect(lastWorkdayOfMonth(calendar, '2024-09-01')).toBe('2024-09-30');
  });

  test('beyond the last notice only weekends and fixed dates are known, and it says so', () => {
    expect(workdayReason(calendar, '2027-05-01')).toEqual({ kind: 'holiday', name: '劳动节', provisional: true });
    expect(workdayReason(calendar, '2027-10-04')).toEqual({ kind: 'workday', provisional: true });
    expect(workdayReason(calendar, '2027-02-06')).toEqual({ kind: 'weekend', provisional: true });
    expect(workdayReason(calendar, '2026-12-31').provisional).toBe(false);
  });

  test('a notice may give a day in the December before its year', () => {
    const merged: Calendar = {
      zone: 'Asia/Shanghai',
      years: {
        '2027': { source: 'test', off: { '2026-12-31': '元旦', '2027-01-01': '元旦' }, work: { '2026-12-27': '元旦' } },
      },
    };
    expect(workdayReason(merged, '2026-12-31')).toEqual({ kind: 'holiday', name: '元旦', provisional: true });
    expect(isWorkday(merged, '2026-12-27')).toBe(true);
    expect(workdaysBetween(merged, '2026-12-26', '2027-01-01')).toBe(4);
  });

  test('counting workdays agrees with walking them', () => {
    const day = fc.integer({ min: dayNumber('2022-06-01'), max: dayNumber('2028-06-01') }).map(dayFrom);
    fc.assert(
      fc.property(day, fc.integer({ min: -500, max: 500 }), (from, n) => {
        const to = addDays(from, n);
        let walked = 0;
        for (let d = n < 0 ? to : from, i = 0; i < Math.abs(n); i += 1) {
          if (n < 0) walked -= isWorkday(calendar, d) ? 1 : 0;
          d = addDays(d, 1);
          if (n > 0) walked += Number(isWorkday(calendar, d));
        }
        expect(workdaysBetween(calendar, from, to)).toBe(walked);
        const reached = addWorkdays(calendar, from, n);
        if (n !== 0) expect(isWorkday(calendar, reached)).toBe(true);
        expect(workdaysBetween(calendar, from, reached)).toBe(n);
      }),
    );
  });
});
