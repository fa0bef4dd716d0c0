import { type Day, daysBetween, isDay } from '../day.ts';
import type { Mention, Span } from './mention.ts';
import type { Judged } from './role.ts';
import type { Rule } from './rules.ts';
import type { SettledMention, YearFrom } from './settled.ts';

/** A mention's readings, and why a person must choose its year, if one must. */
export type Days = { spans: Span[]; yearFrom: YearFrom; ask?: Rule };

/**
 * The days a mention names. A written year stands. Without one, an earlier mention of the sentence lends its own (rolled
 * over when the month has already gone by in it), else the day of writing does.
 */
export function daysOf(text: string, mention: Mention, judged: Judged, previous: SettledMention | null, on: Day): Days {
  const inYear = (year: number) => mention.spans(year, previous).filter(exists);
  const thisYear = +on.slice(0, 4);
  const leanOn = Number((lastEnd(previous?.spans ?? []) ?? on).slice(0, 4));
  if (typeof mention.year === 'number') return { spans: inYear(mention.year), yearFrom: 'written' };
  if (mention.year !== null)
    return { spans: inYear(leanOn + (mention.year === 'following' ? 1 : 0)), yearFrom: 'carried' };

  if (previous !== null && previous.spans.length > 0) {
    const days = carried(text, mention, previous, inYear, leanOn, on);
    if (isUnsure(previous)) return both(days, implied(inYear, judged, thisYear, on), judged);
    const end = lastEnd(days.spans);
    if (end === null || end >= on || !wantsFuture(judged)) return days;
    const now = implied(inYear, judged, thisYear, on);
    if (lastEnd(now.spans) === end) return now;
    return { spans: passed(days.spans, now.spans), yearFrom: 'carried', ask: 'two-readings' };
  }
  const now = implied(inYear, judged, thisYear, on);
  const lent = mention.perhaps !== undefined && mention.perhaps > thisYear ? inYear(mention.perhaps) : [];
  return lent.length > 0 ? both({ spans: lent, yearFrom: 'carried' }, now, judged) : now;
}

/**
 * “11月底进场,元旦后……”: a month that lies before the one named first is next year's, unless 其中 or 提前 goes back. After
 * another end, with both years still ahead (“9月竣工,力争8月底”), only a person can say.
 */
function carried(
  text: string,
  mention: Mention,
  previous: SettledMention,
  inYear: (year: number) => Span[],
  year: number,
  on: Day,
): Days {
  const spans = inYear(year);
  const end = lastEnd(spans);
  const start = previous.spans.at(-1)?.start ?? null;
  const goesBack = /其中|提前/.test(text.slice(previous.to, mention.from));
  if (end === null || start === null || end >= start || goesBack) return { spans, yearFrom: 'carried' };
  const next = inYear(year + 1);
  if (previous.role === 'due' && end >= on)
    return { spans: [...spans, ...next], yearFrom: 'carried', ask: 'two-readings' };
  return { spans: next, yearFrom: 'carried' };
}

const halfYear = 183;

function implied(inYear: (year: number) => Span[], judged: Judged, year: number, on: Day): Days {
  const spans = inYear(year);
  const end = lastEnd(spans);
  if (end === null) {
    // A leap day that this year does not have, and the coming one does.
    const next = spans.length === 0 ? inYear(year + 1) : [];
    const nextEnd = lastEnd(next);
    if (nextEnd !== null && daysBetween(on, nextEnd) < halfYear) return { spans: next, yearFrom: 'next' };
    return { spans, yearFrom: 'implied' };
  }

  if (end < on) {
    const next = inYear(year + 1);
    const nextEnd = lastEnd(next);
    const nextIsNearer = nextEnd !== null && daysBetween(on, nextEnd) < daysBetween(end, on);
    if (wantsFuture(judged)) {
      if (nextIsNearer) return { spans: next, yearFrom: 'next' };
      return { spans: passed(spans, next), yearFrom: 'implied', ask: 'two-readings' };
    }
    if (judged.role === 'start' && nextIsNearer) return { spans: next, yearFrom: 'next' };
    if (judged.role === 'plain' && nextIsNearer)
      return { spans: [...spans, ...next], yearFrom: 'next', ask: 'last-year-or-this' };
    return { spans, yearFrom: 'implied' };
  }

  const before = inYear(year - 1);
  const lastYears = lastEnd(before);
  const lastIsNearer = lastYears !== null && daysBetween(lastYears, on) < daysBetween(on, end);
  if (judged.role === 'plain' && (lastIsNearer || !judged.direct))
    return { spans: [...before, ...spans], yearFrom: 'implied', ask: 'last-year-or-this' };
  return { spans, yearFrom: 'implied' };
}

function wantsFuture({ role }: Judged): boolean {
  return role === 'due' || role === 'startLimit' || role === 'aside';
}

/** Is the year of this mention itself a question? Then nothing that leans on it is sure. */
function isUnsure({ ask, spans }: SettledMention): boolean {
  return ask === 'last-year-or-this' || new Set(spans.map(({ end }) => end?.slice(0, 4))).size > 1;
}

function both(carried: Days, implied: Days, { role }: Judged): Days {
  const ends = implied.spans.map(({ end }) => end);
  const others = carried.spans.filter(({ end }) => !ends.includes(end));
  if (others.length > 0) return { spans: [...implied.spans, ...others], yearFrom: 'carried', ask: 'two-readings' };
  return role === 'plain' ? { ...implied, ask: 'last-year-or-this' } : implied;
}

function passed(gone: Span[], next: Span[]): Span[] {
  return [
    ...gone.map((span): Span => ({ ...span, rule: 'year-passed' })),
    ...next.map((span): Span => ({ ...span, rule: 'year-next' })),
  ];
}

/** Guards the calendar's far end, where a year has five digits. */
function exists({ start, end }: Span): boolean {
  return [start, end].every((day) => day === null || isDay(day));
}

/** The last day any of the readings reaches; null where one has none. */
export function lastEnd(spans: Span[]): Day | null {
  const ends = spans.map(({ end }) => end);
  return ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
}
