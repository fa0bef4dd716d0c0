import { rate } from '../campaign/figures.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { Directory } from '../plan/directory.ts';
import type { History } from '../plan/lists.ts';
import type { PartDraft, Quantity, QuantityKind } from '../plan/quantity.ts';
import type { Part } from './part.ts';
import type { MeasureState } from './state.ts';

/** So much of one kind of thing, in one unit, is done; `rate` in per cent, half-up to one decimal, null of nothing. */
export type QuantityRate = { kind: QuantityKind; unit: string; total: number; done: number; rate: number | null };

/** Figures by kind and unit: counts, areas and money never mix (PROCESS.md). Withdrawn measures do not count. */
export function quantityRates(measures: MeasureState[]): QuantityRate[] {
  const sums = new Map<string, QuantityRate>();
  for (const { quantity, phase } of measures) {
    if (!quantity || phase === 'draft' || phase === 'withdrawn') continue;
    const key = `${quantity.kind} ${quantity.unit}`;
    const sum = sums.get(key) ?? { kind: quantity.kind, unit: quantity.unit, total: 0, done: 0, rate: null };
    sums.set(key, { ...sum, total: add(sum.total, quantity.total), done: add(sum.done, quantity.done) });
  }
  return [...sums.values()].map((sum) => ({ ...sum, rate: rate(sum.done, sum.total) }));
}

/** Sums of decimals as they are written: to a millionth, so that 0.1 and 0.2 are 0.3. */
function add(a: number, b: number): number {
  return Math.round((a + b) * 1e6) / 1e6;
}

/** Sum of the parts' shares; null where they have none. */
export function sumOf(parts: { total?: number }[] | undefined): number | null {
  if (!parts?.length || parts.some(({ total }) => total === undefined)) return null;
  return parts.reduce((sum, { total = 0 }) => add(sum, total), 0);
}

/** Why parts and whole cannot be so: unknown units, an id twice, shares of nothing, some with a share and some without. */
export function refuseParts(parts: PartDraft[], quantity: Quantity | undefined, { units }: Directory): Refusal | null {
  const unknown = parts.find(({ unit }) => !units.some(({ id }) => id === unit));
  if (unknown) return refusal('unknown-id', { id: unknown.unit });
  const repeated = parts.find(({ id }, i) => parts.findIndex((other) => other.id === id) !== i);
  if (repeated) return refusal('bad-input', { field: 'parts', value: repeated.id });
  const shares = parts.map(({ total }) => total).filter((total) => total !== undefined);
  if (shares.some((total) => !isAmount(total)) || (quantity && !isAmount(quantity.total)))
    return refusal('bad-input', { field: 'total', value: String(quantity?.total ?? shares.join(' ')) });
  if (shares.length === 0) return null;
  const sum = shares.length === parts.length ? sumOf(parts)! : shares.reduce((a, b) => add(a, b), 0);
  if (shares.length < parts.length || sum !== quantity?.total)
    return refusal('parts-disagree', { sum, total: quantity?.total ?? 0 });
  return null;
}

/** A number somebody can have counted: not negative, finite, at most six decimals. */
export function isAmount(number: number): boolean {
  return Number.isFinite(number) && number >= 0 && number <= 1e12 && add(number, 0) === number;
}

/** The state with so much done of a part, or of a whole that has no shares; a whole with shares is their sum. */
export function counted(state: MeasureState, part: string | null, done: number): MeasureState {
  if (!state.quantity) return state;
  if (part === null) return { ...state, quantity: { ...state.quantity, done } };
  const parts = state.parts!.map((one) => (one.id === part ? { ...one, done } : one));
  const sum = parts.reduce((all, one) => add(all, one.done ?? 0), 0);
  return { ...state, parts, quantity: { ...state.quantity, done: sum } };
}

/** The state with what had been counted before it joined. */
export function countedBefore(state: MeasureState, counts: History['counts'] = {}): MeasureState {
  return Object.entries(counts).reduce((after, [part, done]) => counted(after, part || null, done), state);
}

/** What has been counted, as a history says it; null: nothing. */
export function countsOf({ quantity, parts = [] }: Pick<MeasureState, 'quantity' | 'parts'>): History['counts'] | null {
  if (!quantity?.done) return null;
  const shares = parts.filter(({ total }) => total !== undefined);
  if (shares.length === 0) return { '': quantity.done };
  return Object.fromEntries(shares.map(({ id, done = 0 }) => [id, done]));
}

/** Why so much cannot have been done before: nothing is counted there, or there is less to do. */
export function refuseCounts(
  { quantity, parts = [] }: { quantity?: Quantity; parts?: PartDraft[] },
  counts: History['counts'] = {},
): Refusal | null {
  const hasShares = parts.some(({ total }) => total !== undefined);
  for (const [part, done] of Object.entries(counts)) {
    const total = hasShares ? parts.find(({ id }) => id === part)?.total : part === '' ? quantity?.total : undefined;
    if (total === undefined || !isAmount(done))
      return refusal('bad-input', { field: 'counts', value: `${part} ${done}` });
    if (done > total) return refusal('quantity-over-total', { done, total });
  }
  return null;
}

/** Parts as they begin. */
export function begun(parts: PartDraft[]): Part[] {
  return parts.map((part) => ({
    ...part,
    ...(part.total === undefined ? {} : { done: 0 }),
    handedIn: null,
    closed: null,
  }));
}

/** Is less counted than there is to do? */
export function isShort({ quantity }: MeasureState): boolean {
  return quantity !== undefined && quantity.done < quantity.total;
}

/** The state with something changed of one part. */
export function withPart(state: MeasureState, id: string, changes: Partial<Part>): MeasureState {
  return { ...state, parts: (state.parts ?? []).map((part) => (part.id === id ? { ...part, ...changes } : part)) };
}

/** Parts with other shares of the whole; what was counted stays. */
export function withShares(parts: Part[] = [], shares: Record<string, number>): Part[] {
  return parts.map((part) => {
    const total = shares[part.id];
    return total === undefined ? part : { ...part, total, done: part.done ?? 0 };
  });
}

/** Why a change of totals cannot be: less than is done already, or parts and whole that disagree. */
export function refuseTotals(
  { quantity: old, parts }: MeasureState,
  { quantity = old, shares = {} }: { quantity?: Quantity; shares?: Record<string, number> },
  directory: Directory,
): Refusal | null {
  const unknown = Object.keys(shares).find((id) => !parts?.some((part) => part.id === id));
  if (unknown !== undefined) return refusal('unknown-id', { id: unknown });
  const after = withShares(parts, shares);
  const bad = refuseParts(after, quantity, directory);
  if (bad) return bad;
  if (old && quantity && (old.kind !== quantity.kind || old.unit !== quantity.unit) && old.done > 0)
    return refusal('wrong-state', { act: 'adjust', phase: 'counted' });
  const counts = after.reduce((sum, { done = 0 }) => add(sum, done), 0);
  if (sumOf(after) !== null && counts !== (old?.done ?? 0))
    return refusal('wrong-state', { act: 'adjust', phase: 'counted' });
  for (const { done = 0, total = done } of [{ done: old?.done ?? 0, total: quantity?.total ?? 0 }, ...after]) {
    if (done > total) return refusal('quantity-over-total', { done, total });
  }
  return null;
}
