import { addMonths, type Day } from '../calendar/day.ts';
import type { Figures } from '../campaign/figures.ts';
import type { CampaignState } from '../campaign/state.ts';
import { lateByHolder } from '../digest/counts.ts';
import type { FindingState } from '../finding/state.ts';
import { type QuantityRate, quantityRates } from '../measure/quantity.ts';
import type { MeasureState } from '../measure/state.ts';
import { linkedItems, mainPlan, planOf } from '../plan/plan.ts';
import { type Count, count } from './count.ts';

/**
 * A campaign's figures as of the end of a day. `internal` counts everything, `public` what may be published; an item
 * that is one with another counts once in both, and in each plan it stands in. The keys of `by…` are ids, and for a
 * category its outermost heading. An item several leaders lead counts with each of them.
 */
export type Statement = {
  campaign: string;
  asOf: Day;
  /** The plan asked for; null: the whole campaign. */
  plan: string | null;
  periodEnd: Day;
  internal: Count;
  public: Count;
  byPlan: Record<string, Count>;
  byCategory: Record<string, Count>;
  byUnit: Record<string, Count>;
  byLeader: Record<string, Count>;
  byTeam: Record<string, Count>;
  /** What these ids were called on that day. */
  names: Record<string, string>;
  /** What is past its limit, by whose limit it is. */
  lateByHolder: Figures['lateByHolder'];
  /** By kind and unit; counts, areas and money never mix. */
  quantities: QuantityRate[];
};

type Items = { findings: FindingState[]; measures: MeasureState[] };

/** States the figures of how everything stood on `day`; nothing of it is ever stored as truth. */
export function statementOf(
  { id, settings, directory }: CampaignState,
  all: Items,
  day: Day,
  plan: string | null = null,
): Statement {
  const periodEnd = addMonths(settings.feedbackOn, settings.concentratedMonths);
  const { plans = [], teams = [] } = settings;
  const within = plan === null ? all : ofPlan(all, plan, plans);
  const linked = plan === null ? linkedItems(plans) : new Set<string>();
  const once = select(within, ({ id: item }) => !linked.has(item));
  const counted = ({ findings, measures }: Items) => count(findings, measures, day, periodEnd);
  const by = (keys: (item: FindingState | MeasureState) => string[]) => grouped(once, keys, counted);
  const categoryOf = new Map(all.findings.map((finding) => [finding.id, finding.category[0] ?? '']));
  const teamsOf = (finding: string) =>
    teams.filter(({ findings }) => findings.includes(finding)).map((team) => team.id);
  const planIds = plan === null ? [mainPlan, ...plans.map((one) => one.id)] : [plan];
  return {
    campaign: id,
    asOf: day,
    plan,
    periodEnd,
    internal: counted(once),
    public: counted(select(once, ({ publish }) => publish)),
    byPlan: Object.fromEntries(planIds.map((one) => [one, counted(ofPlan(all, one, plans))])),
    byCategory: by((item) => [categoryOf.get(findingOf(item)) ?? '']),
    byUnit: by(({ leadUnit }) => [leadUnit]),
    byLeader: by(({ leaders }) => leaders),
    byTeam: by((item) => [...new Set(findingsOf(item).flatMap(teamsOf))]),
    names: namesOf([...directory.units, ...directory.persons, ...plans, ...teams]),
    lateByHolder: lateByHolder(once.measures, day),
    quantities: quantityRates(once.measures),
  };
}

function namesOf(all: { id: string; name: string }[]): Record<string, string> {
  return Object.fromEntries(all.map(({ id, name }) => [id, name]));
}

function findingOf(item: FindingState | MeasureState): string {
  return 'finding' in item ? item.finding : item.id;
}

/** All an item is done for: a finding itself, a measure's own and those it is shared with. */
function findingsOf(item: FindingState | MeasureState): string[] {
  return 'finding' in item ? [item.finding, ...(item.alsoUnder ?? [])] : [item.id];
}

function ofPlan(all: Items, plan: string, plans: Parameters<typeof planOf>[1]): Items {
  return select(all, (item) => findingsOf(item).some((finding) => planOf(finding, plans) === plan));
}

function select({ findings, measures }: Items, keep: (item: FindingState | MeasureState) => boolean): Items {
  return { findings: findings.filter(keep), measures: measures.filter(keep) };
}

function grouped(
  { findings, measures }: Items,
  keys: (item: FindingState | MeasureState) => string[],
  counted: (items: Items) => Count,
): Record<string, Count> {
  const groups = new Map<string, Items>();
  const group = (key: string) => groups.get(key) ?? groups.set(key, { findings: [], measures: [] }).get(key)!;
  for (const finding of findings) for (const key of keys(finding)) group(key).findings.push(finding);
  for (const measure of measures) for (const key of keys(measure)) group(key).measures.push(measure);
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, items]) => [key, counted(items)]),
  );
}
