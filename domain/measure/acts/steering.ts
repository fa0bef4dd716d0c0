import { isDay } from '../../calendar/day.ts';
import { refusal } from '../../errors.ts';
import type { Deadline } from '../../plan/lists.ts';
import { isLate } from '../condition.ts';
import { reviewAfter } from '../issue.ts';
import { refuseTotals } from '../quantity.ts';
import { limitAt } from '../review.ts';
import { type ActsOf, isBlank } from './deed.ts';
import { refuseDates } from './issuing.ts';

/** What the office does with a measure that is not its own. */
export const steering: ActsOf<'reassign' | 'suspend' | 'resume' | 'adjust' | 'withdraw' | 'convertToLongTerm'> = {
  reassign(deed, { leadUnit, reason, handler = null, ...command }) {
    const { state, context } = deed;
    if (isBlank(reason)) return refusal('reason-missing', { act: 'reassign' });
    const { participants = state.participants, leaders = state.leaders } = command;
    const { units, persons } = context.directory;
    const said = [leadUnit, ...(command.participants ?? [])];
    const named = [...(command.leaders ?? []), ...(handler === null ? [] : [handler])];
    const unknown =
      said.find((id) => !units.some((unit) => unit.id === id)) ??
      named.find((id) => !persons.some((person) => person.id === id));
    if (unknown !== undefined) return refusal('unknown-id', { id: unknown });
    const from = leadUnit === state.leadUnit ? {} : { from: state.leadUnit };
    const told = 'from' in from ? (['unit', 'leader', 'formerUnit'] as const) : (['unit', 'leader'] as const);
    const [news, gone] = [told.slice(0, 2), told.slice(2)];
    const notices =
      state.phase === 'draft'
        ? []
        : [
            ...deed.say('task', 'newTask', 'reassigned', news, {}),
            ...deed.say('correction', 'correction', 'reassigned', gone, { reason: 'reassigned' }),
          ];
    const fields = { leadUnit, participants: participants.filter((u) => u !== leadUnit), handler, leaders, reason };
    return [deed.event('Reassigned', { ...fields, ...from }, notices)];
  },

  suspend(deed, { reason }) {
    if (isBlank(reason)) return refusal('reason-missing', { act: 'suspend' });
    const told = deed.say('correction', 'correction', 'suspended', ['unit'], { reason: 'suspended' });
    return [deed.event('Suspended', { reason, on: deed.today }, told)];
  },

  resume(deed, { newDue }) {
    const { state, context, today } = deed;
    const { from, reason } = state.suspended!;
    const step = state.review?.stages[state.review.index]?.step ?? 'office';
    const reviewLimit = from === 'review' ? limitAt(step, context) : null;
    if (newDue === undefined) return [deed.event('Resumed', { doneDue: null, reviewLimit })];
    if (!isDay(newDue)) return refusal('no-such-date', { text: newDue });
    if (!state.doneDue) return refusal('wrong-state', { act: 'resume', phase: 'longTerm' });
    if (newDue <= today) return refusal('date-in-past', { day: newDue });
    if (state.effectDue && state.effectDue.day > newDue)
      return refusal('effect-after-done', { effect: state.effectDue.day, done: newDue });
    const doneDue: Deadline = { text: newDue, day: newDue, why: 'resumed' };
    const news = deed.corrected(state.doneDue.day, newDue);
    // What was late when it was suspended stays late against its first date, as with any new limit.
    if (isLate(state, today))
      return [deed.event('Resumed', { doneDue: null, reviewLimit }), deed.event('LimitSet', { doneDue, reason }, news)];
    return [deed.event('Resumed', { doneDue, reviewLimit }, news)];
  },

  adjust(deed, { changes, reason, approver }) {
    const { state, today } = deed;
    if (isBlank(reason, approver)) return refusal('reason-missing', { act: 'adjust' });
    const bad = refuseDates({ effectDue: state.effectDue, doneDue: state.doneDue, milestones: [], ...changes });
    if (bad) return bad;
    const wrong = changes.quantity || changes.shares ? refuseTotals(state, changes, deed.context.directory) : null;
    if (wrong) return wrong;
    const longTerm = changes.kind ? changes.kind === 'longTerm' : state.longTerm;
    if (changes.doneDue && longTerm) return refusal('wrong-state', { act: 'adjust', phase: 'longTerm' });
    if ((changes.kind || changes.doneDue === null) && state.phase !== 'draft')
      return refusal('wrong-state', { act: 'adjust', phase: state.phase });
    const redated = state.phase !== 'draft' && changes.doneDue && changes.doneDue.day !== state.doneDue?.day;
    // Past its date an item gets only a new limit, under which it stays late (PROCESS.md, Time rules).
    if (redated && state.doneDue && today > state.doneDue.day)
      return refusal('extension-too-late', { due: state.doneDue.day });
    const { effectDue } = changes;
    const promised = state.phase !== 'draft' && effectDue && effectDue.day !== state.effectDue?.day;
    const notices = [
      ...(redated ? deed.corrected(state.doneDue?.day ?? '', changes.doneDue!.day) : []),
      ...(promised ? deed.corrected(state.effectDue?.day ?? '', effectDue.day, 'effectRedated') : []),
    ];
    const left = changes.alsoUnder ? (state.alsoUnder ?? []).filter((id) => !changes.alsoUnder!.includes(id)) : [];
    const notUnder = left.length > 0 ? { notUnder: left } : {};
    return [deed.event('Adjusted', { changes, reason, approver, ...notUnder }, notices)];
  },

  withdraw(deed, { reason, approver }) {
    if (isBlank(reason, approver)) return refusal('reason-missing', { act: 'withdraw' });
    const told =
      deed.state.phase === 'draft'
        ? []
        : deed.say('correction', 'correction', 'withdrawn', ['unit'], { reason: 'withdrawn' });
    return [deed.event('Withdrawn', { reason, approver }, told), deed.event('Archived', {})];
  },

  convertToLongTerm(deed, { reason, approver }) {
    if (isBlank(reason, approver)) return refusal('reason-missing', { act: 'convertToLongTerm' });
    if (deed.state.longTerm) return refusal('wrong-state', { act: 'convertToLongTerm', phase: 'longTerm' });
    const told = deed.say('correction', 'correction', 'long-term', ['unit'], { reason: 'longTerm' });
    const reviewOn = reviewAfter(deed.today, deed.context);
    return [deed.event('ConvertedToLongTerm', { reason, approver, reviewOn }, told)];
  },
};
