import type { Kysely } from 'kysely';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Tables } from '../tables.ts';

/** A measure by its id, with its finding's number and title; null where there is none. */
export async function findMeasure(db: Kysely<Tables>, campaign: string, id: string) {
  const row = await db
    .selectFrom('measure')
    .innerJoin('stream', 'stream.id', 'measure.stream')
    .leftJoin('finding', (join) =>
      join.onRef('finding.campaign', '=', 'measure.campaign').onRef('finding.id', '=', 'measure.finding'),
    )
    .select(['measure.stream', 'stream.state', 'finding.no as findingNo', 'finding.title as findingTitle'])
    .where('measure.campaign', '=', campaign)
    .where('measure.id', '=', id)
    .executeTakeFirst();
  if (!row?.state) return null;
  const { stream, findingNo, findingTitle } = row;
  return { stream, state: row.state as MeasureState, finding: { no: findingNo ?? '', title: findingTitle ?? '' } };
}
