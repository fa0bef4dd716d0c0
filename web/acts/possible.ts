import type { Act } from '../../client/acts.ts';
import type { Day } from '../../domain/calendar/day.ts';
import { isOverdue } from '../../domain/measure/condition.ts';
import type { MeasureState } from '../../domain/measure/state.ts';

/** Is there anything this act could be about? Whose it is, is for `may`; whether it is right, for the domain. */
export function isPossible(act: Act, state: MeasureState, day: Day): boolean {
  const openParts = state.parts?.some(({ closed }) => !closed) ?? false;
  const handedIn = state.parts?.some(({ handedIn: handed, closed }) => handed && !closed) ?? false;
  switch (act) {
    case 'acknowledge':
      return state.acknowledgedAt === null;
    case 'contribute':
      return state.cycle !== null;
    case 'count':
      return state.quantity !== undefined;
    case 'meetMilestone':
      return state.milestones.some(({ metOn }) => !metOn);
    case 'claimEffect':
      return state.effectDue !== null && !state.effect;
    case 'handInPart':
      return openParts;
    case 'closePart':
    case 'returnPart':
      return handedIn;
    case 'submit':
      return !openParts && !state.longTerm;
    case 'requestExtension':
      return state.doneDue !== null && !state.extension && !isOverdue(state, day);
    case 'grantExtension':
    case 'refuseExtension':
      return state.extension !== null;
    case 'setLimit':
      return isOverdue(state, day);
    case 'sayNotMine':
      return state.notMine === undefined;
    case 'refuseNotMine':
      return state.notMine !== undefined;
    case 'applyAcceptance':
      return state.acceptance?.result !== null;
    case 'recordAcceptance':
      return state.acceptance?.result === null;
    case 'watch':
      return state.doneDue === null && !state.longTerm;
    case 'answerCondition':
      return state.condition !== undefined;
    case 'askPermanent':
      return state.longTerm && !state.permanence;
    case 'acceptPermanent':
    case 'refusePermanent':
      return state.permanence?.asks !== undefined;
    case 'reviewPermanent':
      return state.longTerm;
    case 'renewEvidence':
      return state.lookBack.next !== null;
    case 'divide':
      return !state.parts;
    case 'convertToLongTerm':
      return !state.longTerm;
    default:
      return true;
  }
}
