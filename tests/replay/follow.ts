import { defaultPayloadConverter } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { evolve as evolveCampaign } from '../../domain/campaign/evolve.ts';
import { evolve as evolveFinding } from '../../domain/finding/evolve.ts';
import { evolve as evolveMeasure } from '../../domain/measure/evolve.ts';
import { evolve as evolvePostmaster } from '../../domain/postmaster/postmaster.ts';
import type { EntityInput, FollowedEvent, Kind, RecordAnswer } from '../../workflows/contract.ts';

type Evolve = (state: object | null, event: FollowedEvent) => object;

const evolves: Record<Kind, Evolve> = {
  campaign: evolveCampaign as unknown as Evolve,
  finding: evolveFinding as unknown as Evolve,
  measure: evolveMeasure as unknown as Evolve,
  postmaster: evolvePostmaster as unknown as Evolve,
};

type Payloads = NonNullable<Parameters<typeof defaultPayloadConverter.fromPayload>[0]>[];

/** What a run began with, and every answer of the ledger it followed, in order, as the history keeps them. */
export function readHistory({ events }: History): { input: EntityInput; answers: RecordAnswer[] } {
  const input = events![0]!.workflowExecutionStartedEventAttributes!.input!.payloads as Payloads;
  const answers: RecordAnswer[] = [];
  for (const event of events!) {
    const marker = event.markerRecordedEventAttributes;
    const results =
      (marker?.markerName === 'core_local_activity' ? marker.details?.result?.payloads : null) ??
      event.activityTaskCompletedEventAttributes?.result?.payloads;
    const answer = results?.[0] && defaultPayloadConverter.fromPayload<RecordAnswer>(results[0]);
    // What a delivery answers is a count and no record.
    if (answer && 'events' in answer) answers.push(answer);
  }
  return { input: defaultPayloadConverter.fromPayload(input[0]!), answers };
}

/** The state a run ends with, by today's `evolve` over the events it followed, and how many those are. */
export function followHistory(kind: Kind, history: History): { seq: number; state: object | null } {
  const { input, answers } = readHistory(history);
  const events = answers.flatMap((answer) => answer.events);
  return {
    seq: (input.position?.seq ?? 0) + events.length,
    state: events.reduce<object | null>((state, event) => evolves[kind](state, event), input.position?.state ?? null),
  };
}
