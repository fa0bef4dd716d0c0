import { inPost } from '../../actor.ts';
import { addWorkdays } from '../../calendar/calendar.ts';
import { refusal } from '../../errors.ts';
import { isHeads } from '../../plan/directory.ts';
import { leadersLeft, limitAt } from '../review.ts';
import { type ActsOf, type Decision, type Deed, isBlank } from './deed.ts';
import { lookBackDay } from './lookingBack.ts';

/** What reviewers do with what was handed in, and the closing itself. */
export const reviewing: ActsOf<'approve' | 'return' | 'close' | 'applyAcceptance' | 'recordAcceptance'> = {
  approve: (deed, { document = null }) => approve(deed, document ?? deed.actor.paper?.number ?? null),

  return(deed, { reason }) {
    if (isBlank(reason)) return refusal('reason-missing', { act: 'return' });
    return handBack(deed, reason);
  },

  close(deed, command) {
    const { state, context, doneOn: today } = deed;
    const decision = command.decision?.trim() || null;
    if ((state.review!.closer === 'leadingGroup' || isHeads(state.leaders, context.directory)) && !decision)
      return refusal('reason-missing', { act: 'close' });
    const late = state.judgedBy !== null && state.submission!.day > state.judgedBy;
    const nextLookBack = lookBackDay(today, 0, context);
    const news = deed.say('closed', 'info', 'closed', ['unit', 'leader'], {});
    const { behalf } = deed.actor;
    const acting = behalf ? { for: behalf.of } : {};
    const closed = deed.event('Closed', { late, day: today, decision, nextLookBack, ...acting }, news);
    return nextLookBack ? [closed] : [closed, deed.event('Archived', {})];
  },

  applyAcceptance(deed, { body, application, on: said }) {
    const { state, context } = deed;
    if (isBlank(body, application)) return refusal('reason-missing', { act: 'applyAcceptance' });
    if (state.acceptance?.result === null) return refusal('wrong-state', { act: 'applyAcceptance', phase: 'applied' });
    return deed.datedOn(said, (on) => {
      const limit = limitAt('higherLevel', context);
      return [deed.event('AcceptanceApplied', { body, application, on, limit })];
    });
  },

  recordAcceptance(deed, { result, document, on: said, ...command }) {
    const { acceptance } = deed.state;
    if (acceptance?.result !== null) return refusal('wrong-state', { act: 'recordAcceptance', phase: 'not applied' });
    const reason = command.reason?.trim() ?? '';
    if (isBlank(document) || (result === 'refused' && !reason))
      return refusal('reason-missing', { act: 'recordAcceptance' });
    return deed.datedOn(said, (on) => {
      if (on < acceptance.appliedOn) return refusal('backdated', { day: on });
      const recorded = deed.event('AcceptanceRecorded', { result, document, on, reason: reason || null });
      const then = result === 'accepted' ? approve(deed, document) : handBack(deed, reason);
      return Array.isArray(then) ? [recorded, ...then] : then;
    });
  },
};

/** Where policy wants every lead leader's name, the step is done when the last of them has signed. */
function approve(deed: Deed, document: string | null): Decision {
  const { state, actor, context } = deed;
  const review = state.review!;
  const { step } = review.stages[review.index]!;
  const left = leadersLeft(state, inPost(actor), context);
  const acting = actor.behalf ? { for: actor.behalf.of } : {};
  if (left.length > 0) {
    const fields = { step, document, nextLimit: review.limit, left, ...acting };
    return [deed.event('StepApproved', fields)];
  }
  const nextLimit = limitAt(review.stages[review.index + 1]?.step ?? 'office', context, 'arrived');
  const basis = `review:${state.rounds}:${review.index + 1}`;
  const asked = deed.say('review', 'decide', basis, ['reviewer'], { limit: nextLimit });
  return [deed.event('StepApproved', { step, document, nextLimit, ...acting }, asked)];
}

/** Back to the unit, with a limit for handing it in again. */
export function handBack(deed: Deed, reason: string): Decision {
  const { state, context, today } = deed;
  const review = state.review!;
  const resubmitBy = addWorkdays(context.calendar, today, context.policy.review.resubmitWorkdays);
  const basis = `resubmit:${state.rounds}:${resubmitBy}`;
  const facts = { reason, limit: resubmitBy };
  const told = deed.say('returned', 'todo', basis, ['unit', 'handler'], facts, resubmitBy);
  const step = review.stages[review.index]?.step ?? 'office';
  return [deed.event('Returned', { step, reason, resubmitBy }, told)];
}
