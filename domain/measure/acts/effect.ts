import { addWorkdays } from '../../calendar/calendar.ts';
import { refusal } from '../../errors.ts';
import { whoAnswers } from '../review.ts';
import type { Post } from '../state.ts';
import { type ActsOf, type Deed, isBlank } from './deed.ts';

/** 取得明显成效: claimed by the unit with a date and evidence, confirmed by the leader and then by the office. */
export const effect: ActsOf<'claimEffect' | 'confirmEffect' | 'refuseEffect'> = {
  claimEffect(deed, { on: said, evidence, ...command }) {
    const { state, actor } = deed;
    if (state.effect) return refusal('wrong-state', { act: 'claimEffect', phase: 'claimed' });
    const noEvidenceReason = command.noEvidenceReason?.trim() || null;
    if (evidence.length === 0 && !noEvidenceReason) return refusal('evidence-missing', { id: state.id });
    return deed.datedOn(
      said,
      (on) => {
        const first = state.leaders.length > 0 ? 'leader' : 'office';
        const asks = whoAnswers(first, state, deed.context, [actor.person]);
        const { limit, notices } = asked(deed, asks ?? 'office');
        const why = noEvidenceReason ? { noEvidenceReason } : {};
        return [deed.event('EffectClaimed', { on, evidence, ...why, asks: asks ?? 'office', limit }, notices)];
      },
      true,
    );
  },

  confirmEffect(deed) {
    const { state, actor, context } = deed;
    const claim = state.effect;
    if (!claim || claim.confirmedBy) return refusal('wrong-state', { act: 'confirmEffect', phase: 'none claimed' });
    if (claim.asks !== 'leader') return [deed.event('EffectConfirmed', {})];
    const then = whoAnswers('office', state, context, [claim.by, actor.person]);
    // Nobody is left who has no part in it: the leader's word stands alone.
    if (!then) return [deed.event('EffectConfirmed', {})];
    const { limit, notices } = asked(deed, then);
    return [deed.event('EffectConfirmed', { asks: then, limit }, notices)];
  },

  refuseEffect(deed, { reason }) {
    const { effect: claim } = deed.state;
    if (!claim || claim.confirmedBy) return refusal('wrong-state', { act: 'refuseEffect', phase: 'none claimed' });
    if (isBlank(reason)) return refusal('reason-missing', { act: 'refuseEffect' });
    const told = deed.say('returned', 'todo', 'effect-refused', ['unit', 'handler'], { reason });
    return [deed.event('EffectRefused', { reason }, told)];
  },
};

/** Whoever is to confirm it next has a limit, and is told. */
function asked(deed: Deed, post: Post) {
  const { context, today } = deed;
  const limit = addWorkdays(context.calendar, today, context.policy.review.decisionWorkdays);
  const notices = deed.say('effect', 'decide', `confirm:${post}:${limit}`, ['confirmer'], { limit }, limit);
  return { limit, notices };
}
