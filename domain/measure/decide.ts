import type { Actor } from '../actor.ts';
import { addWorkdays, nextWorkday } from '../calendar/calendar.ts';
import { addMonths, type Day, isDay } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { Notice } from '../notice/notice.ts';
import { tell } from '../notice/tell.ts';
import type { Deadline, MeasureDraft } from '../plan/lists.ts';
import { refuse } from './authority.ts';
import type { MeasureCommand, MeasureCommandOf } from './commands.ts';
import { isLate } from './condition.ts';
import type { MeasureEvent, MeasureEventOf, MeasureEventType } from './events.ts';
import { refuseHistory } from './history.ts';
import { issue } from './issue.ts';
import { isHeads, layDownReview, stepLimit } from './review.ts';
import type { MeasureState } from './state.ts';

type Fields<T extends MeasureEventType> = Omit<MeasureEventOf<T>, 'type' | 'at' | 'by' | 'notices'>;

/**
 * What a command brings about, or why not. Pure: the same state, command, actor and context always decide the same.
 * Dates that must be counted (limits, look-backs) are counted here and stored in the events.
 */
export function decide(
  state: MeasureState | null,
  command: MeasureCommand,
  actor: Actor,
  context: Context,
): MeasureEvent[] | Refusal {
  const no = refuse(state, command, actor);
  if (no) return no;
  if (command.type === 'draft') return draft(command, actor, context);
  return decideOn(state!, command, actor, context);
}

