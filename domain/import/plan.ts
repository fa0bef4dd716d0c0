import type { Actor } from '../actor.ts';
import type { Day } from '../calendar/day.ts';
import type { CampaignState } from '../campaign/state.ts';
import type { Context } from '../context.ts';
import type { FindingCommand } from '../finding/commands.ts';
import type { FindingState } from '../finding/state.ts';
import type { MeasureCommand } from '../measure/commands.ts';
import { refuseHistory } from '../measure/history.ts';
import { refuseCounts } from '../measure/quantity.ts';
import type { MeasureState } from '../measure/state.ts';
import type { Directory } from '../plan/directory.ts';
import type { FindingDraft, Lists, MeasureDraft } from '../plan/lists.ts';
import { planOf } from '../plan/plan.ts';
import { type Answered, type Compared, compareItem, refusedAsk } from './compare.ts';
import { saidOfFinding, saidOfMeasure, standingOfFinding, standingOfMeasure } from './fields.ts';
import { type Authority, findingOrder, firstRefusal, measureOrders } from './orders.ts';

/** An item of the record and what the lists said of it last. */
export type Item<S, D> = { seq: number; state: S; before: D | null };

/** What the record knows of the items that lists name, by their ids. */
export type Running = {
  campaign: CampaignState | null;
  /** In the record, and the lists say of them what they said last. */
  unchanged: { findings: Set<string>; measures: Set<string> };
  findings: Map<string, Item<FindingState, FindingDraft>>;
  measures: Map<string, Item<MeasureState, MeasureDraft>>;
  /** The measures that are neither withdrawn nor archived, and their findings. */
  open: { id: string; finding: string }[];
};

export type Planned<C> = Compared & { orders: C[]; seq: number };

/** All an import would do, and what it asks. */
export type Plan = {
  /** The campaign's directory with what the lists add to it; null: they add nothing. */
  directory: Directory | null;
  findings: Planned<FindingCommand>[];
  measures: Planned<MeasureCommand>[];
  /** New measures of findings that run already. */
  joins: { finding: string; seq: number; measures: string[] }[];
  /** Measures that run and that the lists do not name, of the plans to which the lists belong. */
  gone: string[];
};

/** What a decision may know about the items of a finding. */
export type ContextOf = (finding?: string) => Context;

/** Who imports: his changes are commands in his name. */
export type Importer = Authority & { actor: Actor };

/**
 * What an import of these lists does to a campaign as it stands. A change is tried on the state at hand: one that would
 * be refused is asked and not made. `contextOf`: the rules a finding goes by; null where the campaign is not set up yet.
 */
export function planImport(
  { directory, findings, measures }: Lists,
  running: Running,
  answered: Answered,
  importer: Importer,
  contextOf: ContextOf | null,
  today: Day,
): Plan {
  const planned = measures.map((draft) => planMeasure(draft, running, answered, importer, contextOf, today));
  const created = new Map<string, string[]>();
  const shared = new Set<string>();
  for (const [i, { id, finding, alsoUnder = [] }] of measures.entries()) {
    const { outcome } = planned[i]!;
    if (outcome === 'create')
      for (const under of [finding, ...alsoUnder]) created.set(under, [...(created.get(under) ?? []), id]);
    // A measure that runs tells the findings it is done for now itself.
    else if (outcome !== 'ask') for (const under of alsoUnder) shared.add(under);
  }
  const named = new Set(measures.map(({ id }) => id));
  const { plans } = running.campaign?.settings ?? {};
  const listed = new Set(findings.map(({ id }) => planOf(id, plans)));
  return {
    directory: merged(running.campaign?.directory ?? null, directory),
    findings: findings
      .map((draft) => planFinding(draft, running, answered, importer))
      // All of whose measures are held back: it begins with the first of them.
      .filter(({ id, outcome }) => outcome !== 'create' || created.has(id) || shared.has(id)),
    measures: planned,
    joins: [...created].flatMap(([finding, ids]) => joinOf(finding, ids, running)),
    gone: running.open.flatMap(({ id, finding }) => (named.has(id) || !listed.has(planOf(finding, plans)) ? [] : [id])),
  };
}

