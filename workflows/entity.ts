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
  raceWithin,
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

/** How long an item may rest that should have moved on. */
const stuckWait = 60_000;

type Pending = { envelope: Envelope; answer: Answer | null };

/**
 * The actor loop all entities share: take commands one at a time, have them decided and recorded in one step, follow the
 * recorded events, sleep until the next agenda item. Returns when the entity is archived and everybody has his answer.
 */
export async function entity<S>(kind: EntityKind<S>, input: EntityInput): Promise<void> {
  const isReal = input.clock === 'real';
  const beginning: Position = { seq: 0, state: null, wakeAt: null, taken: [], steppedTo: 0, previous: null };
  const from = { ...beginning, ...input.position };
  let { seq, wakeAt, taken, steppedTo, previous } = from;
  let state = from.state as S | null;
  const position = (): Position => ({ seq, state: state as object | null, wakeAt, taken, steppedTo, previous });
  const waiting: Pending[] = input.position || !input.first ? [] : [{ envelope: input.first, answer: null }];
  const alarm = new Alarm();
  let ticksAsked = 0;
  let ticksAnswered = 0;
  let woken = !input.position;
  let archived = false;
  /** Has this very instance spoken with the ledger? One that was only replayed may be behind it. */
  let isUpToDate = false;
  let stopped: ApplicationFailure | null = null;

  setHandler(positionQuery, position);
  setHandler(wakeSignal, () => {
    woken = true;
  });
  setHandler(
    commandUpdate,
    async (envelope) => {
      const pending: Pending = { envelope, answer: null };
      waiting.push(pending);
      await condition(() => pending.answer !== null || stopped !== null);
      if (!pending.answer) throw stopped;
      return pending.answer;
    },
    {
      validator(envelope) {
        // Where the ledger may know better there is nothing to judge by: before the first record, and after a replay
        // (a worker that was killed after the commit, a Temporal server that lost its last second).
        if (state === null || !isUpToDate || taken.includes(envelope.id)) return;
        const no = refusalOf(kind, state, envelope);
        if (!no) return;
        const { code, facts } = isOvertaken(envelope) ? overtaken(envelope) : no;
        throw ApplicationFailure.nonRetryable(code, code, facts);
      },
    },
  );
  setHandler(tickUpdate, async (now) => {
    steppedTo = Math.max(steppedTo, now);
    const mine = ++ticksAsked;
    await condition(() => ticksAnswered >= mine || stopped !== null);
    if (ticksAnswered < mine) throw stopped;
    return { wakeAt };
  });

  const isOvertaken = (envelope: Envelope) =>
    previous !== null &&
    previous.by !== envelope.actor.person &&
    (isReal ? Date.now() : (envelope.at ?? steppedTo)) - previous.at < raceWithin &&
    refusalOf(kind, previous.state as S, envelope) === null;
  const isAsked = () => waiting.length > 0 || woken || ticksAsked > ticksAnswered;
  const isDue = () => isReal && !archived && wakeAt !== null && wakeAt <= Date.now();
  // Asked again whenever a handler may have finished: right after a step the callers have not got their answers yet.
  const isOver = () => allHandlersFinished() && (archived || workflowInfo().historyLength > longRun);

  async function step(): Promise<void> {
    const batch = waiting.splice(0);
    const ticks = ticksAsked;
    woken = false;
    alarm.rang = false;
    steppedTo = Math.max(steppedTo, ...batch.map(({ envelope }) => envelope.at ?? 0));
    const now = isReal ? Date.now() : steppedTo;
    const done = state && kind.perform ? await kind.perform(state, now) : null;
    const answer = await record({
      kind: input.kind,
      stream: input.stream,
      campaign: input.campaign,
      expectedSeq: seq,
      // Nobody sets the real clock.
      envelopes: batch.map(({ envelope }) => (isReal ? { ...envelope, at: null } : envelope)),
      now,
      done,
      previous: batch.length > 0 ? previous : null,
    });
    // Only the validator looks at it, which is never replayed.
    if (!workflowInfo().unsafe.isReplaying) isUpToDate = true;
    const before = state;
    state = follow(kind, state, answer.events);
    seq += answer.events.length;
    archived = answer.archived;
    // An item that time has not moved on is asked again later, not at once: the loop would spin.
    const stuck = isReal && answer.events.length === 0 && answer.wakeAt !== null && answer.wakeAt <= now;
    wakeAt = stuck ? now + stuckWait : answer.wakeAt;
    for (const pending of batch) pending.answer = answer.answers[pending.envelope.id] ?? lost(pending.envelope);
    taken = [...new Set([...taken, ...answer.taken, ...batch.map(({ envelope }) => envelope.id)])].slice(-mostTaken);
    ticksAnswered = ticks;
    const last = batch.findLast(({ answer: its }) => its && 'events' in its);
    if (before && last) previous = { state: before, by: last.envelope.actor.person, at: now };
    if (state && (!before || kind.phase(state) !== kind.phase(before))) {
      upsertSearchAttributes({ State: [kind.phase(state)] });
    }
  }

  for (;;) {
    if (isAsked() || isDue()) {
      try {
        await step();
      } catch (error) {
        // Whoever waits is told the same code before the stream stops.
        stopped = reasonOf(error);
        await condition(allHandlersFinished);
        throw error;
      }
    } else if (isOver()) {
      if (archived) return;
      await continueAsNew<(input: EntityInput) => Promise<void>>({ ...input, first: null, position: position() });
    } else {
      if (isReal && !archived) alarm.set(wakeAt);
      await condition(() => alarm.rang || isAsked() || isOver());
      alarm.rang = false;
    }
  }
}

/** A command of no known type is refused like any other. */
function refusalOf<S>(kind: EntityKind<S>, state: S, { command, actor }: Envelope): Refusal | null {
  try {
    return kind.refuse(state, command as never, actor);
  } catch {
    return { code: 'bad-input', facts: { field: 'command', value: String(command?.type) } };
  }
}

function overtaken({ command }: Envelope): Refusal {
  return { code: 'overtaken', facts: { act: command.type } };
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

function reasonOf(error: unknown): ApplicationFailure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure ? cause : ApplicationFailure.nonRetryable('internal', 'internal');
}

function lost(envelope: Envelope): Answer {
  return { refusal: { code: 'internal', facts: { id: envelope.id } } };
}
