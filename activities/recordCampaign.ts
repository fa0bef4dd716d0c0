import type { Transaction } from 'kysely';
import { dayOf } from '../domain/calendar/zone.ts';
import type { CampaignCommand } from '../domain/campaign/commands.ts';
import { decide } from '../domain/campaign/decide.ts';
import type { CampaignEvent } from '../domain/campaign/events.ts';
import { evolve } from '../domain/campaign/evolve.ts';
import type { CampaignFacts } from '../domain/campaign/facts.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import { agenda, tick } from '../domain/campaign/tick.ts';
import type { Context } from '../domain/context.ts';
import { figuresOf } from '../domain/digest/counts.ts';
import type { Refusal } from '../domain/errors.ts';
import type { FindingState } from '../domain/finding/state.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import { successionOf } from '../domain/plan/directoryChange.ts';
import type { Found, NewMessage, Write } from '../ledger/append.ts';
import type { Tables } from '../ledger/tables.ts';
import { type RecordRequest, streamOf } from '../workflows/contract.ts';
import type { DomainEvent } from './event.ts';
import type { Rulebook } from './kinds.ts';
import { decideEntity } from './recordEntity.ts';
import { contextAt } from './rules.ts';

/** What a campaign's decision rests on, where one is to be made; read in the transaction that records it. */
export async function campaignFacts(
  tx: Transaction<Tables>,
  request: RecordRequest,
  found: Found,
): Promise<CampaignFacts | null> {
  const state = found.state as CampaignState | null;
  const now = Math.max(request.now, ...request.envelopes.map(({ at }) => at ?? 0));
  const context = state && contextAt(state, now);
  const isAsked = request.envelopes.length > 0 || found.messages.length > 0;
  if (!context || !(isAsked || agenda(state, context).some(({ at }) => at <= now))) return null;
  const rows = await tx
    .selectFrom('stream')
    .select(['id', 'kind', 'seq', 'head', 'state'])
    .where('campaign', '=', request.campaign)
    .orderBy('id')
    .execute();
  const statesOf = (kind: string) => rows.filter((row) => row.kind === kind && row.state).map((row) => row.state);
  const day = dayOf(now, context.calendar.zone);
  const measures = statesOf('measure') as MeasureState[];
  const findings = statesOf('finding') as FindingState[];
  const others = await othersNamed(tx, request);
  return {
    ...{ findings, measures, others },
    figures: figuresOf(findings, measures, day, context.policy),
    heads: Object.fromEntries(rows.map(({ id, seq, head }) => [id, { seq, hash: head }])),
  };
}

/** Measures of other campaigns that a check round names: `campaign/id`, or the stream itself. */
async function othersNamed(tx: Transaction<Tables>, request: RecordRequest): Promise<MeasureState[]> {
  const commands = request.envelopes.map(({ command }) => command as { item?: unknown; items?: unknown[] });
  const said = commands.flatMap(({ item, items = [] }) => [item, ...items]);
  const streams = said.flatMap((one) =>
    typeof one === 'string' && one.includes('/') ? [one.startsWith('measure/') ? one : `measure/${one}`] : [],
  );
  if (streams.length === 0) return [];
  const rows = await tx.selectFrom('stream').select('state').where('id', 'in', streams).execute();
  return rows.flatMap(({ state }) => (state ? [state as MeasureState] : []));
}

/** What a campaign has to decide now; its own state is the rules it decides under. */
export function decideCampaign(request: RecordRequest, found: Found, facts: CampaignFacts | null): Write | null {
  const write = decideEntity(campaignKind(facts), request, found, (state, now) =>
    // Before it is set up there are no rules, and setting up asks for none.
    state ? contextAt(state, now) : ({ now } as Context),
  );
  if (!write) return null;
  // Everybody concerned gets his copy: the ledger finds the streams in the same transaction.
  const messages = write.messages.flatMap((message) =>
    message.to === 'findings' ? [message, { ...message, ...forMeasures(write.events[message.event]!) }] : [message],
  );
  // A real postmaster sleeps until the window it knows of; a new calendar or window may bring one before it.
  for (const [event, { type }] of write.events.entries()) {
    if (type === 'Replanned' && (write.state as CampaignState).clock === 'real')
      messages.push({ to: streamOf.postmaster(request.campaign), body: {}, event });
  }
  return { ...write, messages };
}

/**
 * A measure's copy: of a new calendar it must know how the years stood, to correct what people were told, of a new policy
 * how the old ladders were, to know where it stands on the new ones.
 */
function forMeasures({ type, payload }: Write['events'][number]): Pick<NewMessage, 'to'> & Partial<NewMessage> {
  const { before, was } = (type === 'Replanned' ? payload : {}) as Partial<Replanned>;
  if (!before && !was) return { to: 'measures' };
  return { to: 'measures', body: { command: { type: 'recount', before: before ?? {}, ...(was ? { was } : {}) } } };
}

type Replanned = Extract<CampaignEvent, { type: 'Replanned' }>;

function campaignKind(facts: CampaignFacts | null): Rulebook<CampaignState> {
  return {
    evolve: evolve as Rulebook<CampaignState>['evolve'],
    decide: (state, command, actor, context) =>
      decide(state, command as CampaignCommand, actor, context, facts) as DomainEvent[] | Refusal,
    tick: (state, context) => (facts ? tick(state, context, facts) : []),
    wakeAt: (state, context) => agenda(state, context)[0]?.at ?? null,
    archived: () => false,
    messages: (event) => [messageOf(event)].filter((message) => message !== null),
    about: () => ({ finding: null, measure: null, unit: null }),
    projection: ({ settings, phase, clock }) => ({
      table: 'campaign',
      row: { id: settings.id, name: settings.name, phase, feedback_on: settings.feedbackOn, clock },
    }),
  };
}

function messageOf(event: DomainEvent): NewMessage | null {
  if (event.type === 'Issued') {
    const { document, approvers, on } = event as Extract<CampaignEvent, { type: 'Issued' }>;
    return { to: 'findings', body: { command: { type: 'issue', document, approvers, ...(on ? { on } : {}) } } };
  }
  if (event.type === 'CheckRecorded') {
    const { item, check, method, result, reason, follow, due, by } = event as Extract<
      CampaignEvent,
      { type: 'CheckRecorded' }
    >;
    return {
      to: item,
      body: { command: { type: 'checked', check, checker: by, method, result, reason, follow, due } },
    };
  }
  if (event.type === 'DirectoryAmended') {
    const command = successionOf((event as Extract<CampaignEvent, { type: 'DirectoryAmended' }>).change);
    return { to: 'findings', body: command ? { command } : {} };
  }
  if (event.type === 'Replanned') {
    const { was } = event as Replanned;
    return { to: 'findings', body: was ? { command: { type: 'recount', was } } : {} };
  }
  const isRule = ['DirectoryChanged', 'PlanSet', 'PlanDropped'].includes(event.type);
  return isRule ? { to: 'findings', body: {} } : null;
}
