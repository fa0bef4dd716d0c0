import { CodedError } from '../errors.ts';
import { type Day, dayFrom, dayNumber, type Instant, pad } from './day.ts';

const msPerMinute = 60_000;
const msPerDay = 86_400_000;

/**
 * The instant a wall clock in `zone` shows `time` ('HH:mm') on `day`. An hour that summer time skips is taken as the
 * one after the gap, an hour that comes twice as the first.
 */
export function instantAt(day: Day, time: string, zone: string): Instant {
  const wall = dayNumber(day) * msPerDay + (+time.slice(0, 2) * 60 + +time.slice(3, 5)) * msPerMinute;
  const before = offsetAt(wall - msPerDay, zone);
  const after = offsetAt(wall + msPerDay, zone);
  const first = wall - before;
  if (before === after || offsetAt(first, zone) === before) return first;
  const second = wall - after;
  return offsetAt(second, zone) === after ? second : first;
}

/** The civil date in `zone` at this instant. */
export function dayOf(instant: Instant, zone: string): Day {
  return dayFrom(Math.floor((instant + offsetAt(instant, zone)) / msPerDay));
}

/** The wall clock in `zone` at this instant, 'HH:mm'. */
export function timeOf(instant: Instant, zone: string): string {
  const wall = new Date(instant + offsetAt(instant, zone));
  return `${pad(wall.getUTCHours())}:${pad(wall.getUTCMinutes())}`;
}

type ZoneRules = { format: Intl.DateTimeFormat; byUtcDay: Map<number, number | 'changes'> };

/** Only a memory of what Intl answers: a forecast asks millions of times, at 0.2–0.5 µs a question instead of 1–3. */
const zones = new Map<string, ZoneRules>();
const rememberedDays = 20_000;
const rememberedZones = 100;

/** What `zone` is ahead of UTC at this instant, in milliseconds. */
function offsetAt(instant: Instant, zone: string): number {
  const rules = zones.get(zone) ?? rulesOf(zone);
  const utcDay = Math.floor(instant / msPerDay);
  const known = rules.byUtcDay.get(utcDay) ?? remember(rules, utcDay);
  return known === 'changes' ? askIntl(rules, instant) : known;
}

function remember(rules: ZoneRules, utcDay: number): number | 'changes' {
  const start = askIntl(rules, utcDay * msPerDay);
  const answer = start === askIntl(rules, (utcDay + 1) * msPerDay) ? start : 'changes';
  if (rules.byUtcDay.size >= rememberedDays) rules.byUtcDay.clear();
  rules.byUtcDay.set(utcDay, answer);
  return answer;
}

function askIntl({ format }: ZoneRules, instant: Instant): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] =
    /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(instant)) ?? [];
  const ahead = (+hours * 60 + +minutes) * msPerMinute + +seconds * 1000;
  return sign === '-' ? -ahead : ahead;
}

function rulesOf(zone: string): ZoneRules {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    const rules: ZoneRules = { format, byUtcDay: new Map() };
    if (zones.size >= rememberedZones) zones.clear();
    zones.set(zone, rules);
    return rules;
  } catch (cause) {
    throw new CodedError('unknown-zone', { zone }, { cause });
  }
}
