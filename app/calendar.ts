import { chineseCalendar } from '../activities/calendar/chineseCalendar.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { CodedError, type ErrorCode } from '../domain/errors.ts';
import type { Config } from './config.ts';
import { withApi } from './reach.ts';

/** Where nothing was loaded, or nobody can tell: the built-in years are what there is. */
const nothingLoaded: ErrorCode[] = ['no-data', 'data-owned', 'not-running', 'ledger-unreachable'];

/** The built-in calendar under the holiday notices that were loaded into this installation. */
export async function installedCalendar(config: Config, zone?: string): Promise<Calendar> {
  const base = chineseCalendar(zone);
  try {
    const years = await withApi(config, 'read', (api) => api.years());
    return { ...base, years: { ...base.years, ...years } };
  } catch (error) {
    if (error instanceof CodedError && nothingLoaded.includes(error.code)) return base;
    throw error;
  }
}
