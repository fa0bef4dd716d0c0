import type { Day } from '../../domain/calendar/day.ts';
import type { DeadlineReading } from '../../domain/calendar/deadline/reading.ts';
import { writtenDay } from './day.ts';

/** A reading as commands print it: the reading without what the sentences were made of. */
export function deadlineJson({ kind, due, start, readings, rule, why, provisional, quote }: DeadlineReading) {
  return {
    kind,
    due,
    start,
    readings: readings.map((one) => ({ due: one.due, why: one.why })),
    rule,
    why,
    provisional,
    quote,
  };
}

/** Reads a cell that holds nothing but a date: `2024-09-30`, `2024/9/30`, `2024.9.30`, `2024年9月30日`; else null. */
export function readDate(text: string): Day | null {
  const match = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/.exec(text.trim());
  return match ? writtenDay(+match[1]!, +match[2]!, +match[3]!) : null;
}
