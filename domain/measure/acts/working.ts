import { addWorkdays } from '../../calendar/calendar.ts';
import { refusal } from '../../errors.ts';
import { isShort } from '../quantity.ts';
import { layDownReview } from '../review.ts';
import { type ActsOf, isBlank } from './deed.ts';
import { openParts } from './dividing.ts';

/** What the unit does while it has the measure. */
export const working: ActsOf<'acknowledge' | 'meetMilestone' | 'submit' | 'sayNotMine' | 'refuseNotMine'> = {
  acknowledge(deed) {
    if (deed.state.acknowledgedAt !== null)
      return refusal('wrong-state', { act: 'acknowledge', phase: 'acknowledged' });
    return [deed.event('Acknowledged', {})];
  },

  meetMilestone(deed, { index, on: said }) {
    const milestone = deed.state.milestones[index];
    if (!milestone) return refusal('unknown-id', { id: `${deed.state.id} milestone ${index + 1}` });
    if (milestone.metOn) return refusal('wrong-state', { act: 'meetMilestone', phase: 'met' });
    return deed.datedOn(said, (on) => [deed.event('MilestoneMet', { index, on })], true);
  },

  submit(deed, { evidence, doneOn: said, ...command }) {
    const { state, actor, context } = deed;
    const noEvidenceReason = command.noEvidenceReason?.trim() || null;
    if (evidence.length === 0 && !noEvidenceReason) return refusal('evidence-missing', { id: state.id });
    const missing = openParts(state);
    if (missing.length > 0) return refusal('parts-open', { missing: missing.join(' ') });
    // Less than was promised goes up with a word about the rest; a total that has changed is for an approver.
    const shortReason = isShort(state) ? (command.shortReason?.trim() ?? '') : null;
    if (shortReason === '') {
      const { done, total, unit } = state.quantity!;
      return refusal('quantity-short', { done, total, unit });
    }
    return deed.datedOn(said, (doneOn) => {
      const round = state.rounds + 1;
      const short = shortReason === null ? {} : { shortReason };
      const submission = { round, by: actor.person, day: deed.doneOn, doneOn, evidence, noEvidenceReason, ...short };
      const { review, skipped, ...head } = layDownReview({ ...state, submission, extension: null }, context);
      const notices = deed.say('review', 'decide', `review:${round}:0`, ['reviewer'], { limit: review.limit });
      const submitted = deed.event('Submitted', { submission, review, skipped, ...head }, notices);
      if (!state.extension) return [submitted];
      // Handed in, it needs no later date; whoever was asked for one hears that he need not answer.
      const lapsed = deed.say('correction', 'correction', 'extension-lapsed', ['decider'], { reason: 'submitted' });
      return [deed.event('ExtensionLapsed', { to: state.extension.to }, lapsed), submitted];
    });
  },

  sayNotMine(deed, { reason }) {
    const { state, context, today } = deed;
    if (isBlank(reason)) return refusal('reason-missing', { act: 'sayNotMine' });
    if (state.notMine) return refusal('wrong-state', { act: 'sayNotMine', phase: 'said' });
    const limit = addWorkdays(context.calendar, today, context.policy.review.decisionWorkdays);
    return [
      deed.event(
        'NotMineSaid',
        { reason, limit },
        deed.say('notMine', 'decide', `notMine:${limit}`, ['office'], { reason }, limit),
      ),
    ];
  },

  refuseNotMine(deed, { reason }) {
    if (!deed.state.notMine) return refusal('wrong-state', { act: 'refuseNotMine', phase: 'not said' });
    if (isBlank(reason)) return refusal('reason-missing', { act: 'refuseNotMine' });
    const told = deed.say('returned', 'info', 'not-mine-refused', ['unit'], { reason });
    return [deed.event('NotMineRefused', { reason }, told)];
  },
};
