import type { Kysely } from 'kysely';
import type { CalendarYear } from '../../domain/calendar/calendar.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { Tables } from '../tables.ts';

/** The holiday notices loaded into this installation, by year. */
export async function readYears(db: Kysely<Tables>): Promise<Record<string, CalendarYear>> {
  const rows = await db.selectFrom('calendar_year').select(['year', 'days']).orderBy('year').execute();
  return Object.fromEntries(rows.map(({ year, days }) => [year, days as CalendarYear]));
}

/** Keeps a year's notice; a later one for the same year replaces it. */
export async function keepYear(
  db: Kysely<Tables>,
  year: string,
  days: CalendarYear,
  by: string,
  at: Instant,
): Promise<void> {
  const row = { days: JSON.stringify(days), added_by: by, added_at: at };
  await db
    .insertInto('calendar_year')
    .values({ year, ...row })
    .onConflict((conflict) => conflict.column('year').doUpdateSet(row))
    .execute();
}
