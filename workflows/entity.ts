import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Actor } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import type { Refusal } from '../domain/errors.ts';
import { Alarm } from './alarm.ts';
import {
  type Answer,
  commandUpdate,
  type EntityActivities,
  type EntityInput,
  type Envelope,
  type FollowedEvent,
  type Position,
  positionQuery,
  type RecordAnswer,
  type RecordRequest,
  tickUpdate,
  wakeSignal,
} from './contract.ts';

/** What the actor loop must know of a kind of entity. Everything it decides is decided in the activity. */
export type EntityKind<S> = {
  evolve: (state: S | null, event: never) => S;
  /** An early no from the state alone, before anything is written. */
  refuse: (state: S | null, command: never, actor: Actor) => Refusal | null;
  phase: (state: S) => string;
  /** What must be done in the world before the next tick is recorded. */
  perform?: (state: S, now: Instant) => Promise<object | null>;
};

/** A run that has grown this long is continued as new: a replay then takes about ten workflow tasks. */
const longRun = 60;

const local = proxyLocalActivities<EntityActivities>({ startToCloseTimeout: '10s', retry: { maximumAttempts: 3 } });
const remote = proxyActivities<EntityActivities>({ startToCloseTimeout: '1m', retry: { maximumInterval: '1m' } });

/** Callers give up asking long before so many others have asked. */
const mostTaken = 32;

type Pending = { envelope: Envelope; answer: Answer | null };

/**
 * The actor loop all entities share: take commands one at a time, have them decided and recorded in one step, follow the
 * recorded events, sleep until the next agenda item. Returns when the entity is archived.
 */
export async function entity<S>(kind: EntityKind<S>, input: EntityInput): Promise<void> {
  const beginning: Position = { seq: 0, state: null, wakeAt: null, taken: [] };
  let { seq, state, wakeAt, taken } = (input.position ?? beginning) as Omit<Position, 'state'> & { state: S | null };
  const position = (): Position => ({ seq, state: state as object | null, wakeAt, taken });
  const waiting: Pending[] = input.position || !input.first ? [] : [{ envelope: input.first, answer: null }];
  const alarm = new Alarm();
  let steppedTo: Instant = 0;
  let ticksAsked = 0;
  let ticksAnswered = 0;
  let woken = !input.position;

  setHandler(positionQuery, position);
  setHandler(wakeSignal, () => {
    woken = true;
  });
  setHandler(
    commandUpdate,
    async (envelope) => {
      const pending: Pending = { envelope, answer: null };
      waiting.push(pending);
      await condition(() => pending.answer !== null);
      return pending.answer!;
    },
    {
      validator(envelope) {
        // Before the first record there is nothing to judge by; the ledger may know better.
        if (state === null || taken.includes(envelope.id)) return;
        const no = kind.refuse(state, envelope.command as never, envelope.actor);
        if (no) throw ApplicationFailure.nonRetryable(no.code, no.code, no.facts);
      },
    },
  );
  setHandler(tickUpdate, async (now) => {
    steppedTo = Math.max(steppedTo, now);
    const mine = ++ticksAsked;
    await condition(() => ticksAnswered >= mine);
    return { wakeAt };
  });

  for (;;) {
    const now = input.clock === 'stepped' ? Math.max(steppedTo, ...waiting.map(({ envelope }) => envelope.at ?? 0)) : Date.now();
    const isDue = input.clock === 'real' && wakeAt !== null && wakeAt <= now;
    if (isDue || waiting.length > 0 || woken || ticksAsked > ticksAnswered) {
      const batch = waiting.splice(0);
      const ticks = ticksAsked;
      woken = false;
      alarm.rang = false;
      const done = state && kind.perform ? await kind.perform(state, now) : null;
      const answer = await record({
        kind: input.kind,
        stream: input.stream,
        campaign: input.campaign,
        expectedSeq: seq,
        envelopes: batch.map(({ envelope }) => envelope),
        now,
        done,
      });
      const before = state && kind.phase(state);
      state = follow(kind, state, answer.events);
      seq += answer.events.length;
      wakeAt = answer.wakeAt;
      for (const pending of batch) pending.answer = answer.answers[pending.envelope.id] ?? lost(pending.envelope);
      taken = [...taken, ...batch.map(({ envelope }) => envelope.id)].slice(-mostTaken);
      ticksAnswered = ticks;
      if (state && kind.phase(state) !== before) upsertSearchAttributes({ State: [kind.phase(state)] });
      if (answer.archived) {
        await condition(allHandlersFinished);
        return;
      }
      continue;
    }
    if (workflowInfo().historyLength > longRun && allHandlersFinished()) {
      await continueAsNew<(input: EntityInput) => Promise<void>>({
        ...input,
        first: null,
        position: position(),
      });
    }
    if (input.clock === 'real') alarm.set(wakeAt);
    await condition(() => alarm.rang || waiting.length > 0 || woken || ticksAsked > ticksAnswered);
    alarm.rang = false;
  }
}

function follow<S>(kind: EntityKind<S>, state: S | null, events: FollowedEvent[]): S | null {
  return events.reduce<S | null>((current, event) => kind.evolve(current, event as never), state);
}

/** In the same workflow task where it can be; where the ledger is away, for as long as it is away. */
async function record(request: RecordRequest): Promise<RecordAnswer> {
  try {
    return await local.recordAndPlan(request);
  } catch (error) {
    if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.nonRetryable)
      throw error;
    return await remote.recordAndPlan(request);
  }
}

function lost(envelope: Envelope): Answer {
  return { refusal: { code: 'internal', facts: { id: envelope.id } } };
}
