import { type Day, daysBetween } from '../day.ts';
import type { Mention, Settled, Span } from './mention.ts';
import type { Judged, Role } from './role.ts';
import type { Rule } from './rules.ts';

/** Where a mention's year came from; the page says so when it was not written. */
export type YearFrom = 'written' | 'carried' | 'implied' | 'next';

/** A mention with its days: `ask` says why a person must settle it, null where there is one safe reading. */
export type SettledMention = Settled & {
  mention: Mention;
  judged: Judged;
  role: Exclude<Role, 'plain'>;
  yearFrom: YearFrom;
  ask: Rule | null;
};

type Days = { spans: Span[]; yearFrom: YearFrom; ask?: Rule };

/** Years further from the day of writing than this are a slip of the pen more often than a plan. */
const farYears = 10;

/**
 * Gives a mention its year and its final role. A written year stands. Without one, an earlier mention of the sentence
 * lends its own (rolled over when the month has already gone by in it), else the day of writing does.
 */
export function settle(
  text: string,
  mention: Mention,
  judged: Judged,
  before: SettledMention | null,
  on: Day,
): SettledMention {
  const sentence = [...text.slice(0, mention.from).matchAll(/[。!?]/g)].length;
  const previous = before?.sentence === sentence ? before : null;
  const { spans, yearFrom, ask = null } = daysOf(text, mention, judged, previous, on);
  const settled = { from: mention.from, to: mention.to, sentence, spans, mention, judged, yearFrom };
  const past = spans.length > 0 && spans.every(({ end }) => end !== null && end < on);

  // a cell that says “2023年12月完成” may set an old deadline or report the deed
  const maybeDone = past && judged.role === 'due' && judged.completes && !judged.planned && !mention.limit;
  if (maybeDone) return { ...settled, role: 'due', ask: ask ?? 'maybe-done' };
  if (judged.role !== 'plain') return { ...settled, role: judged.role, ask: ask ?? doubt(mention, judged, spans, on) };
  if (past && ask === null) return { ...settled, role: 'done', ask: null };
  const running = spans.some(
    ({ start, end }) => start !== null && end !== null && start <= on && on <= end && start < end,
  );
  return { ...settled, role: 'due', ask: ask ?? (running ? 'maybe-done' : doubt(mention, judged, spans, on)) };
}

function doubt(mention: Mention, { about }: Judged, spans: Span[], on: Day): Rule | null {
  if (spans.length === 0) return mention.conditional ? 'conditional' : 'no-such-date';
  const open = spans.find(({ end }) => end === null);
  if (open) return open.rule;
  if (new Set(spans.map(({ end }) => end)).size > 1) return 'two-readings';
  if (spans[0]!.rule === 'about' || about) return 'about';
  if (spans.some(({ end }) => Math.abs(daysBetween(on, end!)) > farYears * 366)) return 'far-year';
  return spans.some(({ conditional }) => conditional) ? 'conditional' : null;
}

function daysOf(text: string, mention: Mention, judged: Judged, previous: SettledMention | null, on: Day): Days {
  const inYear = (year: number) => mention.spans(year, previous);
  const thisYear = +on.slice(0, 4);
  const leanOn = Number((lastEnd(previous?.spans ?? []) ?? on).slice(0, 4));
  if (typeof mention.year === 'number') return { spans: inYear(mention.year), yearFrom: 'written' };
  if (mention.year !== null)
    return { spans: inYear(leanOn + (mention.year === 'following' ? 1 : 0)), yearFrom: 'carried' };

  if (previous !== null && previous.spans.length > 0) {
    const spans = carried(text, mention, previous, inYear, leanOn);
    const end = lastEnd(spans);
    if (end === null || end >= on || !wantsFuture(judged)) return { spans, yearFrom: 'carried' };
    const now = implied(inYear, judged, thisYear, on);
    return lastEnd(now.spans) === end
      ? now
      : { spans: passed(spans, now.spans), yearFrom: 'carried', ask: 'year-passed' };
  }
  return implied(inYear, judged, thisYear, on);
}

/** “11月底进场,元旦后……”: a month that lies before the one named first is next year's, unless 其中 or 提前 goes back. */
function carried(
  text: string,
  mention: Mention,
  previous: SettledMention,
  inYear: (year: number) => Span[],
  year: number,
): Span[] {
  const spans = inYear(year);
  const end = lastEnd(spans);
  const start = previous.spans.at(-1)?.start ?? null;
  const goesBack = /其中|提前/.test(text.slice(previous.to, mention.from));
  return end !== null && start !== null && end < start && !goesBack ? inYear(year + 1) : spans;
}

function implied(inYear: (year: number) => Span[], judged: Judged, year: number, on: Day): Days {
  const spans = inYear(year);
  const end = lastEnd(spans);
  if (end === null) return { spans, yearFrom: 'implied' };

  if (end < on) {
    const next = inYear(year + 1);
    const nextEnd = lastEnd(next);
    const nextIsNearer = nextEnd !== null && daysBetween(on, nextEnd) < daysBetween(end, on);
    if (wantsFuture(judged)) {
      if (nextIsNearer) return { spans: next, yearFrom: 'next' };
      return { spans: passed(spans, next), yearFrom: 'implied', ask: 'year-passed' };
    }
    if (judged.role === 'start' && nextIsNearer) return { spans: next, yearFrom: 'next' };
    if (judged.role === 'plain' && nextIsNearer) return { spans: next, yearFrom: 'next', ask: 'last-year-or-this' };
    return { spans, yearFrom: 'implied' };
  }

  const lastYears = lastEnd(inYear(year - 1));
  const lastIsNearer = lastYears !== null && daysBetween(lastYears, on) < daysBetween(on, end);
  if (judged.role === 'plain' && lastIsNearer) return { spans, yearFrom: 'implied', ask: 'last-year-or-this' };
  return { spans, yearFrom: 'implied' };
}

function wantsFuture({ role }: Judged): boolean {
  return role === 'due' || role === 'startLimit' || role === 'aside';
}

function passed(gone: Span[], next: Span[]): Span[] {
  return [
    ...gone.map((span): Span => ({ ...span, rule: 'year-passed' })),
    ...next.map((span): Span => ({ ...span, rule: 'year-next' })),
  ];
}

/** The last day any of the readings reaches; null where one has none. */
export function lastEnd(spans: Span[]): Day | null {
  const ends = spans.map(({ end }) => end);
  return ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
}
