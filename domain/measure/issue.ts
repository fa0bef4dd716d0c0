import { nextWorkday } from '../calendar/calendar.ts';
import { addDays, addMonths, type Day } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { type Refusal, refusal } from '../errors.ts';
import { tell } from '../notice/tell.ts';
import type { Deadline } from '../plan/lists.ts';
import type { MeasureCommandOf } from './commands.ts';
import type { MeasureEvent } from './events.ts';
import { handInBy, lookBackAfter } from './history.ts';
import type { MeasureState } from './state.ts';

/** Can a clock run on it: has it a unit that answers for it, and a date, somebody who watches for one, or a reason to have none? */
export function isIssuable({ leadUnit, doneDue, kind, longTerm, history, condition }: MeasureState): boolean {
  const dateless = kind === 'immediate' || longTerm || history?.state === 'longTerm' || history?.state === 'closed';
  return leadUnit !== '' && (doneDue !== null || dateless || condition !== undefined);
}

/**
 * The clocks of a draft start. What joins with a history goes on from where it stood: nobody is told, nobody is asked to
 * sign for it, and what was closed is closed, with the look-backs that still lie ahead.
 */
export function issue(
  state: MeasureState,
  { document, approvers, on }: MeasureCommandOf<'issue'>,
  by: string,
  context: Context,
): MeasureEvent[] | Refusal {
  if (!isIssuable(state)) return refusal('not-issuable', { id: state.id });
  const today = dayOf(context.now, context.calendar.zone);
  const isLongTerm = state.longTerm || state.history?.state === 'longTerm';
  const isDateless = isLongTerm || (state.history?.state === 'closed' && !state.doneDue) || state.condition;
  const written = state.doneDue ?? (isDateless ? null : immediateDue(on ?? today, context));
  const doneDue = isLongTerm ? null : written;
  const { effectDue, history } = state;
  if (effectDue && doneDue && effectDue.day > doneDue.day)
    return refusal('effect-after-done', { effect: effectDue.day, done: doneDue.day });
  const review = isLongTerm ? { reviewOn: reviewAfter(today, context) } : {};
  const base = { at: context.now, by, notices: [] };
  const issued = { ...base, type: 'Issued' as const, document, approvers, doneDue, ...(on ? { on } : {}), ...review };
  if (!history) {
    const to = ['unit', 'participants', 'leader'] as const;
    const notices = tell(context, 'task', 'newTask', 'issued', [...to], { document }, doneDue?.day ?? null);
    return [{ ...issued, notices }];
  }
  const joined = { ...base, type: 'Joined' as const, history, resubmitBy: handInBy(history, today, context) };
  if (history.state !== 'closed') return [issued, joined];
  const { closedOn = today, doneOn = closedOn } = history;
  const { done, next } = lookBackAfter(closedOn, today, context);
  const late = doneDue !== null && doneOn > doneDue.day;
  const closed = { type: 'Closed' as const, late, day: closedOn, decision: null, nextLookBack: next, lookedBack: done };
  const events: MeasureEvent[] = [issued, joined, { ...base, ...closed }];
  return next ? events : [...events, { ...base, type: 'Archived' }];
}

/** The yearly review after `day`. */
export function reviewAfter(day: Day, { policy, calendar }: Context): Day {
  return nextWorkday(calendar, addMonths(day, policy.longTermReviewMonths));
}

/** 立行立改 has no date in the lists: so many calendar days after issue. */
function immediateDue(issuedOn: Day, { policy }: Context): Deadline {
  const day = addDays(issuedOn, policy.immediateDays);
  return { text: day, day, why: 'immediate' };
}
