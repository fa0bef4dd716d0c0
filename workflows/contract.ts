import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Actor } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import type { Refusal } from '../domain/errors.ts';

export const taskQueue = 'xiaohao';

export type Kind = 'campaign' | 'finding' | 'measure' | 'postmaster';

/** A stream of the ledger and the workflow that follows it carry one id; no names in it (they are never encrypted). */
export const streamOf = {
  campaign: (campaign: string) => `campaign/${campaign}`,
  finding: (campaign: string, id: string) => `finding/${campaign}/${id}`,
  measure: (campaign: string, id: string) => `measure/${campaign}/${id}`,
  postmaster: (campaign: string) => `postmaster/${campaign}`,
};

/** The inverse of `streamOf`; null for what is no stream id. */
export function readStream(stream: string): { kind: Kind; campaign: string; id: string } | null {
  const [kind, campaign, id] = stream.split('/');
  if (!campaign || !kind || !(kind in streamOf)) return null;
  return { kind: kind as Kind, campaign, id: id ?? campaign };
}

/** A command with who gives it; the id is its own for ever, so that asking twice does once. `at`: the stepped clock's. */
export type Envelope = { id: string; actor: Actor; command: { type: string }; at: Instant | null };

/** What came of a command: recorded as these events, or a refusal. */
export type Answer = { seq: number; events: string[] } | { refusal: Refusal };

/**
 * Two people act at once: whose act would have been right before what another did this short a time ago is told that he
 * was overtaken, not that he is wrong. In milliseconds.
 */
export const raceWithin = 60_000;

/** How far a workflow has followed its stream; carried from run to run. */
export type Position = {
  seq: number;
  state: object | null;
  wakeAt: Instant | null;
  /** The last command ids that were taken: asked again, they are answered from the record and not judged anew. */
  taken: string[];
  /** The latest instant a stepped clock has shown; never runs back. */
  steppedTo: Instant;
  /** How it stood before the last command that changed it, who gave that and when (see `raceWithin`). */
  previous: { state: object; by: string; at: Instant } | null;
};

export type EntityInput = {
  kind: Kind;
  stream: string;
  campaign: string;
  /** `stepped`: waits for no timer, a driver's ticks say what time it is. */
  clock: 'real' | 'stepped';
  /** The command the entity begins with; answered from the record if the ledger knows it. */
  first: Envelope | null;
  position: Position | null;
};

/** A person's act. Rejected by the validator with the refusal's code as the failure's type, or answered. */
export const commandUpdate = defineUpdate<Answer, [Envelope]>('command');
/** The stepped clock has moved to `now`; answered when everything due by then is recorded. */
export const tickUpdate = defineUpdate<{ wakeAt: Instant | null }, [Instant]>('tick');
/** Something waits in the ledger for this stream: a message, or a new plan. */
export const wakeSignal = defineSignal('wake');
export const positionQuery = defineQuery<Position>('position');

export type RecordRequest = {
  kind: Kind;
  stream: string;
  campaign: string;
  expectedSeq: number;
  envelopes: Envelope[];
  now: Instant;
  /** What was done outside before this is recorded (a postmaster's delivery counts). */
  done: object | null;
  /** As in `Position`: a command may have been accepted while the one before it was being recorded. */
  previous?: Position['previous'];
};

/** An event as the workflow needs it to follow: without the notices it gave rise to. */
export type FollowedEvent = { type: string; at: Instant; by: string };

export type RecordAnswer = {
  events: FollowedEvent[];
  answers: Record<string, Answer>;
  /** Commands the record had taken unknown to the workflow, which was behind: asked again, they are not judged anew. */
  taken: string[];
  wakeAt: Instant | null;
  archived: boolean;
};

export type DeliveryCounts = {
  accepted: number;
  deferred: number;
  refused: number;
  unknown: number;
  withdrawn?: number;
};

/** The activities the workflows call; `activities/` implements them. */
export type EntityActivities = {
  recordAndPlan(request: RecordRequest): Promise<RecordAnswer>;
  deliver(request: { campaign: string; windowAt: Instant; now: Instant }): Promise<DeliveryCounts>;
};

/** One import of lists: its content lies in the ledger under its id. */
export type ImportInput = { campaign: string; id: string };

/** The import's workflow carries this id: asked for twice, it is done once. */
export function importOf({ campaign, id }: ImportInput): string {
  return `import/${campaign}/${id}`;
}

/** The activity of an import; `activities/import.ts` implements it. */
export type ImportActivities = { applyImport(input: ImportInput): Promise<void> };
