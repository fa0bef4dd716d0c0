import type { Calendar } from '../calendar/calendar.ts';
import { nextWorkday } from '../calendar/calendar.ts';
import { addDays, addMonths, type Day, type Instant, monthOf, weekdayOf } from '../calendar/day.ts';
import { dayOf, instantAt } from '../calendar/zone.ts';
import type { Block } from '../plan/letter.ts';
import type { SendWindow } from '../plan/policy.ts';
import type { To } from '../plan/recipient.ts';
import { hash01 } from '../seed.ts';

const hour = 3_600_000;
const minute = 60_000;

/** The send window of a day. */
export function windowOn(day: Day, window: SendWindow, zone: string): Instant {
  return instantAt(day, window.time, zone);
}

/** The digests of a window are written into the outbox this long before it opens. */
export function composeAt(windowAt: Instant, window: SendWindow): Instant {
  return windowAt - window.composeMinutes * minute;
}

/**
 * When the workflow behind a notice wakes: some time in the hours before the window, spread by a hash of what it is,
 * so a thousand measures due on one morning are a thousand small pieces of work and not one wave.
 */
export function wakeFor(windowAt: Instant, window: SendWindow, seed: string, ...what: (string | number)[]): Instant {
  const opens = composeAt(windowAt, window) - window.spreadHours * hour;
  return opens + Math.floor(hash01(seed, ...what) * window.spreadHours * hour);
}

/** When the quiet hours end that `now` lies in; null: mail may go out. Hours that end before they begin run overnight. */
export function quietEnd(now: Instant, { quiet }: SendWindow, zone: string): Instant | null {
  if (!quiet) return null;
  const today = dayOf(now, zone);
  const isOvernight = quiet.to <= quiet.from;
  for (const first of isOvernight ? [addDays(today, -1), today] : [today]) {
    const end = instantAt(isOvernight ? addDays(first, 1) : first, quiet.to, zone);
    if (instantAt(first, quiet.from, zone) <= now && now < end) return end;
  }
  return null;
}

/** The first window at whose composing something raised at `now` can still take part. */
export function nextWindow(now: Instant, window: SendWindow, calendar: Calendar): Instant {
  let day = nextWorkday(calendar, dayOf(now, calendar.zone));
  while (composeAt(windowOn(day, window, calendar.zone), window) <= now) day = nextWorkday(calendar, addDays(day, 1));
  return windowOn(day, window, calendar.zone);
}

/**
 * The window a notice raised at `now` goes into: what a leader only should know waits for his weekly mail, what the leading
 * group only should know for that, or for its monthly one.
 */
export function windowFor(to: To, block: Block, now: Instant, window: SendWindow, calendar: Calendar): Instant {
  const canWait = block === 'info' || block === 'newTask';
  if (!canWait || (to !== 'leader' && to !== 'leadingGroup')) return nextWindow(now, window, calendar);
  const today = dayOf(now, calendar.zone);
  const isMonthly = to === 'leadingGroup' && window.leadingGroup === 'monthly';
  // From this week's or month's own day on, which a holiday may have moved beyond today: after 国庆节 it is the first workday.
  let day = isMonthly ? `${monthOf(today)}-01` : addDays(today, -((weekdayOf(today) - window.leaderWeekday + 7) % 7));
  for (;;) {
    const found = windowOn(nextWorkday(calendar, day), window, calendar.zone);
    if (composeAt(found, window) > now) return found;
    day = isMonthly ? addMonths(day, 1) : addDays(day, 7);
  }
}
