import type { Transaction } from 'kysely';
import { dayOf } from '../domain/calendar/zone.ts';
import type { CampaignCommand } from '../domain/campaign/commands.ts';
import { decide } from '../domain/campaign/decide.ts';
import type { CampaignEvent } from '../domain/campaign/events.ts';
import { evolve } from '../domain/campaign/evolve.ts';
import type { CampaignFacts } from '../domain/campaign/facts.ts';
import { needOf, needOfAll } from '../domain/campaign/needs.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import { agenda, type CampaignItem, tick } from '../domain/campaign/tick.ts';
import type { Context } from '../domain/context.ts';
import { figuresOf } from '../domain/digest/counts.ts';
import type { Refusal } from '../domain/errors.ts';
import type { FindingState } from '../domain/finding/state.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import { successionOf } from '../domain/plan/directoryChange.ts';
import type { Policy } from '../domain/plan/policy.ts';
import type { Found, NewMessage, Write } from '../ledger/append.ts';
import type { Tables } from '../ledger/tables.ts';
import { type RecordRequest, streamOf } from '../workflows/contract.ts';
import type { DomainEvent } from './event.ts';
import type { Rulebook } from './kinds.ts';
import { decideEntity } from './recordEntity.ts';
import { contextAt } from './rules.ts';

/**
 * What a campaign's decision rests on, where one is to be made; read in the transaction that records it, and no more of it
 * than the acts and the hour ask for.
 */
export async function campaignFacts(
  tx: Transaction<Tables>,
  request: RecordRequest,
  found: Found,
): Promise<CampaignFacts | null> {
  const state = found.state as CampaignState | null;
  const now = Math.max(request.now, ...request.envelopes.map(({ at }) => at ?? 0));
  const context = state && contextAt(state, now);
  if (!context) return null;
  const commands = [
    ...request.envelopes.map(({ command }) => command),
    ...found.messages.flatMap(({ body }) => (body as { command?: { type: string } }).command ?? []),
  ];
  const due = dueIn(state, context);
  if (commands.length === 0 && due.length === 0) return null;
  const need = needOfAll(commands.map((command) => needOf(state, command as CampaignCommand)));
  const isWhole = need.everything || !due.every(needsNothing);
  const named = need.items.flatMap((item) => streamsOf(request.campaign, item));
  const rows = named.length === 0 ? [] : await statesIn(tx, named);
  const isOwn = ({ campaign }: { campaign: string }) => campaign === request.campaign;
  const others = ofKind(
    rows.filter((row) => !isOwn(row)),
    'measure',
  ) as MeasureState[];
  if (isWhole) return { ...(await everythingOf(tx, request.campaign, now, context)), others };
  const findings = need.findings ? await findingsOf(tx, request.campaign) : [];
  const own = rows.filter(isOwn);
  return {
    ...nothingCounted,
    findings: [...findings, ...(ofKind(own, 'finding') as FindingState[])],
    measures: ofKind(own, 'measure') as MeasureState[],
    others,
  };
}

const nothingCounted = {
  figures: figuresOf([], [], '', { dueSoonDays: 0 } as Policy),
  heads: {},
  partial: true as const,
};

function dueIn(state: CampaignState, context: Context): CampaignItem[] {
  return agenda(state, context).filter(({ at }) => at <= context.now);
}

/** An errand's rung says what the errand says. */
function needsNothing({ kind }: CampaignItem): boolean {
  return kind === 'errand';
}

async function everythingOf(tx: Transaction<Tables>, campaign: string, now: number, context: Context) {
  const rows = await tx
    .selectFrom('stream')
    .select(['id', 'kind', 'seq', 'head', 'state'])
    .where('campaign', '=', campaign)
    .orderBy('id')
    .execute();
  const measures = ofKind(rows, 'measure') as MeasureState[];
  const findings = ofKind(rows, 'finding') as FindingState[];
  const day = dayOf(now, context.calendar.zone);
  return {
    ...{ findings, measures },
    figures: figuresOf(findings, measures, day, context.policy),
    heads: Object.fromEntries(rows.map(({ id, seq, head }) => [id, { seq, hash: head }])),
  };
}

/** The streams an item may be: a measure or a finding of this campaign, or a measure of another. */
function streamsOf(campaign: string, item: string): string[] {
  if (item.startsWith('measure/')) return [item];
  if (item.includes('/')) return [`measure/${item}`];
  return [streamOf.measure(campaign, item), streamOf.finding(campaign, item)];
}

async function statesIn(tx: Transaction<Tables>, streams: string[]) {
  return tx
    .selectFrom('stream')
    .select(['campaign', 'kind', 'state'])
    .where('id', 'in', streams)
    .orderBy('id')
    .execute();
}

async function findingsOf(tx: Transaction<Tables>, campaign: string): Promise<FindingState[]> {
  const rows = await tx
    .selectFrom('stream')
    .select(['kind', 'state'])
    .where('campaign', '=', campaign)
    .where('kind', '=', 'finding')
    .orderBy('id')
    .execute();
  return ofKind(rows, 'finding') as FindingState[];
}

function ofKind(rows: { kind: string; state: unknown }[], kind: string): unknown[] {
  return rows.filter((row) => row.kind === kind && row.state).map((row) => row.state);
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
    // What is due and was not foreseen is taken up at once, with everything read.
    tick: (state, context) =>
      facts && (!facts.partial || dueIn(state, context).every(needsNothing)) ? tick(state, context, facts) : [],
    wakeAt: (state, context) => agenda(state, context)[0]?.at ?? null,
    archived: () => false,
    messages: messagesOf,
    about: () => ({ finding: null, measure: null, unit: null }),
    projection: ({ settings, phase, clock }) => ({
      table: 'campaign',
      row: { id: settings.id, name: settings.name, phase, feedback_on: settings.feedbackOn, clock },
    }),
  };
}

function messagesOf(event: DomainEvent): NewMessage[] {
  if (event.type === 'Issued') {
    const { document, approvers, on } = event as Extract<CampaignEvent, { type: 'Issued' }>;
    return [{ to: 'findings', body: { command: { type: 'issue', document, approvers, ...(on ? { on } : {}) } } }];
  }
  if (event.type === 'CheckRecorded') {
    const { item, check, method, result, reason, follow, due, by } = event as Extract<
      CampaignEvent,
      { type: 'CheckRecorded' }
    >;
    const command = { type: 'checked', check, checker: by, method, result, reason, follow, due };
    return [{ to: item, body: { command } }];
  }
  if (event.type === 'DirectoryAmended') {
    const command = successionOf((event as Extract<CampaignEvent, { type: 'DirectoryAmended' }>).change);
    return [{ to: 'findings', body: command ? { command } : {} }];
  }
  if (event.type === 'Replanned') {
    const { was } = event as Replanned;
    return [{ to: 'findings', body: was ? { command: { type: 'recount', was } } : {} }];
  }
  if (event.type === 'PlanSet' || event.type === 'PlanDropped') {
    const { was } = event as Extract<CampaignEvent, { type: 'PlanSet' | 'PlanDropped' }>;
    const told = was?.map((one) => ({ command: { type: 'recount', before: {}, was: one } })) ?? [{}];
    return told.map((body) => ({ to: 'findings', body }));
  }
  return event.type === 'DirectoryChanged' ? [{ to: 'findings', body: {} }] : [];
}
