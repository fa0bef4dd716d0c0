import type { Kysely } from 'kysely';
import type { CampaignRow, FindingRow, MeasureRow } from '../tables/board.ts';
import type { Tables } from '../tables.ts';

const ofMeasure = [
  ...(['id', 'campaign', 'stream', 'finding', 'no', 'title', 'kind', 'phase', 'light', 'holder'] as const),
  ...(['lead_unit', 'leader', 'effect_due', 'done_due', 'late', 'publish'] as const),
];
const ofFinding = ['id', 'campaign', 'stream', 'no', 'title', 'category', 'phase', 'lead_unit', 'publish'] as const;

/** What others are told of a measure and of a finding; the rest is for ordering and counting. */
export type MeasureLine = Pick<MeasureRow, (typeof ofMeasure)[number]>;
export type FindingLine = Pick<FindingRow, (typeof ofFinding)[number]>;

/** Which measures; what is left out does not matter. */
export type MeasureFilter = Partial<
  Pick<MeasureRow, 'finding' | 'phase' | 'light' | 'holder' | 'lead_unit' | 'leader' | 'kind' | 'late' | 'publish'>
>;

/** A part of a long list, by id: at most `limit`, after one id. */
export type Page = { after?: string; limit?: number };

/** The campaign's measures, by id. */
export function measures(
  db: Kysely<Tables>,
  campaign: string,
  filter: MeasureFilter = {},
  { after, limit }: Page = {},
): Promise<MeasureLine[]> {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
  return db
    .selectFrom('measure')
    .select(ofMeasure)
    .where('campaign', '=', campaign)
    .where((where) =>
      where.and(
        wanted.map(([column, value]) => where(column as keyof MeasureFilter, value === null ? 'is' : '=', value)),
      ),
    )
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .orderBy('id')
    .execute();
}

/** The campaign's findings, by id. */
export function findings(db: Kysely<Tables>, campaign: string): Promise<FindingLine[]> {
  return db.selectFrom('finding').select(ofFinding).where('campaign', '=', campaign).orderBy('id').execute();
}

/** All campaigns of this installation, by id. */
export function campaigns(db: Kysely<Tables>): Promise<CampaignRow[]> {
  return db.selectFrom('campaign').selectAll().orderBy('id').execute();
}
