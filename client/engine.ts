import {
  type Client,
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import type { Instant } from '../domain/calendar/day.ts';
import { CodedError, type ErrorCode, errorTable, type Facts, refusal } from '../domain/errors.ts';
import {
  type Answer,
  commandUpdate,
  type EntityInput,
  type Envelope,
  type ImportInput,
  importOf,
  readStream,
  taskQueue,
  tickUpdate,
  wakeSignal,
} from '../workflows/contract.ts';

type Beginning = Omit<EntityInput, 'position'>;
type Clock = EntityInput['clock'];

/** The one facade over Temporal: start an entity, send it a command, move its stepped clock, wake it. */
export type Engine = {
  /** Starting twice is the same as once. */
  start(input: Beginning, about?: { finding?: string }): Promise<void>;
  /**
   * Asked again with the same envelope id it answers the same; safe to repeat after any failure. `again`: one that has come
   * to its end, being archived, begins again from the record by this clock, and ends again unless the act opens it.
   */
  act(stream: string, envelope: Envelope, again?: Clock): Promise<Answer>;
  /** Answers when everything due by `now` is recorded. `again`: as above, for the messages that wait for an archived one. */
  tick(stream: string, now: Instant, again?: Clock): Promise<{ wakeAt: Instant | null }>;
  wake(stream: string): Promise<void>;
  /**
   * Wakes a stream of the ledger that runs by the real clock; where Temporal has lost it, or it is archived and a message
   * waits for it, it begins again from the record.
   */
  restore(stream: string): Promise<void>;
  /** Carries out an import whose content lies in the ledger; asked again while it runs, it goes on as it is. */
  startImport(input: ImportInput): Promise<void>;
  /** Is somebody still carrying it out? */
  isImporting(input: ImportInput): Promise<boolean>;
};

/**
 * @throws CodedError `unknown-id` for a stream that has no workflow (never started, or archived); a tick also with the
 *   code that stopped the stream.
 */
export function createEngine({ workflow }: Pick<Client, 'workflow'>, queue = taskQueue): Engine {
  const begin = (input: Beginning, finding?: string) => ({
    workflowId: input.stream,
    taskQueue: queue,
    args: [{ ...input, position: null }] as [EntityInput],
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    // One that a broken record stopped begins again from the record, once that is put right.
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' as const,
    searchAttributes: { Campaign: [input.campaign], ...(finding ? { Finding: [finding] } : {}) },
  });
  const anew = (stream: string, clock: Clock) => {
    const named = readStream(stream);
    if (!named) throw new CodedError('unknown-id', { id: stream });
    const { kind, campaign } = named;
    const input = begin({ kind, stream, campaign, clock, first: null });
    // The ledger says whether it has come to its end; if so, the new run finds that out and ends as well.
    return { kind, options: { ...input, workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const } };
  };
  async function update<R, A>(definition: UpdateDefinition<R, [A]>, stream: string, arg: A, rest: Rest): Promise<R> {
    const { updateId, again } = rest;
    const options = { args: [arg] as [A], ...(updateId ? { updateId } : {}) };
    if (!again) return persist(() => workflow.getHandle(stream).executeUpdate(definition, options));
    const { kind, options: input } = anew(stream, again);
    return persist(() => {
      const startWorkflowOperation = new WithStartWorkflowOperation(kind, input);
      return workflow.executeUpdateWithStart(definition, { ...options, startWorkflowOperation });
    });
  }
  return {
    async start(input, about = {}) {
      await workflow.start(input.kind, begin(input, about.finding)).catch(unlessEnded);
    },
    async act(stream, envelope, again) {
      try {
        return await update(commandUpdate, stream, envelope, { updateId: envelope.id, again });
      } catch (error) {
        const refused = refusalOf(error);
        if (refused) return { refusal: refused };
        throw missing(error, stream);
      }
    },
    async tick(stream, now, again) {
      try {
        return await update(tickUpdate, stream, now, { again });
      } catch (error) {
        const refused = refusalOf(error);
        if (refused) throw new CodedError(refused.code, refused.facts, { cause: error });
        throw missing(error, stream);
      }
    },
    async startImport(input) {
      await workflow.start('importLists', {
        workflowId: importOf(input),
        taskQueue: queue,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        searchAttributes: { Campaign: [input.campaign] },
      });
    },
    async isImporting(input) {
      try {
        const { status } = await workflow.getHandle(importOf(input)).describe();
        return status.name === 'RUNNING';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
    async wake(stream) {
      await workflow.getHandle(stream).signal(wakeSignal);
    },
    async restore(stream) {
      const { kind, options } = anew(stream, 'real');
      await workflow.signalWithStart(kind, { ...options, signal: wakeSignal });
    },
  };
}

type Rest = { updateId?: string; again: Clock | undefined };

/** One that came to its end is not begun again. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
}

/**
 * What Temporal says of an update that fell between two tasks or two runs of its workflow, or came while its tasks were
 * failing. It is no answer: asked again, it happens, or is answered from the record if it has happened.
 */
const fellBetween = new Set(['UnprocessedUpdate', 'AcceptedUpdateCompletedWorkflow']);
/** gRPC's status code of it. */
const failedPrecondition = 9;
const longestWait = 2_000;
/** So long it is asked again: tasks that failed are tried again ever more seldom. */
const patience = 60_000;

async function persist<T>(ask: () => Promise<T>): Promise<T> {
  const end = Date.now() + patience;
  for (let wait = 50; ; wait = Math.min(2 * wait, longestWait)) {
    try {
      return await ask();
    } catch (error) {
      if (!isNoAnswer(error) || Date.now() > end) throw error;
    }
    await new Promise((done) => setTimeout(done, wait));
  }
}

function isNoAnswer(error: unknown): boolean {
  const isNotReady =
    error instanceof ServiceError && isGrpcServiceError(error.cause) && error.cause.code === failedPrecondition;
  return isNotReady || fellBetween.has(causeOf(error)?.type ?? '');
}

function causeOf(error: unknown): ApplicationFailure | null {
  return error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure ? error.cause : null;
}

/** The refusal behind a rejected update; null when it failed otherwise. */
function refusalOf(error: unknown) {
  const { type, details } = causeOf(error) ?? {};
  return type && type in errorTable ? refusal(type as ErrorCode, (details?.[0] ?? {}) as Facts) : null;
}

function missing(error: unknown, stream: string): unknown {
  return error instanceof WorkflowNotFoundError
    ? new CodedError('unknown-id', { id: stream }, { cause: error })
    : error;
}
