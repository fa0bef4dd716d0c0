import type { Calendar } from '../../domain/calendar/calendar.ts';
import { isWorkday } from '../../domain/calendar/calendar.ts';
import { addDays, type Day, weekdayOf } from '../../domain/calendar/day.ts';
import type { ForecastMail } from '../../domain/forecast/report.ts';
import type { Directory, Role } from '../../domain/plan/directory.ts';
import { roles } from '../../domain/plan/directory.ts';

/** One day of a heat map; null: outside its span. `step` 0–4 is its colour. */
export type Cell = { day: Day; n: number; step: number; mark: 'off' | 'work' | null } | null;
export type Heat = { role: Role; total: number; weeks: Cell[][] };

const steps = [1, 6, 16, 31];

/** The mails of a forecast by role, a cell a day, weeks from Monday; everybody counts under the first of his roles. */
export function heatOf(
  mails: ForecastMail[],
  { from, to }: { from: Day; to: Day },
  { persons }: Directory,
  calendar: Calendar,
): Heat[] {
  const roleOf = new Map(persons.map((person) => [person.id, roles.find((role) => person.roles.includes(role))]));
  return roles.flatMap((role) => {
    const mine = mails.filter(({ person }) => roleOf.get(person) === role);
    if (mine.length === 0) return [];
    const counts = new Map<Day, number>();
    for (const { day } of mine) counts.set(day, (counts.get(day) ?? 0) + 1);
    const weeks: Cell[][] = [];
    for (let monday = addDays(from, 1 - weekdayOf(from)); monday <= to; monday = addDays(monday, 7)) {
      weeks.push([0, 1, 2, 3, 4, 5, 6].map((offset) => cellOf(addDays(monday, offset))));
    }
    return [{ role, total: mine.length, weeks }];

    function cellOf(day: Day): Cell {
      if (day < from || day > to) return null;
      const n = counts.get(day) ?? 0;
      const weekend = weekdayOf(day) > 5;
      const worked = isWorkday(calendar, day);
      const mark = worked === weekend ? (worked ? 'work' : 'off') : null;
      return { day, n, step: steps.filter((least) => n >= least).length, mark };
    }
  });
}
