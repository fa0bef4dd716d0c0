import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** A head a campaign recorded, beside what the stream has now. */
export type RecordedHead = {
  stream: string;
  seq: number;
  hash: string;
  /** The stream's last seq; null: it has no row or no events. */
  last: number | null;
  /** The hash of its event `seq` now; null: there is none. */
  found: string | null;
};

type Recorded = Pick<RecordedHead, 'stream' | 'seq' | 'hash'>;

const headsAtOnce = 1000;

/** All heads in all `HeadsRecorded` events, oldest first; what cannot be read as one is left to the hash check. */
export async function* readRecordedHeads(
  db: Kysely<Tables>,
  campaign: string | undefined,
): AsyncGenerator<RecordedHead> {
  const recordings = await db
    .selectFrom('event')
    .innerJoin('stream', 'stream.id', 'event.stream')
    .select(['event.stream', 'event.seq'])
    .where('stream.kind', '=', 'campaign')
    .where('event.type', '=', 'HeadsRecorded')
    .$if(campaign !== undefined, (query) => query.where('stream.campaign', '=', campaign!))
    .orderBy('event.pos')
    .execute();
  for (const { stream, seq } of recordings) {
    const { payload } = await db
      .selectFrom('event')
      .select('payload')
      .where('stream', '=', stream)
      .where('seq', '=', seq)
      .executeTakeFirstOrThrow();
    const heads = headsIn(payload);
    for (let at = 0; at < heads.length; at += headsAtOnce) {
      yield* await compare(db, heads.slice(at, at + headsAtOnce));
    }
  }
}

async function compare(db: Kysely<Tables>, heads: Recorded[]): Promise<RecordedHead[]> {
  const { rows } = await sql<RecordedHead>`
    select r.stream, r.seq, r.hash, e.hash as found,
      (select max(seq) from event where event.stream = s.id) as last
    from json_to_recordset(${JSON.stringify(heads)}::json) as r(stream text, seq int8, hash text)
    left join stream s on s.id = r.stream
    left join event e on e.stream = r.stream and e.seq = r.seq
  `.execute(db);
  return rows;
}

function headsIn(payload: string): Recorded[] {
  try {
    const heads: Record<string, { seq: number; hash: string }> = JSON.parse(payload).heads;
    return Object.entries(heads)
      .filter(([, head]) => Number.isSafeInteger(head.seq) && head.seq > 0)
      .map(([stream, { seq, hash }]) => ({ stream, seq, hash }));
  } catch {
    return [];
  }
}
