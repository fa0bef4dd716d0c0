import { isDay } from '../../calendar/day.ts';
import { type Cadence, periodOn } from '../../calendar/period.ts';
import { refusal } from '../../errors.ts';
import { cadenceFor } from '../agenda.ts';
import { reviewAfter } from '../issue.ts';
import type { NextStep } from '../state.ts';
import { type ActsOf, isBlank } from './deed.ts';

/** From this likeness on a report counts as a copy of the one before it. */
const copied = 0.9;

/** How often each of the four is looked at again where nobody says otherwise. */
const cadenceAfter: Record<NextStep, Cadence> = {
  consolidate: 'quarterly',
  finishBy: 'monthly',
  longWatch: 'quarterly',
  permanent: 'halfYearly',
};

/** What is handed in cycle by cycle, and what becomes of an item that is open when the period ends. */
export const cycling: ActsOf<'report' | 'contribute' | 'setNextStep'> = {
  report(deed, { progress, next, done = '', effect = '', difficulties = '', ...command }) {
    const { state, today, context } = deed;
    const noChange = command.noChange?.trim() || null;
    if ((!noChange && isBlank(progress)) || isBlank(next)) return refusal('reason-missing', { act: 'report' });
    const period = state.cycle?.period ?? periodOn(today, cadenceFor(state, today, context));
    const without = state.cycle ? state.participants.filter((unit) => !state.cycle?.contributed?.includes(unit)) : [];
    const nearCopy = !noChange && state.lastReport !== null && isNearCopy(progress, state.lastReport.progress);
    return deed.datedOn(command.asOf, (asOf) => [
      deed.event('Reported', {
        ...{ period, progress, done, effect, difficulties, next, noChange, asOf },
        ...(nearCopy ? { nearCopy } : {}),
        ...(without.length > 0 ? { without } : {}),
      }),
    ]);
  },

  contribute(deed, { progress, asOf }) {
    const { cycle, participants } = deed.state;
    if (isBlank(progress)) return refusal('reason-missing', { act: 'contribute' });
    if (!cycle || cycle.reported) return refusal('wrong-state', { act: 'contribute', phase: 'reported' });
    const unit = deed.actor.units.find((one) => participants.includes(one))!;
    if (cycle.contributed?.includes(unit)) return refusal('wrong-state', { act: 'contribute', phase: 'contributed' });
    return deed.datedOn(asOf, (day) => [
      deed.event('Contributed', { period: cycle.period, unit, progress, asOf: day }),
    ]);
  },

  // To finish by a day is a new limit, under which it stays late against its first date; permanent is long-term.
  setNextStep(deed, { step, by, cadence = cadenceAfter[step], reason }) {
    const { state, context, today, actor } = deed;
    if (isBlank(reason)) return refusal('reason-missing', { act: 'setNextStep' });
    if (context.periodEnd !== undefined && today < context.periodEnd)
      return refusal('period-running', { day: context.periodEnd });
    const set = deed.event('NextStepSet', { step, until: by ?? null, cadence, reason });
    if (step !== 'finishBy') {
      if (by !== undefined) return refusal('bad-input', { field: 'by', value: by });
      if (step !== 'permanent' || state.longTerm) return [set];
      if (state.phase !== 'open') return refusal('wrong-state', { act: 'setNextStep', phase: state.phase });
      const reviewOn = reviewAfter(today, context);
      return [set, deed.event('ConvertedToLongTerm', { reason, approver: actor.person, reviewOn })];
    }
    if (by === undefined) return refusal('no-such-date', { text: '' });
    if (!isDay(by)) return refusal('no-such-date', { text: by });
    if (by <= today) return refusal('date-in-past', { day: by });
    if (state.longTerm || !state.doneDue) return refusal('wrong-state', { act: 'setNextStep', phase: 'longTerm' });
    if (state.effectDue && state.effectDue.day > by)
      return refusal('effect-after-done', { effect: state.effectDue.day, done: by });
    const doneDue = { text: by, day: by, why: 'next step' };
    return [set, deed.event('LimitSet', { doneDue, reason }, deed.corrected(state.doneDue.day, by))];
  },
};

/** Does it say almost what the last one said? Compared by pairs of neighbouring characters (Dice). */
function isNearCopy(text: string, last: string): boolean {
  const [a, b] = [pairsOf(text), pairsOf(last)];
  if (a.size === 0 || b.size === 0) return text.trim() !== '' && text.trim() === last.trim();
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return (2 * shared) / (a.size + b.size) >= copied;
}

function pairsOf(text: string): Set<string> {
  const bare = text.replace(/[\s\p{P}]/gu, '');
  return new Set(Array.from({ length: Math.max(0, bare.length - 1) }, (_, i) => bare.slice(i, i + 2)));
}
