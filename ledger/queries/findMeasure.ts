import type { Kysely } from 'kysely';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Tables } from '../tables.ts';

/** A measure by its id, with its finding, where that is drafted; null where there is none. */
export async function findMeasure(db: Kysely<Tables>, campaign: string, id: string) {
  const row = await db
    .selectFrom('measure')
    .innerJoin('stream', 'stream.id', 'measure.stream')
    .leftJoin('finding', (join) =>
      join.onRef('finding.campaign', '=', 'measure.campaign').onRef('finding.id', '=', 'measure.finding'),
    )
    .leftJoin('stream as above', 'above.id', 'finding.stream')
    .select(['measure.stream', 'stream.state', 'above.state as finding'])
    .where('measure.campaign', '=', campaign)
    .where('measure.id', '=', id)
    .executeTakeFirst();
  if (!row?.state) return null;
  return { stream: row.stream, state: row.state as MeasureState, finding: row.finding as FindingState | null };
}
