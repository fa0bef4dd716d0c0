import type { Deadline } from '../plan/lists.ts';
import type { Address } from '../plan/recipient.ts';
import type { MeasureEventOf } from './events.ts';
import { begun, withShares } from './quantity.ts';
import type { Effect, MeasureState, Permanence } from './state.ts';

/** A measure as it comes into the lists. */
export function drafted({ draft, campaign, at }: MeasureEventOf<'Drafted'>): MeasureState {
  return {
    v: 1,
    id: draft.id,
    campaign,
    finding: draft.finding,
    ...(draft.findingUnit === undefined ? {} : { findingUnit: draft.findingUnit }),
    no: draft.no,
    title: draft.title,
    text: draft.text,
    kind: draft.kind,
    publish: draft.publish,
    leaders: draft.leaders,
    leadUnit: draft.leadUnit,
    participants: draft.participants,
    handler: draft.handler,
    effectDue: draft.effectDue,
    doneDue: draft.doneDue,
    judgedBy: draft.doneDue?.day ?? null,
    milestones: draft.milestones.map((m) => ({ ...m, metOn: null })),
    phase: 'draft',
    issuedAt: null,
    assignedAt: null,
    limitsSince: at,
    acknowledgedAt: null,
    longTerm: draft.kind === 'longTerm',
    cycle: null,
    reports: 0,
    missedReports: 0,
    lastReport: null,
    effect: null,
    submission: null,
    rounds: 0,
    review: null,
    resubmitBy: null,
    extension: null,
    extensionsGranted: 0,
    suspended: null,
    closure: null,
    lookBack: { base: '', done: 0, next: null },
    rebounds: 0,
    archivedAt: null,
    clock: null,
    ...(draft.alsoUnder ? { alsoUnder: draft.alsoUnder } : {}),
    ...(draft.note ? { note: draft.note } : {}),
    ...(draft.condition ? { condition: draft.condition } : {}),
    ...(draft.cadence ? { cadence: draft.cadence } : {}),
    ...(draft.history ? { history: draft.history } : {}),
    ...(draft.quantity ? { quantity: { ...draft.quantity, done: 0 } } : {}),
    ...(draft.parts ? { parts: begun(draft.parts) } : {}),
    ...(draft.quotas ? { quotas: draft.quotas } : {}),
    rungs: {},
  };
}

export function adjusted(state: MeasureState, { changes, at }: MeasureEventOf<'Adjusted'>): MeasureState {
  const { milestones, effectDue, doneDue, quantity, shares, cadence, ...others } = changes;
  const { cadence: own, ...before } = state;
  const known = cadence === null ? before : state;
  const dateable = doneDue || others.kind === 'immediate' || others.kind === 'longTerm';
  const base = dateable ? unconditional(known) : known;
  const metOn = (text: string) => state.milestones.find((known) => known.text === text)?.metOn ?? null;
  return {
    ...(doneDue ? redated(base, doneDue, at) : base),
    ...(cadence ? { cadence } : {}),
    ...(doneDue === null ? { doneDue, judgedBy: null } : {}),
    ...others,
    ...(others.kind ? { longTerm: others.kind === 'longTerm' } : {}),
    ...(milestones ? { milestones: milestones.map((m) => ({ ...m, metOn: metOn(m.text) })) } : {}),
    ...(effectDue !== undefined ? { effectDue } : {}),
    ...(quantity ? { quantity: { ...quantity, done: state.quantity?.done ?? 0 } } : {}),
    ...(shares ? { parts: withShares(state.parts, shares) } : {}),
    ...(effectDue || doneDue || milestones ? { limitsSince: at } : {}),
  };
}

/** Another date to be done by: it takes the place of every limit counted from the old one. */
export function redated(state: MeasureState, doneDue: Deadline, at: number): MeasureState {
  const judgedByIt = state.judgedBy === (state.doneDue?.day ?? null);
  return {
    ...forget(state, 'done:', 'resubmit:'),
    doneDue,
    judgedBy: judgedByIt ? doneDue.day : state.judgedBy,
    resubmitBy: null,
    limitsSince: at,
  };
}

/** The state without the ladder positions of limits that no longer exist, so that it does not grow over the years. */
export function forget(state: MeasureState, ...prefixes: string[]): MeasureState {
  const stays = ([basis]: [string, unknown]) => !prefixes.some((prefix) => basis.startsWith(prefix));
  const kept = { ...state, rungs: Object.fromEntries(Object.entries(state.rungs).filter(stays)) };
  if (state.spoken) kept.spoken = Object.fromEntries(Object.entries(state.spoken).filter(stays));
  return kept;
}

