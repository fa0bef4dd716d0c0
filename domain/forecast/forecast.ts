import type { Calendar } from '../calendar/calendar.ts';
import { addDays, type Day, type Instant } from '../calendar/day.ts';
import { dayOf, instantAt } from '../calendar/zone.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { PersonId } from '../plan/directory.ts';
import { extend } from './extend.ts';
import { Foresight } from './foresee.ts';
import { type Difference, differenceOf, type Forecast, reportOf } from './report.ts';
import type { World } from './world.ts';

export type ForecastRequest = {
  world: World;
  calendar: Calendar;
  now: Instant;
  days: number;
  /** An id, or a name only one person has. */
  person?: string | undefined;
  /** When the plan is issued, if it is not yet. */
  issuedAt: Instant;
  /** `12-3:2024-10-31`. */
  extend?: string | undefined;
};

export type ForecastResult = Forecast & {
  from: Day;
  to: Day;
  /** What another date for one measure would change. */
  change: ({ measure: string; to: Day } & Difference) | null;
};

/** Who is going to be mailed what and when, if nobody acts from now on. */
export function forecastOf(request: ForecastRequest): ForecastResult | Refusal {
  const { world, calendar, now, days, person, issuedAt } = request;
  const receiver = person === undefined ? undefined : personOf(person, world);
  if (receiver === null) return refusal('unknown-person', { name: person! });
  const isDraft = world.campaign.state.phase === 'draft';
  const from = isDraft ? Math.max(now, issuedAt) : now;
  const end = instantAt(addDays(dayOf(from, calendar.zone), days), '23:59', calendar.zone);
  const begin = () => new Foresight(world, calendar, now);
  const first = begin();
  const refused = isDraft ? first.issue(issuedAt) : null;
  if (refused) return refused;
  const report = reportOf(first.until(end), receiver);
  const span = { from: dayOf(from, calendar.zone), to: dayOf(end, calendar.zone) };
  if (request.extend === undefined) return { ...report, ...span, change: null };

  const [measure = '', to = ''] = request.extend.split(':');
  if (!/^\d{4}-\d\d-\d\d$/.test(to)) return refusal('bad-input', { field: 'extend', value: request.extend });
  const second = begin();
  if (isDraft) second.issue(issuedAt);
  const no = extend(second, world, measure, to, from);
  if (no) return no;
  const other = reportOf(second.until(end), receiver);
  return { ...report, ...span, change: { measure, to, ...differenceOf(report, other) } };
}

function personOf(text: string, { campaign }: World): PersonId | null {
  const { persons } = campaign.state.directory;
  const found = persons.filter(({ id, name }) => id === text || name === text);
  return found.length === 1 ? found[0]!.id : null;
}
