import { addWorkdays } from '../../calendar/calendar.ts';
import { refusal } from '../../errors.ts';
import { reviewAfter } from '../issue.ts';
import { whoAnswers } from '../review.ts';
import type { Post } from '../state.ts';
import { type ActsOf, type Deed, isBlank } from './deed.ts';
import { rebound } from './lookingBack.ts';

/** 长期坚持: asked for by the unit, accepted by the leader and then by the office, looked at once a year. */
export const permanence: ActsOf<'askPermanent' | 'acceptPermanent' | 'refusePermanent' | 'reviewPermanent'> = {
  askPermanent(deed, { evidence, ...command }) {
    const { state, actor, context } = deed;
    if (!state.longTerm) return refusal('wrong-state', { act: 'askPermanent', phase: 'dated' });
    if (state.permanence) return refusal('wrong-state', { act: 'askPermanent', phase: 'claimed' });
    const noEvidenceReason = command.noEvidenceReason?.trim() || null;
    if (evidence.length === 0 && !noEvidenceReason) return refusal('evidence-missing', { id: state.id });
    const first = state.leaders.length > 0 ? 'leader' : 'office';
    const asks = whoAnswers(first, state, context, [actor.person]) ?? 'office';
    const { limit, notices } = asked(deed, asks);
    const why = noEvidenceReason ? { noEvidenceReason } : {};
    return [deed.event('PermanenceAsked', { evidence, ...why, asks, limit }, notices)];
  },

  // Two words of two persons, always: where only one is left who may give one, it waits for another.
  acceptPermanent(deed) {
    const { state, actor, context } = deed;
    const { by, signedBy } = state.permanence!;
    if (signedBy !== undefined) return [deed.event('PermanenceAccepted', {})];
    const then = whoAnswers('office', state, context, [by, actor.person]) ?? 'office';
    const { limit, notices } = asked(deed, then);
    return [deed.event('PermanenceAccepted', { asks: then, limit }, notices)];
  },

  refusePermanent(deed, { reason }) {
    if (isBlank(reason)) return refusal('reason-missing', { act: 'refusePermanent' });
    const told = deed.say('returned', 'todo', 'permanent-refused', ['unit', 'handler'], { reason });
    return [deed.event('PermanenceRefused', { reason }, told)];
  },

  reviewPermanent(deed, { method, result, reason = '', newDue = '' }) {
    const { state, today, context } = deed;
    if (!state.longTerm) return refusal('wrong-state', { act: 'reviewPermanent', phase: 'dated' });
    if (isBlank(method)) return refusal('reason-missing', { act: 'reviewPermanent' });
    if (result === 'held')
      return [deed.event('PermanenceReviewed', { method, result, reviewOn: reviewAfter(today, context) })];
    const again = rebound(deed, reason, newDue);
    if (!Array.isArray(again)) return again;
    return [deed.event('PermanenceReviewed', { method, result, reviewOn: null }), ...again];
  },
};

/** Whoever is to accept it next has a limit, and is told. */
function asked(deed: Deed, post: Post) {
  const { context, today } = deed;
  const limit = addWorkdays(context.calendar, today, context.policy.review.decisionWorkdays);
  const notices = deed.say('permanent', 'decide', `permanent:${post}:${limit}`, ['accepter'], { limit }, limit);
  return { limit, notices };
}
