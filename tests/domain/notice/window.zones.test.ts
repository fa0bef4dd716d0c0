import { describe, expect, test } from 'vitest';
import { chineseCalendar } from '../../../activities/calendar/chineseCalendar.ts';
import { isWorkday } from '../../../domain/calendar/calendar.ts';
import { addDays, daysBetween } from '../../../domain/calendar/day.ts';
import { dayOf, instantAt, timeOf } from '../../../domain/calendar/zone.ts';
import { composeAt, nextWindow, quietEnd, wakeFor } from '../../../domain/notice/window.ts';
import { standard } from '../../../domain/plan/presets.ts';

const hour = 3_600_000;

/** Where clocks are turned: by an hour in spring, by half of one, and at midnight. */
const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Pacific/Kiritimati'];

/** Every window from the first morning of 2024, a leap year, to that of 2025, each found at the instant of the one before. */
function windowsOf(zone: string, time: string) {
  const calendar = chineseCalendar(zone);
  const window = { ...standard.window, time };
  const windows: number[] = [];
  for (let at = instantAt('2024-01-01', '00:00', zone); dayOf(at, zone) < '2025-01-02'; ) {
    at = nextWindow(at, window, calendar);
    windows.push(at);
  }
  return { calendar, window, windows };
}

describe.each(zones)('in %s', (zone) => {
  test('there is one window on each workday of a leap year, at the hour the clock on the wall shows', () => {
    const { calendar, window, windows } = windowsOf(zone, '09:00');
    const days = windows.map((at) => dayOf(at, zone));
    const year = Array.from({ length: 367 }, (_, n) => addDays('2024-01-01', n));
    const workdays = year.filter((day) => isWorkday(calendar, day));
    expect(days.slice(0, workdays.length)).toEqual(workdays);
    expect(days).toContain('2024-02-29');
    expect(days).toContain('2024-12-31');
    for (const at of windows) expect(timeOf(at, zone)).toBe('09:00');
    for (const [n, at] of windows.slice(1).entries()) {
      const hours = (at - windows[n]!) / hour;
      expect(Math.abs(hours - 24 * daysBetween(days[n]!, days[n + 1]!))).toBeLessThanOrEqual(1);
      // Whoever is to be told in it wakes after the one before it.
      expect(wakeFor(at, window, 's', n)).toBeGreaterThan(windows[n]!);
    }
  });

  test('a window in the hour that is skipped or comes twice comes once on its day, and is composed before', () => {
    for (const time of ['00:30', '01:45', '02:15', '02:30', '03:00']) {
      const { window, windows } = windowsOf(zone, time);
      const days = windows.map((at) => dayOf(at, zone));
      expect(new Set(days).size).toBe(days.length);
      for (const at of windows) expect(composeAt(at, window)).toBeLessThan(at);
    }
  });
});

test('quiet hours over the night in which the clock is turned end at the hour on the wall', () => {
  const window = { ...standard.window, quiet: { from: '22:00', to: '07:00' } };
  const at = (day: string, time: string) => instantAt(day, time, 'Europe/Berlin');
  const night = (day: string) => {
    const begins = at(day, '22:00');
    expect(quietEnd(begins - 1, window, 'Europe/Berlin')).toBeNull();
    const ends = quietEnd(begins, window, 'Europe/Berlin')!;
    expect(quietEnd(ends - 1, window, 'Europe/Berlin')).toBe(ends);
    expect(quietEnd(ends, window, 'Europe/Berlin')).toBeNull();
    expect(timeOf(ends, 'Europe/Berlin')).toBe('07:00');
    return (ends - begins) / hour;
  };
  expect([night('2024-03-29'), night('2024-03-30'), night('2024-10-26')]).toEqual([9, 8, 10]);
});
