import type { Actor } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { dayOf } from '../domain/calendar/zone.ts';
import { letterAfter } from '../domain/campaign/letters.ts';
import type { Context } from '../domain/context.ts';
import type { Refusal } from '../domain/errors.ts';
import * as findingDecide from '../domain/finding/decide.ts';
import { evolve as evolveFinding } from '../domain/finding/evolve.ts';
import type { FindingState } from '../domain/finding/state.ts';
import * as findingTick from '../domain/finding/tick.ts';
import { agenda } from '../domain/measure/agenda.ts';
import { decide as decideMeasure } from '../domain/measure/decide.ts';
import { evolve as evolveMeasure } from '../domain/measure/evolve.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import { findingsToTell } from '../domain/measure/status.ts';
import { tick as tickMeasure } from '../domain/measure/tick.ts';
import type { NewMessage, Projection } from '../ledger/append.ts';
import { findingRow, measureRow } from '../ledger/projection.ts';
import { streamOf } from '../workflows/contract.ts';
import type { DomainEvent } from './event.ts';

/**
 * What recording an entity takes, beside its decisions: when it wakes next, what it tells other entities, and its row on
 * the board. One for findings and measures; a campaign and its postmaster also read and write around theirs.
 */
export type Rulebook<S> = {
  evolve(state: S | null, event: DomainEvent): S;
  decide(state: S | null, command: { type: string }, actor: Actor, context: Context): DomainEvent[] | Refusal;
  tick(state: S, context: Context): DomainEvent[];
  wakeAt(state: S, context: Context): Instant | null;
  archived(state: S): boolean;
  /** The messages an event is to other entities; none: it concerns nobody else. */
  messages(event: DomainEvent, state: S): NewMessage[];
  /** Whom its notices are about, for queries. */
  about(state: S): { finding: string | null; measure: string | null; unit: string | null };
  projection(state: S, context: Context): Projection;
};

export const measureKind: Rulebook<MeasureState> = {
  evolve: evolveMeasure as Rulebook<MeasureState>['evolve'],
  decide: decideMeasure as Rulebook<MeasureState>['decide'],
  tick: tickMeasure,
  wakeAt: (state, context) => agenda(state, context)[0]?.at ?? null,
  archived: (state) => state.archivedAt !== null,
  messages(event, state) {
    const letter = letterAfter(event);
    if (letter) {
      const command = { type: 'draftLetter', kind: letter, measure: state.id };
      return [{ to: streamOf.campaign(state.campaign), body: { command } }];
    }
    return findingsToTell(event, state).map(({ finding, ...entry }) => ({
      to: streamOf.finding(state.campaign, finding),
      body: { command: { type: 'measureChanged', measure: state.id, ...entry } },
    }));
  },
  about: (state) => ({ finding: state.finding, measure: state.id, unit: state.leadUnit }),
  projection: (state, { now, policy, calendar }) => ({
    table: 'measure',
    row: measureRow(state, dayOf(now, calendar.zone), policy),
  }),
};

export const findingKind: Rulebook<FindingState> = {
  evolve: evolveFinding as Rulebook<FindingState>['evolve'],
  decide: findingDecide.decide as Rulebook<FindingState>['decide'],
  tick: findingTick.tick,
  wakeAt: (state, context) => findingTick.agenda(state, context)[0]?.at ?? null,
  archived: (state) => state.archivedAt !== null,
  messages: () => [],
  about: (state) => ({ finding: state.id, measure: null, unit: state.leadUnit }),
  projection: (state) => ({ table: 'finding', row: findingRow(state) }),
};
