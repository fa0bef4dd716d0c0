import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayFrom,
  daysBetween,
  endOfMonth,
  isDay,
  monthOf,
  startOfMonth,
  weekdayOf,
} from '../../../domain/calendar/day.ts';

const anyDay = fc.integer({ min: -20_000, max: 60_000 }).map(dayFrom);

describe('days', () => {
  test('a month added to its 31st ends at the shorter month’s end', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2023-10-11', 3)).toBe('2024-01-11');
    expect(addMonths('2024-12-15', 1)).toBe('2025-01-15');
  });

  test('a date that does not exist is not a day', () => {
    for (const text of ['2023-02-29', '2024-02-30', '2024-13-01', '2024-00-10', '2024-1-1', '2024-01-01T00:00', ''])
      expect(isDay(text), text).toBe(false);
    expect(isDay('2024-02-29')).toBe(true);
  });

  test('the week begins on Monday', () => {
    expect(weekdayOf('2024-09-30')).toBe(1);
    expect(weekdayOf('2024-10-06')).toBe(7);
    expect(weekdayOf('1970-01-01')).toBe(4);
    expect(weekdayOf('1969-12-31')).toBe(3);
  });

  test('months know their ends', () => {
    expect([startOfMonth('2024-02-10'), endOfMonth('2024-02-10'), monthOf('2024-02-10')]).toEqual([
      '2024-02-01',
      '2024-02-29',
      '2024-02',
    ]);
    expect(endOfMonth('2024-12-01')).toBe('2024-12-31');
  });

  test('adding and counting days undo each other', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, n) => {
        expect(isDay(addDays(day, n))).toBe(true);
        expect(daysBetween(day, addDays(day, n))).toBe(n);
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
      }),
    );
  });
});
