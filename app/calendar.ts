import { chineseCalendar } from '../activities/calendar/chineseCalendar.ts';
import type { Calendar, CalendarYear } from '../domain/calendar/calendar.ts';
import { CodedError, type ErrorCode } from '../domain/errors.ts';
import type { Config } from './config.ts';
import { withApi } from './reach.ts';

/** Where nothing was loaded, or nobody can tell: the built-in years are what there is. */
const nothingLoaded: ErrorCode[] = ['no-data', 'data-owned', 'not-running', 'ledger-unreachable'];

/** The holiday notices that were loaded into this installation, and the calendar of a zone under them. */
export type InstalledCalendar = { loaded: Record<string, CalendarYear>; of(zone?: string): Calendar };

export async function installedHolidays(config: Config): Promise<InstalledCalendar> {
  const loaded = await withApi(config, 'read', (api) => api.years()).catch((error) => {
    if (error instanceof CodedError && nothingLoaded.includes(error.code)) return {};
    throw error;
  });
  return {
    loaded,
    of(zone) {
      const base = chineseCalendar(zone);
      return { ...base, years: { ...base.years, ...loaded } };
    },
  };
}

/** The built-in calendar under the holiday notices that were loaded into this installation. */
export async function installedCalendar(config: Config, zone?: string): Promise<Calendar> {
  return (await installedHolidays(config)).of(zone);
}
