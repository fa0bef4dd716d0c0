import { addWorkdays } from '../../calendar/calendar.ts';
import { isDay } from '../../calendar/day.ts';
import { refusal } from '../../errors.ts';
import type { Deadline } from '../../plan/lists.ts';
import { type ActsOf, isBlank } from './deed.ts';

/** Another date to be done by: asked for before the old one, set by the office after it (PROCESS.md, Time rules). */
export const dates: ActsOf<'requestExtension' | 'grantExtension' | 'refuseExtension' | 'setLimit'> = {
  requestExtension(deed, { to, reason, progress }) {
    const { state, context, today } = deed;
    if (isBlank(reason)) return refusal('reason-missing', { act: 'requestExtension' });
    if (state.extension) return refusal('wrong-state', { act: 'requestExtension', phase: 'requested' });
    if (!isDay(to)) return refusal('no-such-date', { text: to });
    if (!state.doneDue) return refusal('wrong-state', { act: 'requestExtension', phase: 'longTerm' });
    const from = state.doneDue.day;
    if (deed.doneOn > from) return refusal('extension-too-late', { due: from });
    if (to <= from) return refusal('extension-not-later', { due: from, to });
    const limit = addWorkdays(context.calendar, today, context.policy.review.decisionWorkdays);
    const basis = `decision:${state.extensionsGranted + 1}:${limit}`;
    const asked = deed.say('decision', 'decide', basis, ['decider'], { from, to, reason });
    return [deed.event('ExtensionRequested', { to, reason, progress, limit }, asked)];
  },

  grantExtension(deed) {
    const { extension, doneDue: old } = deed.state;
    if (!extension || !old) return refusal('wrong-state', { act: 'grantExtension', phase: 'not requested' });
    // Another date may have been set since it was asked for.
    if (extension.to <= old.day) return refusal('extension-not-later', { due: old.day, to: extension.to });
    const doneDue: Deadline = { text: extension.to, day: extension.to, why: 'extension' };
    const fields = { doneDue, from: old.day };
    return [deed.event('ExtensionGranted', fields, deed.corrected(old.day, doneDue.day, 'extended'))];
  },

  refuseExtension(deed, { reason }) {
    if (!deed.state.extension) return refusal('wrong-state', { act: 'refuseExtension', phase: 'not requested' });
    if (isBlank(reason)) return refusal('reason-missing', { act: 'refuseExtension' });
    const told = deed.say('refused', 'info', 'extension-refused', ['unit'], { reason });
    return [deed.event('ExtensionRefused', { reason }, told)];
  },

  setLimit(deed, { to, reason }) {
    const { state, today } = deed;
    if (isBlank(reason)) return refusal('reason-missing', { act: 'setLimit' });
    if (!isDay(to)) return refusal('no-such-date', { text: to });
    if (!state.doneDue) return refusal('wrong-state', { act: 'setLimit', phase: 'longTerm' });
    const from = state.doneDue.day;
    if (today <= from) return refusal('new-limit-before-due', { due: from });
    if (to <= today) return refusal('date-in-past', { day: to });
    const doneDue: Deadline = { text: to, day: to, why: 'new limit' };
    return [deed.event('LimitSet', { doneDue, reason }, deed.corrected(from, to))];
  },
};
