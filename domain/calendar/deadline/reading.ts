import type { Facts } from '../../errors.ts';
import type { Calendar } from '../calendar.ts';
import type { Day } from '../day.ts';
import type { Rule } from './rules.ts';

/**
 * What a phrase says about time. `date` has one due day; `ask` has readings that differ, or words a person must settle;
 * the others have no due day of their own. `none` says nothing about an end, at most when something begins.
 */
export type DeadlineKind =
  | 'date'
  | 'ask'
  | 'recurring'
  | 'immediate'
  | 'continuing'
  | 'longTerm'
  | 'conditional'
  | 'none';

/** One way to read (a part of) the phrase, and why; `due` is null where that way sets no day. */
export type Reading = { due: Day | null; rule: Rule; facts: Facts; why: string };

/** The answer of `readDeadline`. */
export type DeadlineReading = {
  kind: DeadlineKind;
  due: Day | null;
  /** The first day of the period named for the beginning. */
  start: Day | null;
  /** For `ask` the candidates; otherwise what else the text says that does not govern the end. */
  readings: Reading[];
  rule: Rule;
  /** What the sentence of the rule needs: the quote, the anchor of a count, where the year came from. */
  facts: Facts;
  /** A sentence fit for a page, worded by the context's `say`. */
  why: string;
  /** Rests on days off that no notice has announced yet. */
  provisional: boolean;
  /** The words it was read from. */
  quote: string;
};

/** What the reader of a phrase must know besides the phrase. */
export type DeadlineContext = {
  /** The day the text was written: years and 今年 come from it. */
  on: Day;
  /** The day of the feedback, from which 反馈后 counts. */
  feedback?: Day | undefined;
  /** The text reports what was done, as a notice does: a date without a word of planning or limiting sets none. */
  reports?: boolean | undefined;
  /** The concentrated period's length in months, 3 unless told. */
  concentratedMonths?: number | undefined;
  calendar: Calendar;
  /** Words a rule for a page, see `words/<language>/deadline.ts`; without it `why` is the rule's code. */
  say?: ((rule: Rule, facts: Facts) => string) | undefined;
};
