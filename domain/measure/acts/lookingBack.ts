import { nextWorkday } from '../../calendar/calendar.ts';
import { addDays, addMonths, type Day, isDay } from '../../calendar/day.ts';
import type { Context } from '../../context.ts';
import { refusal } from '../../errors.ts';
import type { Deadline } from '../../plan/lists.ts';
import { type ActsOf, type Decision, type Deed, isBlank } from './deed.ts';

/** After the closing: does it hold? */
export const lookingBack: ActsOf<'lookBack' | 'rebound' | 'renewEvidence'> = {
  renewEvidence(deed, { evidence, ...command }) {
    const { state } = deed;
    if (!state.lookBack.next) return refusal('wrong-state', { act: 'renewEvidence', phase: state.phase });
    const noEvidenceReason = command.noEvidenceReason?.trim() || null;
    if (evidence.length === 0 && !noEvidenceReason) return refusal('evidence-missing', { id: state.id });
    return [deed.event('EvidenceRenewed', { evidence, noEvidenceReason })];
  },

  lookBack(deed, { method, result, reason = '', newDue = '' }) {
    if (isBlank(method)) return refusal('reason-missing', { act: 'lookBack' });
    const { base, done, next, fresh } = deed.state.lookBack;
    const shown = fresh ? { evidence: fresh.evidence } : {};
    if (result === 'rebound') {
      const again = rebound(deed, reason, newDue);
      if (!Array.isArray(again)) return again;
      return [deed.event('LookedBack', { method, result, nextLookBack: null, ...shown }), ...again];
    }
    if (next !== null && deed.today < addDays(next, -deed.context.policy.lookBackEarlyDays)) {
      return [deed.event('LookedBack', { method, result, nextLookBack: next, early: true })];
    }
    const nextLookBack = lookBackDay(base, done + 1, deed.context);
    const looked = deed.event('LookedBack', { method, result, nextLookBack, ...shown });
    return nextLookBack ? [looked] : [looked, deed.event('Archived', {})];
  },

  rebound: (deed, { reason, newDue }) => rebound(deed, reason, newDue),
};

/** The workday of the `done`-th look-back after closing on `base`; null when policy asks for no more. */
export function lookBackDay(base: Day, done: number, { policy, calendar }: Context): Day | null {
  const months = policy.lookBackMonths[done];
  return months === undefined ? null : nextWorkday(calendar, addMonths(base, months));
}

/** It has to be done again, by another day. */
export function rebound(deed: Deed, reason: string, newDue: Day): Decision {
  if (isBlank(reason)) return refusal('reason-missing', { act: 'rebound' });
  if (!isDay(newDue)) return refusal('no-such-date', { text: newDue });
  if (newDue <= deed.today) return refusal('date-in-past', { day: newDue });
  const doneDue: Deadline = { text: newDue, day: newDue, why: 'rebound' };
  const news = deed.say('rebound', 'todo', 'rebound', ['unit', 'principal', 'leader'], { reason }, newDue);
  return [deed.event('Rebounded', { reason, doneDue }, news)];
}
