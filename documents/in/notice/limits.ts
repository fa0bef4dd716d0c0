import { addMonths } from '../../../domain/calendar/day.ts';
import { readDeadline } from '../../../domain/calendar/deadline/readDeadline.ts';
import type { DeadlineContext } from '../../../domain/calendar/deadline/reading.ts';
import { deadlineJson } from '../deadline.ts';
import type { Notice } from './notice.ts';

/** A time limit in a measure's text, as `xiaohao deadline` answers. */
export type MeasureDeadline = ReturnType<typeof deadlineJson>;

/** What a sentence is read for at most; longer ones are no sentences. */
const longest = 2_000;
const usualMonths = 3;

/**
 * The time limits a measure's text speaks of, sentence by sentence: what is due or begins, recurs or goes on, not what was
 * done. Where nobody knows when the text was written, a date is only taken with its year.
 */
export function measureDeadlines(text: string, context: DeadlineContext, knowsDay: boolean): MeasureDeadline[] {
  return text.split(/(?<=[。！？!?\n])/).flatMap((sentence) => {
    const read = readDeadline(sentence.slice(0, longest), context);
    if (read.kind === 'none' && read.start === null) return [];
    const said = deadlineJson(read);
    if (knowsDay || read.kind !== 'date' || read.facts.year === 'written') return [said];
    return [
      { ...said, kind: 'ask' as const, due: null, readings: [{ due: said.due, why: said.why }, ...said.readings] },
    ];
  });
}

/** The notice with every measure's time limits; `on`: when it was written, where the notice does not say. */
export function withDeadlines(
  notice: Notice,
  { on, ...context }: Omit<DeadlineContext, 'on'> & { on?: string | undefined },
) {
  const written = on ?? notice.noticeOn;
  // A notice tells of the months after the feedback; that is as near as one comes without its day.
  const day = written ?? (notice.feedbackOn && addMonths(notice.feedbackOn, usualMonths));
  const findings = notice.findings.map((finding) => ({
    ...finding,
    measures: finding.measures.map((measure) => ({
      ...measure,
      deadlines: day
        ? measureDeadlines(
            measure.text,
            { ...context, reports: true, on: day, feedback: context.feedback ?? notice.feedbackOn ?? undefined },
            written !== null,
          )
        : [],
    })),
  }));
  return { ...notice, findings };
}
