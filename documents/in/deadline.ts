import type { Day } from '../../domain/calendar/day.ts';
import { readDeadline } from '../../domain/calendar/deadline/readDeadline.ts';
import type { DeadlineContext, DeadlineReading } from '../../domain/calendar/deadline/reading.ts';
import type { Deadline, Kind } from '../../domain/plan/lists.ts';
import { writtenDay } from './day.ts';

/** What a cell says about a time limit: a day, a kind that has none, or something only a person can settle. */
export type DueReading =
  | { is: 'day'; deadline: Deadline }
  | { is: 'kind'; kind: Exclude<Kind, 'dated'> }
  | { is: 'noSuchDate' }
  | { is: 'unclear'; readings: string[] };

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

/** Reads the time limit in a cell; what is neither a day nor a known kind is a question for a person. */
export function readDue(text: string, context: DeadlineContext): DueReading {
  const read = readDeadline(text, context);
  switch (read.kind) {
    case 'date':
      return read.due ? { is: 'day', deadline: { text, day: read.due, why: read.why } } : unclear(read);
    case 'immediate':
    case 'continuing':
    case 'longTerm':
      return { is: 'kind', kind: read.kind };
    default:
      return read.rule === 'no-such-date' ? { is: 'noSuchDate' } : unclear(read);
  }
}

/** Reads a cell that holds nothing but a date: `2024-09-30`, `2024/9/30`, `2024.9.30`, `2024年9月30日`; else null. */
export function readDate(text: string): Day | null {
  const match = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/.exec(text.trim());
  return match ? writtenDay(+match[1]!, +match[2]!, +match[3]!) : null;
}

function unclear({ readings, due, why }: DeadlineReading): DueReading {
  const days = readings.flatMap((reading) => reading.due ?? []);
  const known = [...new Set(due ? [due, ...days] : days)];
  return { is: 'unclear', readings: known.length > 0 ? known : [why] };
}
