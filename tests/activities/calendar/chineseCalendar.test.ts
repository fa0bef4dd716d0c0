import { isWorkday as shippedIsWorkday } from 'chinese-days';
import { expect, test } from 'vitest';
import { chineseCalendar } from '../../../activities/calendar/chineseCalendar.ts';
import { isWorkday } from '../../../domain/calendar/calendar.ts';
import { addDays } from '../../../domain/calendar/day.ts';

const calendar = chineseCalendar();

test('the calendar names zone, years and source, and is plain JSON', () => {
  expect(calendar.zone).toBe('Asia/Shanghai');
  expect(chineseCalendar('UTC').zone).toBe('UTC');
  expect(Object.keys(calendar.years)).toEqual(expect.arrayContaining(['2004', '2024', '2026']));
  expect(calendar.years['2024']!.source).toBe('State Council notice, via chinese-days 1.5.7');
  expect(JSON.parse(JSON.stringify(calendar))).toEqual(calendar);
});

test('every day of 2018–2026 is worked or not as chinese-days says', () => {
  for (let day = '2018-01-01'; day < '2027-01-01'; day = addDays(day, 1))
    expect(isWorkday(calendar, day), day).toBe(shippedIsWorkday(day));
});

test('the moving festivals are known beyond the last notice', () => {
  expect(calendar.years['2027']).toBeUndefined();
  expect(calendar.festivals!['2027']).toEqual({
    春节: '2027-02-06',
    清明: '2027-04-05',
    端午: '2027-06-09',
    中秋: '2027-09-15',
  });
  expect(calendar.festivals!['2025']).toEqual({
    春节: '2025-01-29',
    清明: '2025-04-04',
    端午: '2025-05-31',
    中秋: '2025-10-06',
  });
});
