import { ApplicationFailure } from '@temporalio/activity';
import type { CampaignFacts } from '../domain/campaign/facts.ts';
import { CodedError, refusal } from '../domain/errors.ts';
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
  ledger: Pick<Ledger, 'append' | 'db'>;
  rules: RuleBook;
  /** Tells a stream's workflow that a message waits for it; may be lost, the messages stay. */
  wake: (streams: string[]) => void;
  /** Where the pages are reached, for the links in mails; left out or null: mails have none. */
  site?: string | null;
};

/**
 * The one step of every entity: decide what time, messages and commands bring about, and record it, in one transaction
 * of the ledger. Asking again with the same `expectedSeq` answers what was recorded.
 */
export function createRecorder({ ledger, rules, wake, site }: RecorderDeps) {
  return recordAndPlan;

  async function recordAndPlan(request: RecordRequest): Promise<RecordAnswer> {
    try {
      return await record(request);
    } catch (error) {
      if (error instanceof StaleRules) {
        await rules.refresh(request.campaign);
        return recordAndPlan(request);
      }
      if (isUnfit(error) && request.envelopes.length > 0) return recordApart(request, error);
      throw stopsStream(error) ? ApplicationFailure.nonRetryable(error.message, error.code, error.facts) : error;
    }
  }

  async function record(request: RecordRequest): Promise<RecordAnswer> {
    const known = await rulesFor(request);
    const append = await requestOf(request, known, site ?? null);
    let isAhead = false;
    const answer = await ledger.append({
      ...append,
      decide(found) {
        isAhead = found.ahead.length > 0;
        return append.decide(found);
      },
    });
    const { state } = known ?? (await rules.refresh(request.campaign));
    // On the stepped clock it is the driver who has messages taken, each at its hour; a wake-up would race him.
    if (answer.woken.length > 0 && state.clock === 'real') wake(answer.woken);
    return {
      events: answer.events.map(toFollowed),
      answers: answer.answers as Record<string, Answer>,
      taken: isAhead ? await takenSince(ledger.db, request) : [],
      wakeAt: answer.nextAt,
      archived: answer.archived,
    };
  }

  /** One of the commands cannot be stored, for ever: each is taken by itself, and only that one is refused. */
  async function recordApart(request: RecordRequest, error: CodedError): Promise<RecordAnswer> {
    const [first, ...others] = request.envelopes;
    if (others.length === 0) {
      const answer = await record({ ...request, envelopes: [] });
      return { ...answer, answers: { [first!.id]: { refusal: refusal(error.code, error.facts) } } };
    }
    const all: RecordAnswer[] = [];
    let { expectedSeq } = request;
    for (const envelope of request.envelopes) {
      const answer = await recordAndPlan({ ...request, expectedSeq, envelopes: [envelope] });
      expectedSeq += answer.events.length;
      all.push(answer);
    }
    return {
      ...all.at(-1)!,
      events: all.flatMap(({ events }) => events),
      answers: Object.assign({}, ...all.map(({ answers }) => answers)),
      taken: all.flatMap(({ taken }) => taken),
    };
  }

  async function rulesFor({ kind, campaign }: RecordRequest): Promise<Rules | null> {
    if (kind === 'campaign') return null;
    // No message tells a postmaster of a new directory, and another process may have recorded it.
    return kind === 'postmaster' ? await rules.refresh(campaign) : await rules.of(campaign);
  }
}

/** Enough to know again who asks a second time; older ones are judged anew, and answered from the record if they pass. */
const mostTaken = 32;

async function takenSince(db: Ledger['db'], { stream, expectedSeq }: RecordRequest): Promise<string[]> {
  const rows = await db
    .selectFrom('command')
    .select('id')
    .where('stream', '=', stream)
    .where('seq', '>=', expectedSeq)
    .orderBy('seq', 'desc')
    .orderBy('id')
    .limit(mostTaken)
    .execute();
  return rows.map(({ id }) => id).reverse();
}

async function requestOf(request: RecordRequest, rules: Rules | null, site: string | null): Promise<AppendRequest> {
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
          staged = await stage(tx, request, found, rules!, site);
        },
        decide: (found) => decidePostmaster(request, found, rules!, staged),
      };
    }
  }
}

/** A message tells of newer rules than the ones at hand: they must be read again first. */
class StaleRules extends Error {}

function decideUnder<S extends object>(
  rules: Rules,
  kind: Rulebook<S>,
  request: RecordRequest,
  found: Found,
): Write | null {
  const source = streamOf.campaign(request.campaign);
  if (found.messages.some(({ from, fromSeq }) => from === source && fromSeq > rules.seq)) throw new StaleRules();
  return decideEntity(kind, request, found, (state, now) => contextAt(rules.state, now, findingOf(state)));
}

/** The finding a finding or a measure belongs to; unknown before it is drafted. */
function findingOf(state: object | null): string | undefined {
  return (state as { finding?: string; id?: string } | null)?.finding ?? (state as { id?: string } | null)?.id;
}

function isUnfit(error: unknown): error is CodedError {
  return error instanceof CodedError && error.code === 'not-recordable';
}

/** Only a gap or a broken chain stops a stream; everything else is tried again. */
function stopsStream(error: unknown): error is CodedError {
  return error instanceof CodedError && (error.code === 'stream-gap' || error.code === 'chain-broken');
}
