import type { Block, Letter } from '../../domain/plan/letter.ts';
import type { LetterKind } from '../../domain/plan/letterKind.ts';
import type { ReviewStep } from '../../domain/plan/policy.ts';
import type { Recipient } from '../../domain/plan/recipient.ts';

/** Ways to say one thing, the fullest first: the first whose blanks can all be filled is taken. */
export type Ways = readonly [string, ...string[]];

/** Letters that ask for something, and so read otherwise for somebody who is only told. */
type Told = 'task' | 'request' | 'red' | 'urge' | 'supervise';

/**
 * All the words of a mail. Blanks: every fact by its name; of a date `x` also `{xDay}` without the hour and `{xFull}`
 * with the weekday; `{left}` or `{late}` days to or past the due date, neither on the day itself.
 */
export type MailWords = {
  date: { day: string; dayOfYear: string; weekday: string; moment: string; head: string };
  months: readonly string[];
  weekdays: readonly string[];
  /** A report's name by its period: 2024-09, 2024-Q3, 2024-W38, 2024-B5, 2024-H2, 2024-Y1; and without one. */
  period: { month: string; quarter: string; week: string; twoMonths: string; half: string; year: string };
  report: { month: string; quarter: string; week: string; twoMonths: string; half: string; year: string };
  /** What a code is called, by the fact it stands in; several posts come as one text with commas. */
  codes: {
    step: Record<ReviewStep, string>;
    to: Record<Recipient, string>;
    reason: Record<string, string>;
    rerouted: Record<string, string>;
    kind: Record<LetterKind, string>;
    /** What a fair warning says is still to be done, by the ladder. */
    matter: Record<string, string>;
  };
  /** Between several names in one blank. */
  and: string;
  mark: { real: string; rehearsal: string };
  nearest: { today: string; day: string };
  subject: Record<Exclude<Block, 'decide'> | 'decide' | 'review' | 'newTaskTold' | 'figures' | 'bare', Ways>;
  first: Record<
    'decide' | 'review' | 'figures' | 'warning' | 'warningOne' | 'escalation' | 'escalationOne' | 'bare',
    Ways
  > &
    Record<'correction' | 'correctionOne' | 'todo' | 'newTask' | 'newTaskTold' | 'info', Ways>;
  count: { light: string; report: string; join: string };
  block: Record<Block, string> & { review: string };
  /** The sentence of a letter; of a warning, an escalation or a correction, whatever its letter. */
  letter: Record<Letter, Ways>;
  /** The same where somebody is only told what another has to do. */
  told: Record<Told, Ways>;
  warning: { before: Ways; after: Ways };
  escalation: { leader: Ways; other: Ways };
  correction: Ways;
  item: { head: Ways; light: string; line: string; rerouted: string; why: string; bare: string };
  figures: { late: string; lateTo: { unit: string; leader: string; office: string; higherLevel: string }; led: string };
  numeral: readonly string[];
  heading: string;
  rest: string;
  action: { heading: string; button: string; unit: Ways; other: Ways; bare: string };
  head: { to: string; rehearsal: string };
  foot: { reply: string; number: string };
};
