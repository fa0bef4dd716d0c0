import type { Day } from '../domain/calendar/day.ts';
import type { FindingState } from '../domain/finding/state.ts';
import { isLate, lightOf } from '../domain/measure/condition.ts';
import { holderOf } from '../domain/measure/holder.ts';
import { never, standingOf } from '../domain/measure/standing.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import type { Policy } from '../domain/plan/policy.ts';
import type { Projection } from './append.ts';

type RowOf<Table> = Extract<Projection, { table: Table }>['row'];

/** By what a row of the board is found: a unit it concerns, a person it names, a leader of its own. */
export const keyOf = {
  unit: (id: string) => `unit:${id}`,
  person: (id: string) => `person:${id}`,
  leader: (id: string) => `leader:${id}`,
};

/** The board's row of a measure. `day`: of the writing, for the columns that say how it stood then. */
export function measureRow(state: MeasureState, day: Day, policy: Pick<Policy, 'dueSoonDays'>): RowOf<'measure'> {
  const { id, finding, no, title, kind, phase, publish, leaders, leadUnit, participants, handler } = state;
  const { base, soonFrom, lagFrom, lateFrom, past } = standingOf(state, policy);
  return {
    ...{ id, finding, no, title, kind, phase, publish, base, place: placeOf(no) },
    light: lightOf(state, day, policy),
    late: isLate(state, day),
    holder: holderOf(state),
    lead_unit: leadUnit,
    leader: leaders[0] ?? null,
    effect_due: state.effectDue?.day ?? null,
    done_due: state.doneDue?.day ?? null,
    ...{ soon_from: soonFrom, lag_from: lagFrom, late_from: lateFrom, past_by: past },
    due: state.resubmitBy ?? state.doneDue?.day ?? never,
    long_term: state.longTerm,
    closed_on: state.closure?.day ?? null,
    asks: waitsForWord(state),
    keys: keysOf([leadUnit, ...participants], leaders, handler),
  };
}

/** The board's row of a finding. */
export function findingRow(state: FindingState): RowOf<'finding'> {
  const { id, no, title, category, phase, leadUnit, leaders, publish, settledOn } = state;
  return {
    ...{ id, no, title, category, phase, publish, place: placeOf(no) },
    lead_unit: leadUnit,
    settled: phase === 'open' && settledOn !== null,
    keys: keysOf([leadUnit], leaders, null),
  };
}

/**
 * A list number as text whose order, byte by byte, is the one a person counts in: 2-1, 2-10, 10-1. Each figure is led by
 * how many digits it has.
 */
export function placeOf(no: string): string {
  const figures = no.match(/[0-9]+/g) ?? [];
  const counted = figures.map((figure) => {
    const plain = figure.replace(/^0+(?=.)/, '');
    return `${String(Math.min(plain.length, 99)).padStart(2, '0')}${plain}`;
  });
  return `${counted.join(' ')}\t${no}`;
}

/** In review, or with an extension, an effect or a "not mine" nobody has answered. */
function waitsForWord({ phase, extension, effect, notMine }: MeasureState): boolean {
  if (phase === 'review') return true;
  if (phase !== 'open' && phase !== 'closed') return false;
  return extension !== null || (effect !== null && effect.confirmedBy === null) || notMine !== undefined;
}

function keysOf(units: string[], leaders: string[], handler: string | null): string[] {
  const persons = handler === null ? leaders : [...leaders, handler];
  return [...new Set([...units.map(keyOf.unit), ...persons.map(keyOf.person), ...leaders.map(keyOf.leader)])];
}
