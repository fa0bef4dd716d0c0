import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Instant } from '../domain/calendar/day.ts';
import { CodedError, type ErrorCode, errorTable, type Facts, refusal } from '../domain/errors.ts';
import {
  type Answer,
  commandUpdate,
  type EntityInput,
  type Envelope,
  taskQueue,
  tickUpdate,
  wakeSignal,
} from '../workflows/contract.ts';

/** The one facade over Temporal: start an entity, send it a command, move its stepped clock, wake it. */
export type Engine = {
  /** Starting twice is the same as once. */
  start(input: Omit<EntityInput, 'position'>, about?: { finding?: string }): Promise<void>;
  /** Asked again with the same envelope id it answers the same; safe to repeat after any failure. */
  act(stream: string, envelope: Envelope): Promise<Answer>;
  /** Answers when everything due by `now` is recorded. */
  tick(stream: string, now: Instant): Promise<{ wakeAt: Instant | null }>;
  wake(stream: string): Promise<void>;
};

/** @throws CodedError `unknown-id` for a stream that has no workflow (never started, or archived). */
export function createEngine({ workflow }: Pick<Client, 'workflow'>, queue = taskQueue): Engine {
  return {
    async start(input, about = {}) {
      const searchAttributes = { Campaign: [input.campaign], ...(about.finding ? { Finding: [about.finding] } : {}) };
      try {
        await workflow.start(input.kind, {
          workflowId: input.stream,
          taskQueue: queue,
          args: [{ ...input, position: null }],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          searchAttributes,
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
    async act(stream, envelope) {
      try {
        const handle = workflow.getHandle(stream);
        return await handle.executeUpdate(commandUpdate, { args: [envelope], updateId: envelope.id });
      } catch (error) {
        const refused = refusalOf(error);
        if (refused) return { refusal: refused };
        throw missing(error, stream);
      }
    },
    async tick(stream, now) {
      try {
        return await workflow.getHandle(stream).executeUpdate(tickUpdate, { args: [now] });
      } catch (error) {
        throw missing(error, stream);
      }
    },
    async wake(stream) {
      await workflow.getHandle(stream).signal(wakeSignal);
    },
  };
}

/** The refusal behind a rejected update; null when it failed otherwise. */
function refusalOf(error: unknown) {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return null;
  const { type, details } = error.cause;
  return type && type in errorTable ? refusal(type as ErrorCode, (details?.[0] ?? {}) as Facts) : null;
}

function missing(error: unknown, stream: string): unknown {
  return error instanceof WorkflowNotFoundError
    ? new CodedError('unknown-id', { id: stream }, { cause: error })
    : error;
}
