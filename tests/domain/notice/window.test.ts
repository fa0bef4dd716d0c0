import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkday } from '../../../domain/calendar/calendar.ts';
import { weekdayOf } from '../../../domain/calendar/day.ts';
import { dayOf, timeOf } from '../../../domain/calendar/zone.ts';
import { blockFor, tell } from '../../../domain/notice/tell.ts';
import { composeAt, nextWindow, quietEnd, wakeFor, windowFor, windowOn } from '../../../domain/notice/window.ts';
import { blocks } from '../../../domain/plan/letter.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { recipients } from '../../../domain/plan/recipient.ts';
import { calendar, contextAt, instant, runs } from '../../support/domain.ts';

const { window } = standard;
const zone = calendar.zone;
const next = (when: string) => nextWindow(instant(when), window, calendar);
const weekly = (when: string) => windowFor('leader', 'info', instant(when), window, calendar);

describe('a send window', () => {
  test('is nine o’clock on the next workday whose digests are not composed yet', () => {
    expect(next('2024-09-30 08:29')).toBe(instant('2024-09-30 09:00'));
    expect(next('2024-09-30 08:30')).toBe(instant('2024-10-08 09:00'));
    expect(next('2024-10-11 12:00')).toBe(instant('2024-10-12 09:00')); // a worked Saturday
  });

  test('of a leader’s plain news is Monday’s, of what he has to decide the next', () => {
    expect(weekly('2024-09-10')).toBe(instant('2024-09-18 09:00')); // Monday 16 and 17 are 中秋
    expect(weekly('2024-09-18 10:00')).toBe(instant('2024-09-23 09:00'));
    expect(weekly('2024-09-23 08:00')).toBe(instant('2024-09-23 09:00'));
    expect(windowFor('leader', 'decide', instant('2024-09-10'), window, calendar)).toBe(instant('2024-09-11 09:00'));
    expect(windowFor('unit', 'info', instant('2024-09-10'), window, calendar)).toBe(instant('2024-09-11 09:00'));
  });

  test('of the leading group’s plain news is the month’s first workday, where the policy says so; escalations do not wait', () => {
    const monthly = { ...window, leadingGroup: 'monthly' as const };
    const to = (
      when: string,
      block: 'info' | 'escalation' = 'info',
      post: 'leader' | 'leadingGroup' = 'leadingGroup',
    ) => windowFor(post, block, instant(when), monthly, calendar);
    expect(to('2024-09-10')).toBe(instant('2024-10-08 09:00')); // 国庆节
    expect(to('2024-10-08 08:00')).toBe(instant('2024-10-08 09:00'));
    expect(to('2024-10-08 10:00')).toBe(instant('2024-11-01 09:00'));
    expect(to('2024-09-10', 'escalation')).toBe(instant('2024-09-11 09:00'));
    expect(to('2024-09-10', 'info', 'leader')).toBe(instant('2024-09-18 09:00'));
    expect(windowFor('leadingGroup', 'info', instant('2024-09-10'), window, calendar)).toBe(
      instant('2024-09-18 09:00'),
    );
  });

  test('weekly and put off by a holiday takes what was raised during the holiday', () => {
    expect(weekly('2024-09-30 10:00')).toBe(instant('2024-10-08 09:00'));
    expect(weekly('2024-10-07 12:00')).toBe(instant('2024-10-08 09:00'));
    expect(weekly('2024-10-08 12:00')).toBe(instant('2024-10-14 09:00'));
  });

  test('is on a workday, still to be composed, and at most two weeks and a holiday away', () => {
    const now = fc.integer({ min: instant('2023-01-01'), max: instant('2026-12-31') });
    fc.assert(
      fc.property(now, fc.constantFrom(...recipients), fc.constantFrom(...blocks), (at, to, block) => {
        const found = windowFor(to, block, at, window, calendar);
        expect(isWorkday(calendar, dayOf(found, zone))).toBe(true);
        expect(timeOf(found, zone)).toBe('09:00');
        expect(composeAt(found, window)).toBeGreaterThan(at);
        expect(found - at).toBeLessThan(24 * 86_400_000);
        expect(found).toBeGreaterThanOrEqual(nextWindow(at, window, calendar));
      }),
      { numRuns: runs },
    );
  });
});

test('what wakes for a window wakes in the three hours before it is composed, the same thing always at the same time', () => {
  const at = windowOn('2024-09-10', window, zone);
  const wakes = Array.from({ length: 200 }, (_, i) => wakeFor(at, window, 'c1', `m${i}`, 'done:2024-09-30', 0));
  for (const wake of wakes) {
    expect(wake).toBeGreaterThanOrEqual(instant('2024-09-10 05:30'));
    expect(wake).toBeLessThan(instant('2024-09-10 08:30'));
  }
  expect(new Set(wakes).size).toBeGreaterThan(190);
  expect(wakeFor(at, window, 'c1', 'm7', 'done:2024-09-30', 0)).toBe(wakes[7]);
});

test('what is a task for the unit is only news above it, and their escalation is the unit’s task', () => {
  expect(blockFor('leader', 'todo')).toBe('info');
  expect(blockFor('principal', 'escalation')).toBe('todo');
  expect(blockFor('office', 'escalation')).toBe('escalation');
  expect(blockFor('reviewer', 'decide')).toBe('decide');
});

test('one thing told to several posts waits for each one’s own window', () => {
  const notices = tell(contextAt('2024-09-10'), 'task', 'newTask', 'issued', ['unit', 'leader'], { document: '文' });
  expect(notices.map(({ to, windowAt }) => [to, weekdayOf(dayOf(windowAt, zone))])).toEqual([
    ['unit', 3],
    ['leader', 3],
  ]);
  expect(notices[1]!.windowAt).toBe(instant('2024-09-18 09:00'));
});

describe('quiet hours', () => {
  const overnight = { ...window, quiet: { from: '20:00', to: '07:00' } };

  test('end in the morning, whichever side of midnight one asks, and hold nothing back by day', () => {
    expect(quietEnd(instant('2024-09-30 20:00'), overnight, zone)).toBe(instant('2024-10-01 07:00'));
    expect(quietEnd(instant('2024-10-01 03:00'), overnight, zone)).toBe(instant('2024-10-01 07:00'));
    expect(quietEnd(instant('2024-10-01 07:00'), overnight, zone)).toBeNull();
    expect(quietEnd(instant('2024-10-01 12:30'), overnight, zone)).toBeNull();
    expect(quietEnd(instant('2024-10-01 03:00'), window, zone)).toBeNull();
  });

  test('may lie within a day', () => {
    const noon = { ...window, quiet: { from: '12:00', to: '14:00' } };
    expect(quietEnd(instant('2024-09-30 12:30'), noon, zone)).toBe(instant('2024-09-30 14:00'));
    expect(quietEnd(instant('2024-09-30 02:30'), noon, zone)).toBeNull();
  });
});