function joinOf(finding: string, ids: string[], { findings }: Running): Plan['joins'] {
  const item = findings.get(finding);
  const missing = item ? ids.filter((id) => !(id in item.state.measures)) : [];
  return item && missing.length > 0 ? [{ finding, seq: item.seq, measures: missing }] : [];
}

function planFinding(draft: FindingDraft, { unchanged, findings }: Running, answered: Answered, importer: Importer) {
  const { id } = draft;
  if (unchanged.findings.has(id)) return same(id);
  const item = findings.get(id);
  if (!item) return { ...compareItem(id, {}, null, answered), orders: [], seq: 0 };
  const known = {
    standing: standingOfFinding(item.state),
    before: item.before && saidOfFinding(item.before),
    settled: item.state.phase === 'closed' || item.state.archivedAt !== null,
  };
  const compared = compareItem(id, saidOfFinding(draft), known, answered);
  const orders = compared.outcome === 'change' ? [findingOrder(draft, compared.changes, authorityOf(importer))] : [];
  return { ...compared, orders, seq: item.seq };
}

function planMeasure(
  draft: MeasureDraft,
  { unchanged, measures }: Running,
  answered: Answered,
  importer: Importer,
  contextOf: ContextOf | null,
  today: Day,
): Planned<MeasureCommand> {
  const { id } = draft;
  if (unchanged.measures.has(id)) return same(id);
  const item = measures.get(id);
  if (!item || !contextOf) return planNew(draft, answered, today);
  const { state, before, seq } = item;
  const context = contextOf(state.finding);
  const known = {
    standing: standingOfMeasure(state),
    before: before && saidOfMeasure(before),
    settled: state.phase === 'closed' || state.phase === 'withdrawn' || state.archivedAt !== null,
  };
  const compared = compareItem(id, saidOfMeasure(draft), known, answered);
  if (compared.outcome !== 'change') return { ...compared, orders: [], seq };
  const orders = measureOrders(state, draft, compared.changes, authorityOf(importer), context);
  const refusal = firstRefusal(state, orders, importer.actor, context);
  if (!refusal) return { ...compared, orders, seq };
  const ask = refusedAsk(id, compared.changes, refusal);
  if (answered[ask.key] === 'keep') return { ...same(id), seq };
  return { ...compared, outcome: 'ask', asks: [ask], orders: [], seq };
}

/** A history that contradicts itself would leave its finding waiting for a measure that never begins. */
function planNew({ id, history, ...draft }: MeasureDraft, answered: Answered, today: Day): Planned<MeasureCommand> {
  const no = history && (refuseHistory(history, today) ?? refuseCounts(draft, history.counts));
  if (!no) return { ...compareItem(id, {}, null, answered), orders: [], seq: 0 };
  const ask = refusedAsk(id, [{ field: 'history', old: null, new: history.state }], no);
  return answered[ask.key] === 'keep' ? same(id) : { ...same(id), outcome: 'ask', asks: [ask] };
}

function same(id: string) {
  return { id, outcome: 'same' as const, changes: [], asks: [], orders: [], seq: 0 };
}

function authorityOf({ reason, approver }: Importer): Authority {
  return { reason, approver };
}

/** Who is named anew joins the directory or is described anew; nobody leaves it because a list does not name him. */
function merged(old: Directory | null, said: Directory): Directory | null {
  if (!old) return null;
  const directory = { units: byId(old.units, said.units), persons: byId(old.persons, said.persons) };
  return canonical(directory) === canonical(old) ? null : directory;
}

/** As text that does not depend on the order of keys: the record keeps another. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  );
}

function byId<T extends { id: string }>(old: T[], said: T[]): T[] {
  return [...new Map([...old, ...said].map((one) => [one.id, one])).values()];
}

/** How many items are to be started or changed. */
export function workOf({ findings, measures, joins }: Plan): number {
  const isWork = ({ outcome }: Compared) => outcome === 'create' || outcome === 'change';
  return findings.filter(isWork).length + measures.filter(isWork).length + joins.length;
}

/** How many items that run are to be changed, which only a person may do. */
export function changesOf({ findings, measures }: Plan): number {
  return [...findings, ...measures].filter(({ outcome }) => outcome === 'change').length;
}
