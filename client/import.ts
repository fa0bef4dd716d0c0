import { createHash } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { Day } from '../domain/calendar/day.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import type { Context } from '../domain/context.ts';
import type { Refusal } from '../domain/errors.ts';
import type { FindingState } from '../domain/finding/state.ts';
import type { Answered } from '../domain/import/compare.ts';
import { saidOfFinding, saidOfMeasure } from '../domain/import/fields.ts';
import { type ContextOf, canonical, type Importer, type Item, type Plan, planImport } from '../domain/import/plan.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import type { FindingDraft, Lists, MeasureDraft } from '../domain/plan/lists.ts';
import { streamOf } from '../workflows/contract.ts';
import type { SetUp } from './campaign.ts';

/** What an import is told: the lists, the rules of a campaign that is not there yet, and in whose name it changes. */
export type ImportContent = {
  setUp: Omit<SetUp, 'clock'> | null;
  lists: Lists;
  by: { actor: Actor; approver: string } | null;
};

/**
 * The same lists are the same import, however often, by whom and by whichever process they are handed in: also when the
 * campaign has begun meanwhile, whose people are known then and stand in another order.
 */
export function importId(campaign: string, { directory, findings, measures }: Lists): string {
  const sorted = <T extends { id: string }>(all: T[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  const people = { units: sorted(directory.units), persons: sorted(directory.persons) };
  return createHash('sha256')
    .update(canonical([campaign, people, findings, measures]))
    .digest('hex')
    .slice(0, 16);
}

/** What came of an import; `refused`: what an item said no to, after all. One that failed gives its code. */
export type ImportResult = {
  started: { findings: number; measures: number };
  changed: { findings: number; measures: number };
  refused: ({ stream: string } & Refusal)[];
};
export type Outcome = ImportResult | Refusal;

/** One item of the lists: where it lives, and a digest of what can be changed in it. */
export type Wanted = { stream: string; digest: string; draft: FindingDraft | MeasureDraft };

/** Every item of the lists, findings first. */
export function wantedOf(campaign: string, { findings, measures }: Lists): Wanted[] {
  return [
    ...findings.map((draft) => ({
      ...{ stream: streamOf.finding(campaign, draft.id), digest: digestOf(saidOfFinding(draft)), draft },
    })),
    ...measures.map((draft) => ({
      ...{ stream: streamOf.measure(campaign, draft.id), digest: digestOf(saidOfMeasure(draft)), draft },
    })),
  ];
}

function digestOf(said: object): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22);
}

/** What the record is asked for a plan; `ledger/queries/imported.ts` answers. */
export type Recorded = {
  /** The digests of what the lists said last, of items that are in the record, by stream. */
  digests(campaign: string): Promise<Map<string, string>>;
  items(streams: string[]): Promise<Map<string, { seq: number; state: object; before: object | null }>>;
  /** The measures that are neither withdrawn nor archived, and their findings. */
  open(campaign: string): Promise<{ id: string; finding: string }[]>;
  answers(campaign: string): Promise<Answered>;
};

/** What an import would do to the campaign as it stands in the record. Nothing is asked of Temporal. */
export async function planOf(
  campaign: string,
  id: string,
  state: CampaignState | null,
  { lists, by }: Pick<ImportContent, 'lists' | 'by'>,
  recorded: Recorded,
  contextOf: ContextOf | null,
  today: Day,
): Promise<Plan> {
  const digests = await recorded.digests(campaign);
  const wanted = wantedOf(campaign, lists);
  const isUnchanged = ({ stream, digest }: Wanted) => digests.get(stream) === digest;
  const changed = wanted.filter((one) => !isUnchanged(one));
  const parents = new Set(
    changed.flatMap(({ draft }) => ('finding' in draft ? [streamOf.finding(campaign, draft.finding)] : [])),
  );
  const items = await recorded.items([...new Set([...changed.map(({ stream }) => stream), ...parents])]);
  const itemsOf = <S, D>(kind: string) =>
    new Map(
      [...items].flatMap(([stream, item]) => {
        const [of, , id] = stream.split('/');
        return of === kind ? [[id!, item as unknown as Item<S, D>] as const] : [];
      }),
    );
  const unchanged = wanted.filter(isUnchanged);
  const idsOf = (isMeasure: boolean) =>
    new Set(unchanged.flatMap(({ draft }) => ('finding' in draft === isMeasure ? [draft.id] : [])));
  return planImport(
    lists,
    {
      campaign: state,
      unchanged: { findings: idsOf(false), measures: idsOf(true) },
      findings: itemsOf<FindingState, FindingDraft>('finding'),
      measures: itemsOf<MeasureState, MeasureDraft>('measure'),
      open: await recorded.open(campaign),
    },
    await recorded.answers(campaign),
    importerOf(id, by, contextOf?.() ?? null),
    contextOf,
    today,
  );
}

/** Who changes what the lists change: the person named, or, to try what would come of it, anybody of the office. */
function importerOf(id: string, by: ImportContent['by'], context: Context | null): Importer {
  const reason = `import ${id}`;
  if (by) return { actor: by.actor, approver: by.approver, reason };
  const office = context?.directory.persons.find(({ roles }) => roles.includes('office'));
  return { actor: { person: office?.id ?? '', units: [], roles: ['office'] }, approver: office?.name ?? '?', reason };
}

/** The items of the lists that stand as they say, and of which it was not kept that they say so. */
export function saidAgain(campaign: string, { findings, measures }: Plan, lists: Lists): Wanted[] {
  const found = (kind: 'finding' | 'measure', all: Plan['findings'] | Plan['measures']) =>
    all.filter(({ outcome, seq }) => outcome === 'same' && seq > 0).map(({ id }) => streamOf[kind](campaign, id));
  const streams = new Set([...found('finding', findings), ...found('measure', measures)]);
  return streams.size === 0 ? [] : wantedOf(campaign, lists).filter(({ stream }) => streams.has(stream));
}
