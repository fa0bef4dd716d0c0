import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkday } from '../../../domain/calendar/calendar.ts';
import { addDays } from '../../../domain/calendar/day.ts';
import { dayOfRung, type Ladder, rungAt } from '../../../domain/plan/ladder.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { calendar, runs } from '../../support/domain.ts';

const { doneDue, review, milestone } = standard.ladders;
const days = (ladder: Ladder, due: string) =>
  ladder.rungs.map(({ name }, position) => `${dayOfRung(ladder, position, due, calendar)} ${name}`);

describe('the day of a rung', () => {
  test('around the National Day holiday of 2024', () => {
    expect(days(doneDue, '2024-09-30').slice(0, 5)).toEqual([
      '2024-09-10 green',
      '2024-09-20 yellow',
      '2024-09-30 warning',
      '2024-10-08 red',
      '2024-10-09 urge',
    ]);
  });

  test('a reminder that would fall on a weekend comes on the workday before', () => {
    // 20 days before 2024-12-28 is a Sunday, 10 days before a Wednesday, the day itself a Saturday.
    expect(days(doneDue, '2024-12-28').slice(0, 4)).toEqual([
      '2024-12-06 green',
      '2024-12-18 yellow',
      '2024-12-27 warning',
      '2024-12-30 red',
    ]);
  });

  test('the last rung comes again after its number of workdays, and one that does not repeat ends', () => {
    expect(dayOfRung(review, review.rungs.length, '2024-09-02', calendar)).toBe('2024-09-19'); // 09-11 and 5 workdays, with a worked Saturday and 中秋 between
    expect(rungAt(review, 99)?.name).toBe('past to group');
    expect(dayOfRung(milestone, milestone.rungs.length, '2024-09-02', calendar)).toBeNull();
  });

  test('of every ladder is a workday and never before the one ahead of it', () => {
    const due = fc.integer({ min: 0, max: 1400 }).map((n) => addDays('2023-01-01', n));
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(standard.ladders)), due, (ladder, day) => {
        let before = '';
        for (let position = 0; position < ladder.rungs.length + 3; position += 1) {
          const at = dayOfRung(ladder, position, day, calendar);
          if (at === null) break;
          expect(isWorkday(calendar, at)).toBe(true);
          expect(at >= before).toBe(true);
          before = at;
        }
      }),
      { numRuns: runs },
    );
  });

  test('a unit is told one workday before something goes over its head', () => {
    const escalations = doneDue.rungs.flatMap((rung, i) => (rung.block === 'escalation' ? [i] : []));
    for (const position of escalations)
      expect(doneDue.rungs[position - 1]).toMatchObject({ name: 'warning', to: ['unit'] });
  });
});