function decideOn(
  state: MeasureState,
  command: Exclude<MeasureCommand, { type: 'draft' }>,
  actor: Actor,
  context: Context,
): MeasureEvent[] | Refusal {
  const today = dayOf(context.now, context.calendar.zone);
  const event = <T extends MeasureEventType>(type: T, fields: Fields<T>, notices: Notice[] = []) =>
    ({ type, at: context.now, by: actor.person, notices, ...fields }) as unknown as MeasureEventOf<T>;
  const say = (...args: Parameters<typeof tell> extends [unknown, ...infer R] ? R : never) => tell(context, ...args);

  switch (command.type) {
    case 'enterHistory': {
      const bad = refuseHistory(command.history, today);
      return bad ?? [event('HistoryEntered', { history: command.history })];
    }
    case 'issue':
      return issue(state, command, actor.person, context);
    case 'acknowledge':
      if (state.acknowledgedAt !== null) return refusal('wrong-state', { act: 'acknowledge', phase: 'acknowledged' });
      return [event('Acknowledged', {})];
    case 'report':
      return report(state, command, today, event);
    case 'meetMilestone': {
      const milestone = state.milestones[command.index];
      if (!milestone) return refusal('unknown-id', { id: `${state.id} milestone ${command.index}` });
      if (milestone.metOn) return refusal('wrong-state', { act: 'meetMilestone', phase: 'met' });
      return datedOn(command.on, today, (on) => [event('MilestoneMet', { index: command.index, on })]);
    }
    case 'claimEffect':
      if (state.effect) return refusal('wrong-state', { act: 'claimEffect', phase: 'claimed' });
      return datedOn(command.on, today, (on) => [
        event(
          'EffectClaimed',
          { on, evidence: command.evidence },
          say('effect', 'decide', 'effect-claimed', ['leader'], {}),
        ),
      ]);
    case 'confirmEffect':
      if (!state.effect || state.effect.confirmedBy)
        return refusal('wrong-state', { act: 'confirmEffect', phase: 'none claimed' });
      return [event('EffectConfirmed', {})];
    case 'submit':
      return submit(state, command, actor, context, today, event);
    case 'approve': {
      const review = state.review!;
      const following = review.stages[review.index + 1];
      const nextLimit = stepLimit(following?.step ?? 'office', context);
      const basis = `review:${state.rounds}:${review.index + 1}`;
      const fields = { step: review.stages[review.index]!.step, document: command.document ?? null, nextLimit };
      return [
        event(
          'StepApproved',
          fields as Fields<'StepApproved'>,
          say('review', 'decide', basis, ['reviewer'], { limit: nextLimit }),
        ),
      ];
    }
    case 'return': {
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'return' });
      const review = state.review!;
      const resubmitBy = addWorkdays(context.calendar, today, context.policy.review.resubmitWorkdays);
      const basis = `resubmit:${state.rounds}:${resubmitBy}`;
      const facts = { reason: command.reason, limit: resubmitBy };
      return [
        event(
          'Returned',
          { step: review.stages[review.index]?.step ?? 'office', reason: command.reason, resubmitBy },
          say('returned', 'todo', basis, ['unit', 'handler'], facts, resubmitBy),
        ),
      ];
    }
    case 'close':
      return close(state, command, today, context, event);
    case 'lookBack':
      return lookBack(state, command, today, context, event);
    case 'rebound':
      return rebound(state, command, today, context, event);
    case 'requestExtension': {
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'requestExtension' });
      if (state.extension) return refusal('wrong-state', { act: 'requestExtension', phase: 'requested' });
      if (!isDay(command.to)) return refusal('no-such-date', { text: command.to });
      if (!state.doneDue) return refusal('wrong-state', { act: 'requestExtension', phase: 'longTerm' });
      if (today > state.doneDue.day) return refusal('extension-too-late', { due: state.doneDue.day });
      if (command.to <= state.doneDue.day)
        return refusal('extension-not-later', { due: state.doneDue.day, to: command.to });
      const limit = addWorkdays(context.calendar, today, context.policy.review.decisionWorkdays);
      const basis = `decision:${state.extensionsGranted + 1}:${limit}`;
      const facts = { from: state.doneDue.day, to: command.to, reason: command.reason };
      const { to, reason, progress } = command;
      return [
        event(
          'ExtensionRequested',
          { to, reason, progress, limit },
          say('decision', 'decide', basis, ['decider'], facts),
        ),
      ];
    }
    case 'grantExtension': {
      if (!state.extension || !state.doneDue)
        return refusal('wrong-state', { act: 'grantExtension', phase: 'not requested' });
      const from = state.doneDue.day;
      // Another date may have been set since it was asked for.
      if (state.extension.to <= from) return refusal('extension-not-later', { due: from, to: state.extension.to });
      const doneDue: Deadline = { text: state.extension.to, day: state.extension.to, why: 'extension' };
      return [event('ExtensionGranted', { doneDue, from }, corrected(from, doneDue.day, 'extended'))];
    }
    case 'refuseExtension':
      if (!state.extension) return refusal('wrong-state', { act: 'refuseExtension', phase: 'not requested' });
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'refuseExtension' });
      return [
        event(
          'ExtensionRefused',
          { reason: command.reason },
          say('refused', 'info', 'extension-refused', ['unit'], { reason: command.reason }),
        ),
      ];
    case 'setLimit': {
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'setLimit' });
      if (!isDay(command.to)) return refusal('no-such-date', { text: command.to });
      if (!state.doneDue) return refusal('wrong-state', { act: 'setLimit', phase: 'longTerm' });
      if (today <= state.doneDue.day) return refusal('new-limit-before-due', { due: state.doneDue.day });
      if (command.to <= today) return refusal('date-in-past', { day: command.to });
      const doneDue: Deadline = { text: command.to, day: command.to, why: 'new limit' };
      return [event('LimitSet', { doneDue, reason: command.reason }, corrected(state.doneDue.day, doneDue.day))];
    }
    case 'reassign': {
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'reassign' });
      if (!context.directory.units.some((unit) => unit.id === command.leadUnit))
        return refusal('unknown-id', { id: command.leadUnit });
      const { leadUnit, reason, participants = state.participants, handler = null, leaders = state.leaders } = command;
      const news = state.phase === 'draft' ? [] : say('task', 'newTask', 'reassigned', ['unit', 'leader'], {});
      return [
        event(
          'Reassigned',
          { leadUnit, participants: participants.filter((u) => u !== leadUnit), handler, leaders, reason },
          news,
        ),
      ];
    }
    case 'sayNotMine':
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'sayNotMine' });
      return [
        event(
          'NotMineSaid',
          { reason: command.reason },
          say('notMine', 'decide', 'not-mine', ['office'], { reason: command.reason }),
        ),
      ];
    case 'suspend':
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'suspend' });
      return [
        event(
          'Suspended',
          { reason: command.reason, on: today },
          say('correction', 'correction', 'suspended', ['unit'], { reason: 'suspended' }),
        ),
      ];
    case 'resume': {
      const { from, reason } = state.suspended!;
      const held = state.review?.stages[state.review.index]?.step ?? 'office';
      const reviewLimit = from === 'review' ? stepLimit(held, context) : null;
      if (command.newDue === undefined) return [event('Resumed', { doneDue: null, reviewLimit })];
      if (!isDay(command.newDue)) return refusal('no-such-date', { text: command.newDue });
      if (!state.doneDue) return refusal('wrong-state', { act: 'resume', phase: 'longTerm' });
      if (command.newDue <= today) return refusal('date-in-past', { day: command.newDue });
      if (state.effectDue && state.effectDue.day > command.newDue)
        return refusal('effect-after-done', { effect: state.effectDue.day, done: command.newDue });
      const doneDue: Deadline = { text: command.newDue, day: command.newDue, why: 'resumed' };
      const news = corrected(state.doneDue.day, doneDue.day);
      // What was late when it was suspended stays late against its first date, as with any new limit.
      if (isLate(state, today))
        return [event('Resumed', { doneDue: null, reviewLimit }), event('LimitSet', { doneDue, reason }, news)];
      return [event('Resumed', { doneDue, reviewLimit }, news)];
    }
    case 'adjust':
      return adjust(state, command, today, event, corrected);
    case 'withdraw':
      if (!command.reason.trim() || !command.approver.trim()) return refusal('reason-missing', { act: 'withdraw' });
      return [
        event(
          'Withdrawn',
          { reason: command.reason, approver: command.approver },
          state.phase === 'draft'
            ? []
            : say('correction', 'correction', 'withdrawn', ['unit'], { reason: 'withdrawn' }),
        ),
        event('Archived', {}),
      ];
    case 'convertToLongTerm':
      if (!command.reason.trim() || !command.approver.trim())
        return refusal('reason-missing', { act: 'convertToLongTerm' });
      if (state.longTerm) return refusal('wrong-state', { act: 'convertToLongTerm', phase: 'longTerm' });
      return [
        event(
          'ConvertedToLongTerm',
          { reason: command.reason, approver: command.approver },
          say('correction', 'correction', 'long-term', ['unit'], { reason: 'longTerm' }),
        ),
      ];
    default: {
      const forgotten: never = command;
      throw new Error(`unknown command ${JSON.stringify(forgotten)}`);
    }
  }

  function corrected(from: Day, to: Day, reason = 'redated'): Notice[] {
    const basis = reason === 'effectRedated' ? `effect-re-dated:${to}` : `re-dated:${to}`;
    return say('correction', 'correction', basis, ['unit', 'handler'], { from, to, reason }, to);
  }
}

