import { ApplicationFailure } from '@temporalio/activity';
import type { CampaignFacts } from '../domain/campaign/tick.ts';
import { CodedError } from '../domain/errors.ts';
import type { AppendRequest, Found, Write } from '../ledger/append.ts';
import type { Ledger } from '../ledger/open.ts';
import { type Answer, type RecordAnswer, type RecordRequest, streamOf } from '../workflows/contract.ts';
import { toFollowed } from './event.ts';
import { findingKind, measureKind, type Rulebook } from './kinds.ts';
import { campaignFacts, decideCampaign } from './recordCampaign.ts';
import { decideEntity } from './recordEntity.ts';
import { decidePostmaster, type Staged, stage } from './recordPostmaster.ts';
import { contextAt, type RuleBook, type Rules } from './rules.ts';

export type RecorderDeps = {
  ledger: Pick<Ledger, 'append'>;
  rules: RuleBook;
  /** Tells a stream's workflow that a message waits for it; may be lost, the messages stay. */
  wake: (streams: string[]) => void;
};

/**
 * The one step of every entity: decide what time, messages and commands bring about, and record it, in one transaction
 * of the ledger. Asking again with the same `expectedSeq` answers what was recorded.
 */
export function createRecorder({ ledger, rules, wake }: RecorderDeps) {
  return async function recordAndPlan(request: RecordRequest): Promise<RecordAnswer> {
    try {
      const answer = await ledger.append(await requestOf(request, await rulesFor(request)));
      if (answer.woken.length > 0) wake(answer.woken);
      if (request.kind === 'campaign') await rules.refresh(request.campaign);
      return {
        events: answer.events.map(toFollowed),
        answers: answer.answers as Record<string, Answer>,
        wakeAt: answer.nextAt,
        archived: answer.archived,
      };
    } catch (error) {
      if (error instanceof StaleRules) {
        await rules.refresh(request.campaign);
        return recordAndPlan(request);
      }
      throw stopsStream(error) ? ApplicationFailure.nonRetryable(error.message, error.code, error.facts) : error;
    }
  };

  async function rulesFor({ kind, campaign }: RecordRequest): Promise<Rules | null> {
    return kind === 'campaign' ? null : await rules.of(campaign);
  }
}

async function requestOf(request: RecordRequest, rules: Rules | null): Promise<AppendRequest> {
  const { stream, campaign, kind, expectedSeq, envelopes } = request;
  const base = { stream, campaign, kind, expectedSeq, commandIds: envelopes.map(({ id }) => id) };
  switch (kind) {
    case 'measure':
      return { ...base, decide: (found) => decideUnder(rules!, measureKind, request, found) };
    case 'finding':
      return { ...base, decide: (found) => decideUnder(rules!, findingKind, request, found) };
    case 'campaign': {
      let facts: CampaignFacts | null = null;
      return {
        ...base,
        prepare: async (tx, found) => {
          facts = await campaignFacts(tx, request, found);
        },
        decide: (found) => decideCampaign(request, found, facts),
      };
    }
    case 'postmaster': {
      let staged: Staged | null = null;
      return {
        ...base,
        prepare: async (tx, found) => {
          staged = await stage(tx, request, found, rules!);
        },
        decide: (found) => decidePostmaster(request, found, rules!, staged),
      };
    }
  }
}

/** A message tells of newer rules than the ones at hand: they must be read again first. */
class StaleRules extends Error {}

function decideUnder<S extends object>(rules: Rules, kind: Rulebook<S>, request: RecordRequest, found: Found): Write {
  const source = streamOf.campaign(request.campaign);
  if (found.messages.some(({ from, fromSeq }) => from === source && fromSeq > rules.seq)) throw new StaleRules();
  return decideEntity(kind, request, found, (_, now) => contextAt(rules.state, now));
}

/** Only a gap or a broken chain stops a stream; everything else is tried again. */
function stopsStream(error: unknown): error is CodedError {
  return error instanceof CodedError && (error.code === 'stream-gap' || error.code === 'chain-broken');
}
