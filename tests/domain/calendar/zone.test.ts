import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayFrom } from '../../../domain/calendar/day.ts';
import { dayOf, instantAt, timeOf } from '../../../domain/calendar/zone.ts';

const iso = (day: string, time: string, zone: string) => new Date(instantAt(day, time, zone)).toISOString();

describe('zones', () => {
  test('nine o’clock in Shanghai is one o’clock UTC', () => {
    expect(iso('2024-09-30', '09:00', 'Asia/Shanghai')).toBe('2024-09-30T01:00:00.000Z');
    expect(dayOf(Date.UTC(2024, 8, 29, 16), 'Asia/Shanghai')).toBe('2024-09-30');
    expect(timeOf(Date.UTC(2024, 8, 29, 16, 5), 'Asia/Shanghai')).toBe('00:05');
  });

  test('an hour that summer time skips is taken after the gap', () => {
    expect(iso('2024-03-10', '02:30', 'America/New_York')).toBe('2024-03-10T07:30:00.000Z');
    expect(timeOf(instantAt('2024-03-10', '02:30', 'America/New_York'), 'America/New_York')).toBe('03:30');
  });

  test('an hour that comes twice is taken the first time', () => {
    expect(iso('2024-11-03', '01:30', 'America/New_York')).toBe('2024-11-03T05:30:00.000Z');
    expect(iso('2024-10-27', '02:30', 'Europe/Berlin')).toBe('2024-10-27T00:30:00.000Z');
  });

  test('half hours, far islands and a day an island skipped', () => {
    expect(iso('2024-04-07', '01:45', 'Australia/Lord_Howe')).toBe('2024-04-06T14:45:00.000Z');
    expect(iso('2024-01-01', '00:00', 'Pacific/Kiritimati')).toBe('2023-12-31T10:00:00.000Z');
    expect(dayOf(instantAt('2011-12-30', '12:00', 'Pacific/Apia'), 'Pacific/Apia')).toBe('2011-12-31');
  });

  test('Shanghai’s summer time of 1986–1991 is not forgotten', () => {
    expect(iso('1988-07-01', '09:00', 'Asia/Shanghai')).toBe('1988-07-01T00:00:00.000Z');
  });

  test('an unknown zone is named', () => {
    expect(() => dayOf(0, 'Asia/Nowhere')).toThrow(/unknown-zone.*Asia\/Nowhere/);
  });

  test('day and time lead back to the instant, and agree with Intl', () => {
    const zone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: 0, max: 1439 }),
        (name, days, minute) => {
          const instant = Date.UTC(1990, 0, 1 + (days % 20_000), 0, minute);
          const intl = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'short' });
          expect(`${dayOf(instant, name)} ${timeOf(instant, name)}`).toBe(intl.format(instant));

          const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          const there = instantAt(dayFrom(days), time, name);
          expect(dayOf(there, name)).toBe(dayFrom(days));
        },
      ),
    );
  });
});
