import { addWorkdays, nextWorkday } from '../calendar/calendar.ts';
import { addMonths, type Day, isDay } from '../calendar/day.ts';
import type { Context } from '../context.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { History } from '../plan/lists.ts';
import { countsOf } from './quantity.ts';
import type { MeasureState } from './state.ts';

/** A history whose dates do not exist, lie ahead, or contradict the state it tells of. */
export function refuseHistory({ state, doneOn, closedOn }: History, today: Day): Refusal | null {
  for (const [field, day] of Object.entries({ doneOn, closedOn })) {
    if (day === undefined) continue;
    if (!isDay(day)) return refusal('no-such-date', { text: day });
    if (day > today) return refusal('bad-input', { field, value: day });
  }
  const contradicts = (why: string) => refusal('history-contradicts', { state, why });
  if (state === 'closed' && !closedOn) return contradicts('closedOn');
  if (state === 'done' && !doneOn) return contradicts('doneOn');
  if (state !== 'closed' && closedOn) return contradicts('closedOn');
  if ((state === 'ongoing' || state === 'longTerm') && doneOn) return contradicts('doneOn');
  if (doneOn && closedOn && closedOn < doneOn) return contradicts('closedOn < doneOn');
  return null;
}

/** What is done and not closed is to be handed in within the days a resubmission has. */
export function handInBy({ state }: History, today: Day, { policy, calendar }: Context): Day | null {
  return state === 'done' ? addWorkdays(calendar, today, policy.review.resubmitWorkdays) : null;
}

/** The look-backs of what was closed before: those whose day has passed are not made up. */
export function lookBackAfter(
  closedOn: Day,
  today: Day,
  { policy, calendar }: Context,
): { done: number; next: Day | null } {
  const days = policy.lookBackMonths.map((months) => nextWorkday(calendar, addMonths(closedOn, months)));
  const done = days.filter((day) => day < today).length;
  return { done, next: days[done] ?? null };
}

const longestProgress = 4_000;

/** How a measure stands, as the lists would say it of one that joins: 整改状态 with its days and 进展情况; null: a draft's nothing. */
export function pastOf(state: MeasureState): History | null {
  const { phase, closure, submission, longTerm, history, lastReport } = state;
  if (phase === 'draft') return history ?? null;
  const said = lastReport?.progress ?? history?.progress;
  const counts = countsOf(state);
  const progress = {
    ...(said ? { progress: said.slice(0, longestProgress) } : {}),
    ...(counts ? { counts } : {}),
  };
  const doneOn = submission?.doneOn ?? history?.doneOn;
  if (phase === 'closed' && closure) {
    const done = doneOn && doneOn <= closure.day ? { doneOn } : {};
    return { state: 'closed', ...progress, ...done, closedOn: closure.day };
  }
  if (phase === 'review' && submission) return { state: 'done', ...progress, doneOn: submission.doneOn };
  return { state: longTerm ? 'longTerm' : 'ongoing', ...progress };
}
