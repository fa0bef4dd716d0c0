import type { Actor } from '../actor.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import type { Refusal } from '../errors.ts';
import type { FindingCommandOf } from '../finding/commands.ts';
import type { MeasureCommand } from '../measure/commands.ts';
import { decide } from '../measure/decide.ts';
import type { Adjustment } from '../measure/events.ts';
import { evolve } from '../measure/evolve.ts';
import type { MeasureState } from '../measure/state.ts';
import type { FindingDraft, MeasureDraft } from '../plan/lists.ts';
import type { PartDraft } from '../plan/quantity.ts';
import type { FieldChange } from './compare.ts';

/** On whose word the changes of an import are made, and why. */
export type Authority = { reason: string; approver: string };

const assigned = ['leaders', 'leadUnit', 'participants', 'handler'];

/** The commands that bring a running measure to what its row says, for the fields that changed. */
export function measureOrders(
  state: MeasureState,
  draft: MeasureDraft,
  changes: FieldChange[],
  { reason, approver }: Authority,
  context: Context,
): MeasureCommand[] {
  const fields = new Set(changes.map(({ field }) => field));
  const orders: MeasureCommand[] = [];
  if (assigned.some((field) => fields.has(field))) {
    const { leaders, leadUnit, participants, handler } = picked(fields, draft, state);
    orders.push({ type: 'reassign', leaders, leadUnit, participants, handler, reason });
  }
  const adjust: Adjustment = {};
  for (const field of ['title', 'text', 'publish', 'milestones', 'effectDue'] as const)
    if (fields.has(field)) Object.assign(adjust, { [field]: draft[field] });
  if (fields.has('alsoUnder')) adjust.alsoUnder = draft.alsoUnder ?? [];
  if (fields.has('note')) adjust.note = draft.note ?? '';
  if (fields.has('cadence')) adjust.cadence = draft.cadence ?? null;
  if (fields.has('kind') && draft.kind === 'longTerm' && state.phase === 'open') {
    orders.push({ type: 'convertToLongTerm', reason, approver });
  } else {
    if (fields.has('kind')) adjust.kind = draft.kind;
    if (fields.has('doneDue')) {
      // Past its date an item gets only a new limit, under which it stays late.
      if (draft.doneDue && isPast(state, context)) orders.push({ type: 'setLimit', to: draft.doneDue.day, reason });
      else adjust.doneDue = draft.doneDue;
    }
  }
  const { quantity, parts, quotas } = draft;
  if (fields.has('quantity') && quantity) adjust.quantity = quantity;
  if (fields.has('quotas') && quotas) adjust.quotas = quotas;
  const shares = parts && sharesOf(state, parts);
  if (shares && Object.keys(shares).length > 0) adjust.shares = shares;
  if (Object.keys(adjust).length > 0) orders.push({ type: 'adjust', changes: adjust, reason, approver });
  // What is divided already is not divided again: it says no, and a person is asked.
  if (fields.has('parts') && parts && !shares) orders.push({ type: 'divide', parts });
  return orders;
}

/** Other shares of the parts there are, by their ids; null where the row divides the measure otherwise. */
function sharesOf({ parts: running = [] }: MeasureState, said: PartDraft[]): Record<string, number> | null {
  const pairs = said.map(
    (part) => [part, running.find((one) => one.unit === part.unit && one.title === part.title)] as const,
  );
  if (said.length !== running.length || pairs.some(([, one]) => !one)) return null;
  return Object.fromEntries(
    pairs.flatMap(([{ total }, one]) => (total === undefined || total === one!.total ? [] : [[one!.id, total]])),
  );
}

/** The first no a measure would say to these orders given one after the other; null: it takes them all. */
export function firstRefusal(
  state: MeasureState,
  orders: MeasureCommand[],
  actor: Actor,
  context: Context,
): Refusal | null {
  let current = state;
  for (const order of orders) {
    const decided = decide(current, order, actor, context);
    if (!Array.isArray(decided)) return decided;
    current = decided.reduce(evolve, current);
  }
  return null;
}

/** The command that brings a finding to what its row says. */
export function findingOrder(
  draft: FindingDraft,
  changes: FieldChange[],
  authority: Authority,
): FindingCommandOf<'adjust'> {
  const fields = new Set(changes.map(({ field }) => field));
  const { id: _, ...said } = draft;
  const changed = Object.fromEntries(Object.entries(said).filter(([field]) => fields.has(field)));
  return { type: 'adjust', changes: changed, ...authority };
}

function isPast({ phase, doneDue }: MeasureState, { now, calendar }: Context): boolean {
  return phase === 'open' && doneDue !== null && dayOf(now, calendar.zone) > doneDue.day;
}

/** Each field from the row where it changed, else as it stands. */
function picked(fields: Set<string>, draft: MeasureDraft, state: MeasureState) {
  return {
    leaders: fields.has('leaders') ? draft.leaders : state.leaders,
    leadUnit: fields.has('leadUnit') ? draft.leadUnit : state.leadUnit,
    participants: fields.has('participants') ? draft.participants : state.participants,
    handler: fields.has('handler') ? draft.handler : state.handler,
  };
}
