import { type Day, daysBetween } from '../day.ts';
import type { Mention, Span } from './mention.ts';
import type { DeadlineContext } from './reading.ts';
import type { Judged } from './role.ts';
import type { Rule } from './rules.ts';
import type { SettledMention } from './settled.ts';
import { daysOf } from './yearOf.ts';

/** Years further from the day of writing than this are a slip of the pen more often than a plan. */
const farYears = 10;

/**
 * Gives a mention its days and its final role: what is past and no limit was a report, what is running now may be one.
 */
export function settle(
  text: string,
  mention: Mention,
  judged: Judged,
  before: SettledMention | null,
  { on, reports = false }: DeadlineContext,
): SettledMention {
  const ends = [...text.slice(before?.to ?? 0, mention.from).matchAll(/[。!?]/g)].length;
  const sentence = (before?.sentence ?? 0) + ends;
  const previous = before?.sentence === sentence ? before : null;
  const { spans, yearFrom, ask = null } = daysOf(text, mention, judged, previous, on);
  const settled = { from: mention.from, to: mention.to, sentence, spans, mention, judged, yearFrom };
  const past = spans.length > 0 && spans.every(({ end }) => end !== null && end < on);

  // a cell that says “2023年12月完成” may set an old deadline or report the deed
  const maybeDone =
    past && judged.role === 'due' && judged.completes && !judged.planned && !judged.labelled && !mention.limit;
  if (maybeDone) return { ...settled, role: 'due', ask: ask ?? 'maybe-done' };
  // “2022年6月实施了”: what began in the past and says no 起 is told, not planned
  if (judged.role === 'start' && past && !mention.begins && !judged.planned && !judged.labelled && !judged.from)
    return { ...settled, role: 'done', ask: null };
  if (judged.role !== 'plain') return { ...settled, role: judged.role, ask: ask ?? doubt(mention, judged, spans, on) };
  if (past && ask === null) return { ...settled, role: 'done', ask: null };
  // A report tells of what has been, unless it names a year and the time lies wholly ahead.
  const isAhead = mention.year !== null && spans.every(({ start }) => start !== null && start > on);
  if (reports && !isAhead) return { ...settled, role: 'done', ask: null };
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
