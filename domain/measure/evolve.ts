import {
  adjusted,
  answered,
  asking,
  climbed,
  datable,
  dated,
  drafted,
  forget,
  permanenceAfter,
  redated,
  succeeded,
  withoutAsking,
  withoutPermanence,
} from './change.ts';
import type { MeasureEvent } from './events.ts';
import { held } from './holder.ts';
import { begun, counted, countedBefore, withPart } from './quantity.ts';
import type { MeasureState } from './state.ts';

/** The state after one more event. Only ever extended: old events must keep their meaning for ever. */
export function evolve(state: MeasureState | null, event: MeasureEvent): MeasureState {
  if (event.type === 'Drafted') return drafted(event);
  if (!state) throw new Error(`${event.type} before Drafted`);
  switch (event.type) {
    case 'Issued':
      return {
        ...state,
        phase: 'open',
        issuedAt: event.at,
        assignedAt: event.at,
        limitsSince: event.at,
        doneDue: event.doneDue,
        judgedBy: event.doneDue?.day ?? null,
        ...(event.reviewOn ? { reviewOn: event.reviewOn } : {}),
        clock: { holder: 'unit', since: event.at, booked: {} },
      };
    case 'HistoryEntered':
      return { ...state, history: event.history };
    case 'Joined': {
      const { progress = '', state: was, counts } = event.history;
      return {
        ...countedBefore(state, counts),
        // Whoever has worked on it for months is not asked to sign for it.
        acknowledgedAt: event.at,
        longTerm: state.longTerm || was === 'longTerm',
        ...(was === 'longTerm'
          ? { doneDue: null, judgedBy: null, permanence: { by: event.by, acceptedBy: event.by } }
          : {}),
        resubmitBy: event.resubmitBy,
        lastReport: progress ? { period: '', progress, next: '' } : null,
        history: event.history,
      };
    }
    case 'Succeeded':
      return succeeded(state, event);
    case 'Acknowledged':
      return { ...state, acknowledgedAt: event.at };
    case 'CycleOpened':
      return {
        ...forget(state, 'cycle:', 'silent:', 'watch:'),
        missedReports: state.missedReports + (state.cycle && !state.cycle.reported ? 1 : 0),
        cycle: { period: event.period, cutOff: event.cutOff, reported: false },
      };
    case 'Reported':
      return {
        ...state,
        reports: state.reports + 1,
        cycle: state.cycle && { ...state.cycle, reported: state.cycle.period === event.period || state.cycle.reported },
        lastReport: {
          ...{ period: event.period, progress: event.progress, next: event.next },
          ...(event.nearCopy ? { nearCopy: true as const } : {}),
        },
      };
    case 'Contributed':
      return {
        ...state,
        cycle: state.cycle && { ...state.cycle, contributed: [...(state.cycle.contributed ?? []), event.unit] },
      };
    case 'Checked':
      return state;
    case 'Recounted':
      return {
        ...state,
        cycle: state.cycle && event.cutOff ? { ...state.cycle, cutOff: event.cutOff.to } : state.cycle,
        ...(event.rungs ? { rungs: { ...state.rungs, ...event.rungs } } : {}),
      };
    case 'NextStepSet':
      return { ...state, nextStep: { step: event.step, until: event.until, cadence: event.cadence } };
    case 'MilestoneMet':
      return {
        ...state,
        milestones: state.milestones.map((m, i) => (i === event.index ? { ...m, metOn: event.on } : m)),
      };
    case 'Divided':
      return { ...state, parts: begun(event.parts) };
    case 'Counted':
      return counted(state, event.part, event.done);
    case 'PartHandedIn': {
      const { on, evidence, limit, by } = event;
      return withPart(state, event.part, { handedIn: { by, on, evidence, limit } });
    }
    case 'PartReturned':
      return withPart(forget(state, `part:${event.part}:`), event.part, { handedIn: null });
    case 'PartClosed':
      return withPart(forget(state, `part:${event.part}:`), event.part, { closed: { by: event.by, on: event.on } });
    case 'EffectClaimed':
      return { ...state, effect: { claimedOn: event.on, by: event.by, confirmedBy: null, ...asking(event) } };
    case 'EffectConfirmed': {
      if (!state.effect) return state;
      const { asks, limit, ...claim } = state.effect;
      if (event.asks)
        return { ...forget(state, 'confirm:'), effect: { ...claim, ...asking(event), signedBy: event.by } };
      return { ...forget(state, 'confirm:'), effect: { ...claim, confirmedBy: event.by } };
    }
    case 'ConfirmerNamed':
      return {
        ...forget(state, 'confirm:'),
        effect: state.effect && { ...state.effect, ...asking({ asks: event.post, limit: event.limit }) },
      };
    case 'EffectRefused':
      return { ...forget(state, 'confirm:'), effect: null };
    case 'Watched': {
      const { answered } = state.condition ?? {};
      return { ...state, condition: { ...event.condition, ...(answered ? { answered } : {}) } };
    }
    case 'ConditionCame':
      return dated(state, event);
    case 'ConditionAwaited':
      return { ...state, condition: { ...state.condition!, answered: event.period } };
    case 'PermanenceAsked':
    case 'PermanenceAccepted':
    case 'AccepterNamed':
      return { ...forget(state, 'permanent:'), permanence: permanenceAfter(state.permanence, event) };
    case 'PermanenceRefused':
      return withoutPermanence(state);
    case 'PermanenceReviewed':
      return event.reviewOn ? { ...forget(state, 'yearly:'), reviewOn: event.reviewOn } : state;
    case 'EvidenceRenewed': {
      const { by, evidence, noEvidenceReason } = event;
      return { ...state, lookBack: { ...state.lookBack, fresh: { by, evidence, noEvidenceReason } } };
    }
    case 'RungReached':
      return climbed(state, event);
    case 'Submitted':
      return held(
        {
          ...withoutAsking(forget(state, 'resubmit:', 'decision:')),
          phase: 'review',
          submission: event.submission,
          ...(event.teamHead ? { teamHead: event.teamHead } : {}),
          rounds: event.submission.round,
          review: event.review,
          resubmitBy: null,
          extension: null,
        },
        event.at,
      );
    case 'ReviewerNamed': {
      const { index, post: by, standsIn, teamHead } = event;
      const review = state.review!;
      const head = teamHead ? { teamHead } : {};
      if (index >= review.stages.length) return { ...state, review: { ...review, closer: by } };
      const stages = review.stages.map((stage, i) => (i === index ? { ...stage, by, standsIn } : stage));
      return { ...state, ...head, review: { ...review, stages } };
    }
    case 'AcceptanceApplied': {
      const { body, application, on: appliedOn, limit } = event;
      return held(
        {
          ...forget(state, 'review:'),
          acceptance: { body, application, appliedOn, result: null, document: null, asked: null },
          review: { ...state.review!, limit },
        },
        event.at,
      );
    }
    case 'AcceptanceRecorded': {
      const { result, document } = event;
      return { ...state, acceptance: { ...state.acceptance!, result, document } };
    }
    case 'AcceptanceAsked':
      return { ...state, acceptance: { ...state.acceptance!, asked: event.period } };
    case 'StepApproved': {
      const review = state.review!;
      const approvals = [...review.approvals, { step: review.stages[review.index]!.step, by: event.for ?? event.by }];
      if (event.left) return { ...state, review: { ...review, approvals } };
      const index = review.index + 1;
      return held(
        { ...forget(state, 'review:'), review: { ...review, index, limit: event.nextLimit, approvals } },
        event.at,
      );
    }
    case 'Returned':
      return held(
        {
          ...forget(state, 'review:'),
          phase: 'open',
          review: null,
          resubmitBy: event.resubmitBy,
          limitsSince: event.at,
        },
        event.at,
      );
    case 'Closed':
      return held(
        {
          ...state,
          phase: 'closed',
          review: null,
          rungs: {},
          closure: {
            by: event.by,
            ...(event.for ? { for: event.for } : {}),
            day: event.day,
            round: state.submission?.round ?? 0,
            late: event.late,
            decision: event.decision,
          },
          lookBack: { base: event.day, done: event.lookedBack ?? 0, next: event.nextLookBack },
        },
        event.at,
      );
    case 'LookedBack':
      if (event.early) return state;
      return {
        ...forget(state, 'lookBack:', 'fresh:'),
        lookBack: { base: state.lookBack.base, done: state.lookBack.done + 1, next: event.nextLookBack },
      };
    case 'Rebounded':
      return held(
        {
          ...datable(forget(state, 'lookBack:', 'fresh:')),
          phase: 'open',
          rebounds: state.rebounds + 1,
          archivedAt: null,
          // It has a date again, even where it was long-term; an effect promised for later is due by that date.
          longTerm: false,
          doneDue: event.doneDue,
          judgedBy: event.doneDue.day,
          effectDue: state.effectDue && state.effectDue.day > event.doneDue.day ? event.doneDue : state.effectDue,
          limitsSince: event.at,
          submission: null,
          closure: null,
          cycle: null,
          lookBack: { base: state.lookBack.base, done: state.lookBack.done, next: null },
        },
        event.at,
      );
    case 'ExtensionRequested':
      return {
        ...state,
        extension: {
          to: event.to,
          reason: event.reason,
          by: event.by,
          limit: event.limit,
          round: state.extensionsGranted + 1,
        },
      };
    case 'ExtensionGranted':
      return {
        ...redated(forget(state, 'decision:'), event.doneDue, event.at),
        extension: null,
        extensionsGranted: state.extensionsGranted + 1,
      };
    case 'ExtensionRefused':
      return { ...forget(state, 'decision:'), extension: null };
    case 'ExtensionLapsed':
      return { ...forget(state, 'decision:'), extension: null };
    case 'LimitSet':
      return { ...redated(state, event.doneDue, event.at), judgedBy: state.judgedBy };
    case 'Reassigned':
      return {
        ...withoutAsking(answered(forget(state, 'ack:'))),
        ...(event.from === undefined ? {} : { formerUnit: event.from }),
        // What one unit handed in is not for another to have reviewed.
        ...(state.suspended ? { suspended: { ...state.suspended, from: 'open' as const }, review: null } : {}),
        assignedAt: state.issuedAt === null ? null : event.at,
        leadUnit: event.leadUnit,
        participants: event.participants,
        handler: event.handler,
        leaders: event.leaders,
        acknowledgedAt: null,
      };
    case 'NotMineSaid':
      if (event.limit === undefined) return state;
      return { ...state, notMine: { by: event.by, reason: event.reason, limit: event.limit } };
    case 'NotMineRefused':
      return answered(state);
    case 'Suspended':
      return held(
        {
          ...state,
          suspended: { reason: event.reason, from: state.phase === 'review' ? 'review' : 'open', on: event.on },
          phase: 'suspended',
        },
        event.at,
      );
    case 'Resumed':
      return held(
        {
          ...forget(
            event.doneDue ? redated(state, event.doneDue, event.at) : state,
            'suspended:',
            // A new limit of the reviewer's climbs its ladder from the foot.
            ...(event.reviewLimit ? ['review:'] : []),
          ),
          phase: state.suspended?.from ?? 'open',
          suspended: null,
          review: state.review && { ...state.review, limit: event.reviewLimit ?? state.review.limit },
          limitsSince: event.at,
        },
        event.at,
      );
    case 'Adjusted':
      return adjusted(state, event);
    case 'Withdrawn':
      return held({ ...state, phase: 'withdrawn', review: null, extension: null, rungs: {} }, event.at);
    case 'ConvertedToLongTerm':
      return {
        ...datable(state),
        ...(event.reviewOn ? { reviewOn: event.reviewOn } : {}),
        longTerm: true,
        doneDue: null,
        judgedBy: null,
        extension: null,
        resubmitBy: null,
        cycle: null,
        limitsSince: event.at,
        rungs: {},
      };
    case 'Archived':
      return { ...state, archivedAt: event.at };
    default: {
      const forgotten: never = event;
      throw new Error(`unknown event ${JSON.stringify(forgotten)}`);
    }
  }
}
