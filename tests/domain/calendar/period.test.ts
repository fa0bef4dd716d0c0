import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../domain/calendar/day.ts';
import { cadenceIn, cadenceOf, cadences, daysOf, periodAfter, periodOn } from '../../../domain/calendar/period.ts';
import { cutOffOf, refuseCycle, stages } from '../../../domain/plan/cycle.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { calendar, runs } from '../../support/domain.ts';

test('periods are named by their cadence', () => {
  const named = (day: string) => cadences.map((cadence) => periodOn(day, cadence));
  expect(named('2024-09-30')).toEqual(['2024-W40', '2024-09', '2024-B5', '2024-Q3', '2024-H2', '2024-Y1']);
  expect(named('2024-12-30')[0]).toBe('2025-W01');
  expect(cadenceOf(3)).toBe('quarterly');
  expect(cadenceOf(4)).toBe('quarterly');
});

test('every day lies in its period, and the periods follow each other without a gap', () => {
  const day = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2020-01-01', n));
  fc.assert(
    fc.property(day, fc.constantFrom(...cadences), (on, cadence) => {
      const period = periodOn(on, cadence);
      const { first, last } = daysOf(period);
      expect(cadenceIn(period)).toBe(cadence);
      expect(first <= on && on <= last).toBe(true);
      const next = periodAfter(period, cadence);
      expect(daysOf(next).first).toBe(addDays(last, 1));
    }),
    { numRuns: runs },
  );
});

test('the stages are cut off one after the other, the office on the day of the committee', () => {
  expect(stages.map((stage) => cutOffOf('2024-08', standard, calendar, stage))).toEqual([
    '2024-08-21',
    '2024-08-23',
    '2024-08-27',
    '2024-08-29',
    '2024-08-30',
  ]);
});

test('a cycle that cannot meet its cut-offs is refused', () => {
  const cycle = (changes: object) => ({ ...standard, cycle: { ...standard.cycle, ...changes } });
  expect(refuseCycle(standard, [...cadences])).toBeNull();
  expect(refuseCycle(cycle({ cutOffWorkdays: 20 }), ['monthly'])).toMatchObject({ code: 'cut-off-unmeetable' });
  expect(refuseCycle(cycle({ cutOffWorkdays: 20 }), ['quarterly'])).toBeNull();
  expect(refuseCycle(cycle({ weeklyCutOffWorkdays: 4 }), ['weekly'])).toMatchObject({ code: 'cut-off-unmeetable' });
  expect(refuseCycle(cycle({ stages: { findingLead: 2, leader: 3 } }), [])).toMatchObject({
    facts: { what: 'leader' },
  });
});