type EventMaker = <T extends MeasureEventType>(type: T, fields: Fields<T>, notices?: Notice[]) => MeasureEventOf<T>;

function draft(
  { draft: item, campaign }: MeasureCommandOf<'draft'>,
  actor: Actor,
  context: Context,
): MeasureEvent[] | Refusal {
  const { history } = item;
  const today = dayOf(context.now, context.calendar.zone);
  const bad = refuseDates(item) ?? (history ? refuseHistory(history, today) : null);
  if (bad) return bad;
  return [{ type: 'Drafted', at: context.now, by: actor.person, notices: [], draft: item, campaign }];
}

/** effectDue ≤ doneDue, and every date exists (PROCESS.md, glossary). */
function refuseDates({
  effectDue,
  doneDue,
  milestones,
}: Pick<MeasureDraft, 'effectDue' | 'doneDue' | 'milestones'>): Refusal | null {
  for (const date of [effectDue, doneDue, ...milestones]) {
    if (date && !isDay(date.day)) return refusal('no-such-date', { text: date.day });
  }
  if (effectDue && doneDue && effectDue.day > doneDue.day) {
    return refusal('effect-after-done', { effect: effectDue.day, done: doneDue.day });
  }
  return null;
}

function datedOn(on: Day | undefined, today: Day, then: (day: Day) => MeasureEvent[]): MeasureEvent[] | Refusal {
  const day = on ?? today;
  if (!isDay(day)) return refusal('no-such-date', { text: day });
  return day > today ? refusal('bad-input', { field: 'on', value: day }) : then(day);
}

function report(
  state: MeasureState,
  command: MeasureCommandOf<'report'>,
  today: Day,
  event: EventMaker,
): MeasureEvent[] | Refusal {
  const noChange = command.noChange?.trim() || null;
  if (!noChange && !command.progress.trim()) return refusal('reason-missing', { act: 'report' });
  if (!command.next.trim()) return refusal('reason-missing', { act: 'report' });
  return datedOn(command.asOf, today, (asOf) => [
    event('Reported', {
      period: state.cycle?.period ?? today.slice(0, 7),
      progress: command.progress,
      done: command.done ?? '',
      effect: command.effect ?? '',
      difficulties: command.difficulties ?? '',
      next: command.next,
      noChange,
      asOf,
    }),
  ]);
}

