import type { Calendar } from './calendar/calendar.ts';
import type { Day, Instant } from './calendar/day.ts';
import type { Directory, PersonId } from './plan/directory.ts';
import type { Succession } from './plan/directoryChange.ts';
import type { Policy } from './plan/policy.ts';

/**
 * All a decision may know beside the state and the command. Only activities build one: what a decision took from it
 * is stored in the event as a date or an instant, so a later calendar or policy never changes the past.
 */
export type Context = {
  now: Instant;
  policy: Policy;
  calendar: Calendar;
  directory: Directory;
  /** Who heads the team that sees the finding; absent where none does. */
  teamHead?: PersonId;
  /** The last day of the concentrated period; absent where nobody asks for it. */
  periodEnd?: Day;
  /** The day as of which its figures were frozen; absent before. */
  frozenOn?: Day;
  /** Who became whom, and when: what was archived meanwhile has not heard of it. */
  successions?: Succession[];
};
