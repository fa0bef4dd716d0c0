import type { StreamView, TimelineEntry } from '../../client/api.ts';
import { type Actor, system } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import type { Context } from '../../domain/context.ts';
import { resolve, type Subject } from '../../domain/digest/resolve.ts';
import { CodedError } from '../../domain/errors.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import * as finding from '../../domain/finding/tick.ts';
import { agenda } from '../../domain/measure/agenda.ts';
import { isLate, lightOf } from '../../domain/measure/condition.ts';
import { holderOf } from '../../domain/measure/holder.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Step } from '../../domain/notice/climb.ts';
import type { Recipient } from '../../domain/plan/recipient.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { timeline } from '../../ledger/queries/timeline.ts';
import { type Kind, readStream } from '../../workflows/contract.ts';
import type { ApiDeps } from './deps.ts';
import { nowOf, rulesOf } from './rules.ts';

type Facts = Omit<StreamView, 'stream' | 'kind' | 'campaign' | 'id' | 'zone' | 'asOf' | 'state' | 'timeline'>;

/** @throws CodedError `unknown-id` */
export async function viewStream(deps: ApiDeps, stream: string): Promise<StreamView> {
  const { kind, campaign, id } = readStream(stream) ?? missing(stream);
  const row = await deps.ledger.db.selectFrom('stream').select('state').where('id', '=', stream).executeTakeFirst();
  if (!row?.state) return missing(stream);
  const rules = await rulesOf(deps, campaign);
  const asOf = await nowOf(deps, rules);
  const { zone } = rules.settings;
  const events = await timeline(deps.ledger.db, stream);
  return {
    ...{ stream, kind, campaign, id, zone, asOf },
    ...factsOf(kind, row.state, rules, deps.contextAt(rules, asOf, findingOf(kind, row.state))),
    state: row.state,
    timeline: events.map((event) => entryOf(event, rules)),
  };
}

function findingOf(kind: Kind, state: object): string | undefined {
  if (kind === 'measure') return (state as MeasureState).finding;
  return kind === 'finding' ? (state as FindingState).id : undefined;
}

function missing(stream: string): never {
  throw new CodedError('unknown-id', { id: stream });
}

function factsOf(kind: Kind, state: object, rules: CampaignState, context: Context): Facts {
  if (kind === 'measure') return measureFacts(state as MeasureState, context);
  if (kind === 'finding') return findingFacts(state as FindingState, context);
  const { name } = rules.settings;
  return { ...nothing, no: rules.id, title: name, phase: kind === 'campaign' ? rules.phase : 'open' };
}

const nothing = {
  ...{ light: null, late: false, unit: null, leaders: [], effectDue: null, doneDue: null, holder: null, next: null },
};

function measureFacts(state: MeasureState, context: Context): Facts {
  const { no, title, phase, effectDue, doneDue } = state;
  const day = dayOf(context.now, context.calendar.zone);
  const post = holderOf(state);
  const [next] = phase === 'draft' || state.archivedAt !== null ? [] : agenda(state, context);
  const meant: Recipient = post === 'unit' ? 'handler' : 'reviewer';
  return {
    ...{ no, title, phase, effectDue, doneDue },
    light: lightOf(state, day, context.policy),
    late: isLate(state, day),
    unit: unitName(state.leadUnit, context),
    leaders: names(state.leaders, context),
    holder: post === 'nobody' ? null : { post, persons: namesOf(meant, { measure: state }, context) },
    next: nextOf(next),
  };
}

function findingFacts(state: FindingState, context: Context): Facts {
  const { no, title, phase, leadUnit, leaders } = state;
  const settled = phase === 'open' && state.settledOn !== null;
  return {
    ...nothing,
    ...{ no, title, phase },
    unit: unitName(leadUnit, context),
    leaders: names(leaders, context),
    holder: settled ? { post: 'office', persons: namesOf('office', state, context) } : null,
    next: nextOf(finding.agenda(state, context)[0]),
  };
}

function nextOf(step: Step | undefined): Facts['next'] {
  if (!step) return null;
  const { at, limit, rung } = step;
  return { at, ladder: limit.ladder, rung: rung.name, to: rung.to, limit: limit.day };
}

function namesOf(to: Recipient, subject: Subject, { directory, now, calendar }: Context): string[] {
  return resolve(to, subject, directory, dayOf(now, calendar.zone)).map(({ person }) => person.name);
}

function names(ids: string[], { directory }: Context): string[] {
  return ids.map((id) => directory.persons.find((person) => person.id === id)?.name ?? id);
}

function unitName(id: string, { directory }: Context): string {
  return directory.units.find((unit) => unit.id === id)?.name ?? id;
}

function entryOf({ seq, at, type, actor, payload }: StoredEvent, { directory }: CampaignState): TimelineEntry {
  const { notices = [], ...facts } = payload as { notices?: object[] } & Record<string, unknown>;
  const { person: id, behalf, paper } = (actor as Actor | null) ?? system;
  const nameOf = (one: string) => directory.persons.find((person) => person.id === one)?.name ?? one;
  const by = { id, name: nameOf(id), ...(behalf ? { for: nameOf(behalf.of) } : {}), ...(paper ? { paper } : {}) };
  return { seq, at: at satisfies Instant, type, by, facts, notices: notices.length };
}