function submit(
  state: MeasureState,
  command: MeasureCommandOf<'submit'>,
  actor: Actor,
  context: Context,
  today: Day,
  event: EventMaker,
): MeasureEvent[] | Refusal {
  const noEvidenceReason = command.noEvidenceReason?.trim() || null;
  if (command.evidence.length === 0 && !noEvidenceReason) return refusal('evidence-missing', { id: state.id });
  return datedOn(command.doneOn, today, (doneOn) => {
    const round = state.rounds + 1;
    const submission = { round, by: actor.person, day: today, doneOn, evidence: command.evidence, noEvidenceReason };
    const { review, skipped } = layDownReview({ ...state, submission }, context);
    const notices = tell(context, 'review', 'decide', `review:${round}:0`, ['reviewer'], { limit: review.limit });
    return [event('Submitted', { submission, review, skipped }, notices)];
  });
}

function close(
  state: MeasureState,
  command: MeasureCommandOf<'close'>,
  today: Day,
  context: Context,
  event: EventMaker,
): MeasureEvent[] | Refusal {
  const decision = command.decision?.trim() || null;
  if ((state.review!.closer === 'leadingGroup' || isHeads(state, context)) && !decision)
    return refusal('reason-missing', { act: 'close' });
  const submitted = state.submission!.day;
  const late = state.judgedBy !== null && submitted > state.judgedBy;
  const nextLookBack = lookBackDay(today, 0, context);
  const news = tell(context, 'closed', 'info', 'closed', ['unit', 'leader'], {});
  const closed = event('Closed', { late, day: today, decision, nextLookBack }, news);
  return nextLookBack ? [closed] : [closed, event('Archived', {})];
}

/** The workday of the `done`-th look-back after closing on `base`; null when policy asks for no more. */
function lookBackDay(base: Day, done: number, { policy, calendar }: Context): Day | null {
  const months = policy.lookBackMonths[done];
  return months === undefined ? null : nextWorkday(calendar, addMonths(base, months));
}

function lookBack(
  state: MeasureState,
  command: MeasureCommandOf<'lookBack'>,
  today: Day,
  context: Context,
  event: EventMaker,
): MeasureEvent[] | Refusal {
  if (!command.method.trim()) return refusal('reason-missing', { act: 'lookBack' });
  const { base, done } = state.lookBack;
  if (command.result === 'rebound') {
    const again = rebound(
      state,
      { type: 'rebound', reason: command.reason ?? '', newDue: command.newDue ?? '' },
      today,
      context,
      event,
    );
    if (!Array.isArray(again)) return again;
    return [event('LookedBack', { method: command.method, result: 'rebound', nextLookBack: null }), ...again];
  }
  const nextLookBack = lookBackDay(base, done + 1, context);
  const looked = event('LookedBack', { method: command.method, result: 'held', nextLookBack });
  return nextLookBack ? [looked] : [looked, event('Archived', {})];
}

function rebound(
  _state: MeasureState,
  command: MeasureCommandOf<'rebound'>,
  today: Day,
  context: Context,
  event: EventMaker,
): MeasureEvent[] | Refusal {
  if (!command.reason.trim()) return refusal('reason-missing', { act: 'rebound' });
  if (!isDay(command.newDue)) return refusal('no-such-date', { text: command.newDue });
  if (command.newDue <= today) return refusal('date-in-past', { day: command.newDue });
  const doneDue: Deadline = { text: command.newDue, day: command.newDue, why: 'rebound' };
  const news = tell(
    context,
    'rebound',
    'todo',
    'rebound',
    ['unit', 'principal', 'leader'],
    { reason: command.reason },
    doneDue.day,
  );
  return [event('Rebounded', { reason: command.reason, doneDue }, news)];
}

function adjust(
  state: MeasureState,
  { changes, reason, approver }: MeasureCommandOf<'adjust'>,
  today: Day,
  event: EventMaker,
  corrected: (from: Day, to: Day, reason?: string) => Notice[],
): MeasureEvent[] | Refusal {
  if (!reason.trim() || !approver.trim()) return refusal('reason-missing', { act: 'adjust' });
  const bad = refuseDates({ effectDue: state.effectDue, doneDue: state.doneDue, milestones: [], ...changes });
  if (bad) return bad;
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
    ...(redated ? corrected(state.doneDue?.day ?? '', changes.doneDue!.day) : []),
    ...(promised ? corrected(state.effectDue?.day ?? '', effectDue.day, 'effectRedated') : []),
  ];
  return [event('Adjusted', { changes, reason, approver }, notices)];
}
