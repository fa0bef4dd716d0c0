import { type Document, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Calendar, CalendarYear } from '../../domain/calendar/calendar.ts';
import { isDay, weekdayOf } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';

/** One year's holiday notice, as a file the office can write: year, source, days off, make-up workdays. */
export type CalendarNotice = { year: string } & CalendarYear;

const day = z.string().refine(isDay, 'a date that exists, YYYY-MM-DD');
const days = z.record(day, z.string().min(1)).default({});
const noticeSchema = z
  .strictObject({
    year: z.coerce.string().regex(/^\d{4}$/, 'a year of four digits'),
    source: z.string().min(1),
    off: days,
    work: days,
  })
  .superRefine(({ year, off, work }, context) => {
    // 元旦's bridge days may fall into the December before.
    const belongs = (date: string) => date.startsWith(year) || date.startsWith(`${+year - 1}-12`);
    for (const [list, dates] of Object.entries({ off, work }))
      for (const date of Object.keys(dates)) {
        if (!belongs(date)) context.addIssue({ code: 'custom', path: [list, date], message: `a date in ${year}` });
        if (list === 'work' && isDay(date) && weekdayOf(date) <= 5)
          context.addIssue({ code: 'custom', path: [list, date], message: 'a Saturday or Sunday' });
        if (list === 'work' && date in off)
          context.addIssue({ code: 'custom', path: [list, date], message: 'a day that is not also off' });
      }
  });

/** Reads a holiday notice; a `calendar-notice-invalid` error names the line and field that do not fit. */
export function readCalendarNotice(yamlText: string): CalendarNotice {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, schema: 'core' });
  const [broken] = document.errors;
  if (broken) throw invalid(lines.linePos(broken.pos[0]).line, '', broken.code);

  const read = noticeSchema.safeParse(contentOf(document));
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
  throw invalid(lineOf(document, path, lines), path.join('.'), issue.message);
}

/** Aliases that multiply beyond all measure are refused by the library. */
function contentOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw invalid(1, '', (error as Error).message);
  }
}

/** The calendar with this year's notice in place of what it knew of the year. */
export function mergeYear(calendar: Calendar, { year, ...days }: CalendarNotice): Calendar {
  return { ...calendar, years: { ...calendar.years, [year]: days } };
}

function invalid(line: number, field: string, expected: string): CodedError {
  return new CodedError('calendar-notice-invalid', { line, field, expected });
}

/** The line of the deepest part of the path that is in the file: a missing field is reported at its parent. */
function lineOf(document: Document, path: PropertyKey[], lines: LineCounter): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] | null } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
