import { describe, expect, test } from 'vitest';
import { chineseCalendar } from '../../../activities/calendar/chineseCalendar.ts';
import { dayOf, instantAt } from '../../../domain/calendar/zone.ts';
import { due } from '../../support/domain.ts';
import { Story } from './story.ts';

/** The rungs of a silent unit's measure, by the days they are reached on, and its light just before and after midnight. */
function lifeOf(day: string, next: string, zone: string, issuedOn: string) {
  const calendar = chineseCalendar(zone);
  const story = new Story({ doneDue: due(day) }, { calendar }, issuedOn);
  story.runTo(instantAt(next, '23:59', zone));
  const lightAt = (instant: number) => story.light(dayOf(instant, zone));
  const midnight = instantAt(next, '00:00', zone);
  const reached = story.rungs().map(({ rung, day: on }) => `${rung} ${on}`);
  return { reached, lights: [lightAt(midnight - 1), lightAt(midnight)] };
}

describe.each(['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'])('in %s', (zone) => {
  test('a measure due on 29 February is on time until its midnight, and overdue from 1 March', () => {
    const { reached, lights } = lifeOf('2024-02-29', '2024-03-01', zone, '2024-01-15');
    expect(lights).toEqual(['dueSoon', 'overdue']);
    expect(reached.filter((rung) => /^(green|yellow|red) /.test(rung))).toEqual([
      'green 2024-02-09',
      'yellow 2024-02-19',
      'red 2024-03-01',
    ]);
  });

  test('one due on 31 December is on time to the end of the year; New Year is a holiday, so it is told on the 2nd', () => {
    const { reached, lights } = lifeOf('2024-12-31', '2025-01-01', zone, '2024-11-01');
    expect(lights).toEqual(['dueSoon', 'overdue']);
    expect(reached.some((rung) => rung.startsWith('red'))).toBe(false);
    const later = lifeOf('2024-12-31', '2025-01-02', zone, '2024-11-01').reached;
    expect(later).toContain('red 2025-01-02');
  });
});