/** The state with one more rung behind it; how often each letter was heard counts only rungs that spoke. */
export function climbed(before: MeasureState, event: MeasureEventOf<'RungReached'>): MeasureState {
  const { basis, position, letter } = event;
  const state = overtaken(before, basis);
  const rungs = { ...state.rungs, [basis]: position + 1 };
  if (!letter) return { ...state, rungs };
  const heard = state.spoken?.[basis] ?? {};
  return { ...state, rungs, spoken: { ...state.spoken, [basis]: { ...heard, [letter]: (heard[letter] ?? 0) + 1 } } };
}

/**
 * The day a quantity falls behind its plan moves with every count: the new day takes the place of the old one, and what was
 * heard about the old one goes on counting.
 */
function overtaken(state: MeasureState, basis: string): MeasureState {
  const ladder = ['lagging:', 'farBehind:'].find((prefix) => basis.startsWith(prefix));
  const old = ladder
    ? Object.keys(state.rungs).find((known) => known.startsWith(ladder) && known !== basis)
    : undefined;
  if (!old) return state;
  const heard = state.spoken?.[old];
  const kept = forget(state, old);
  return heard ? { ...kept, spoken: { ...kept.spoken, [basis]: heard } } : kept;
}

export function asking({
  asks,
  limit,
}: {
  asks?: Effect['asks'];
  limit?: Effect['limit'];
}): Pick<Effect, 'asks' | 'limit'> {
  return asks && limit ? { asks, limit } : {};
}

/** The condition has come: it runs to a date, as if it had been promised from the first. */
export function dated(state: MeasureState, { doneDue, effectDue, at }: MeasureEventOf<'ConditionCame'>): MeasureState {
  return { ...redated(unconditional(state), doneDue, at), ...(effectDue ? { effectDue } : {}) };
}

function unconditional(state: MeasureState): MeasureState {
  const { condition, ...others } = forget(state, 'watch:');
  return others;
}

/** What had no date, for whatever reason, may have one. */
export function datable(state: MeasureState): MeasureState {
  const { reviewOn, ...others } = withoutPermanence(unconditional(forget(state, 'yearly:')));
  return others;
}

type PermanenceEvent = MeasureEventOf<'PermanenceAsked' | 'PermanenceAccepted' | 'AccepterNamed'>;

/** Who has said so far that it is long-term, and who is to say it next. */
export function permanenceAfter(before: Permanence | undefined, event: PermanenceEvent): Permanence {
  if (event.type === 'PermanenceAsked') return { by: event.by, asks: event.asks, limit: event.limit, acceptedBy: null };
  if (event.type === 'AccepterNamed') return { ...before!, asks: event.post, limit: event.limit };
  const { by, signedBy } = before!;
  const { asks, limit } = event;
  if (asks && limit) return { by, asks, limit, signedBy: event.by, acceptedBy: null };
  return { by, ...(signedBy ? { signedBy } : {}), acceptedBy: event.by };
}

export function withoutPermanence(state: MeasureState): MeasureState {
  const { permanence, ...others } = forget(state, 'permanent:');
  return others;
}

/** Nobody is asked any more whether it is long-term; what was accepted stays so. */
export function withoutAsking(state: MeasureState): MeasureState {
  return state.permanence?.asks ? withoutPermanence(state) : state;
}

/** The office has answered a "not ours". */
export function answered(state: MeasureState): MeasureState {
  const { notMine, ...others } = forget(state, 'notMine:');
  return others;
}

/** The measure with one unit or person in the place of another, wherever it names them for what is still to come. */
export function succeeded(state: MeasureState, { from, to }: MeasureEventOf<'Succeeded'>): MeasureState {
  const other = (id: string) => (id === from ? to : id);
  const all = (ids: string[]) => [...new Set(ids.map(other))];
  const leadUnit = other(state.leadUnit);
  return {
    ...state,
    leadUnit,
    participants: all(state.participants).filter((unit) => unit !== leadUnit),
    leaders: all(state.leaders),
    handler: state.handler && other(state.handler),
    ...(state.teamHead === undefined ? {} : { teamHead: other(state.teamHead) }),
    ...(state.condition
      ? { condition: { ...state.condition, watcher: watcherAfter(state.condition.watcher, from, to) } }
      : {}),
    ...(state.findingUnit === undefined ? {} : { findingUnit: other(state.findingUnit) }),
    ...(state.parts ? { parts: state.parts.map((part) => ({ ...part, unit: other(part.unit) })) } : {}),
  };
}

/** A post that is another's now is watched from by him. */
function watcherAfter(watcher: Address, from: string, to: string): Address {
  if (watcher === `person:${from}`) return `person:${to}`;
  return watcher === `unit:${from}` ? `unit:${to}` : watcher;
}
