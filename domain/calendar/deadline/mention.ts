import type { Facts } from '../../errors.ts';
import type { Day } from '../day.ts';
import type { DeadlineContext } from './reading.ts';
import type { Rule } from './rules.ts';

/** Days that one reading of a mention stands for, both ends included; no end where only a person can tell it. */
export type Span = {
  start: Day | null;
  end: Day | null;
  rule: Rule;
  facts?: Facts;
  provisional?: boolean;
  /** Counted from the limit of an earlier step, as if that were kept to the day: to be asked. */
  conditional?: boolean;
  /** Where “后三个月内” counts from; both ends of the span unless told. */
  anchors?: Day[];
};

/** A mention once its year is settled: what a later mention of the same text may lean on. */
export type Settled = { from: number; to: number; sentence: number; spans: Span[] };

/** A year in figures, or 当年 and 次年, which lean on the mention before. */
export type WrittenYear = number | 'same' | 'following' | null;

/** One place where the text names a time, in the words of the folded text. */
export type Mention = {
  from: number;
  to: number;
  /** Null: no year is written, it comes from an earlier mention or from the day of writing. */
  year: WrittenYear;
  /** Says “no later than” itself: 前, 底前, 内. */
  limit: boolean;
  /** Says when something begins: 起, 后. */
  begins?: boolean;
  /** A year that stands elsewhere in the sentence (“2025年工作:3月底前”) and may or may not be meant. */
  perhaps?: number;
  /** A bare year, which is a deadline only beside a word of completion. */
  weak?: boolean;
  /** Counts from an event that no calendar knows. */
  conditional?: boolean;
  /** The readings in that year: none where such a date does not exist, several where a person must choose. */
  spans: (year: number, previous: Settled | null) => Span[];
};

/** One family of phrases: finds its own in the folded text. */
export type Family = (text: string, context: DeadlineContext) => Mention[];
