import type { Rule } from '../../domain/calendar/deadline/rules.ts';
import type { YearFrom } from '../../domain/calendar/deadline/settled.ts';

/** Why a phrase was read as it was: a sentence per rule, and a clause on the year where it was not written. */
export type DeadlineWords = { rules: Record<Rule, string>; year: Record<YearFrom, string>; stop: string };
