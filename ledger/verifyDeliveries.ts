import type { Kysely } from 'kysely';
import type { Broken } from './broken.ts';
import { deliveryHash } from './deliveryRecord.ts';
import type { Tables } from './tables.ts';

const entriesAtOnce = 1_000;

/** Recomputes every campaign's record of deliveries and compares its end with what the head says. */
export async function verifyDeliveries(
  db: Kysely<Tables>,
  campaign?: string,
): Promise<{ entries: number; broken: Broken[] }> {
  const heads = await db
    .selectFrom('delivery_head')
    .selectAll()
    .$if(campaign !== undefined, (query) => query.where('campaign', '=', campaign!))
    .orderBy('campaign')
    .execute();
  let entries = 0;
  const broken: Broken[] = [];
  for (const head of heads) {
    const found = await verifyOne(db, head);
    entries += found.entries;
    if (found.broken) broken.push(found.broken);
  }
  return { entries, broken };
}

/** Up to the head as it was read: what is appended meanwhile is for the next time. */
async function verifyOne(db: Kysely<Tables>, head: { campaign: string; seq: number; hash: string }) {
  const { campaign } = head;
  const stream = `delivery/${campaign}`;
  let [seq, previous] = [0, ''];
  for (;;) {
    const page = await db
      .selectFrom('delivery')
      .selectAll()
      .where('campaign', '=', campaign)
      .where('seq', '>', seq)
      .where('seq', '<=', head.seq)
      .orderBy('seq')
      .limit(entriesAtOnce)
      .execute();
    for (const entry of page) {
      if (entry.seq !== seq + 1) return { entries: seq, broken: { stream, seq: seq + 1, why: 'gap' as const } };
      if (deliveryHash(previous, entry) !== entry.hash)
        return { entries: seq, broken: { stream, seq: entry.seq, why: 'hash' as const } };
      seq = entry.seq;
      previous = entry.hash;
    }
    if (page.length < entriesAtOnce) break;
  }
  if (seq < head.seq) return { entries: seq, broken: { stream, seq: seq + 1, why: 'cut' as const } };
  return { entries: seq, broken: previous === head.hash ? null : { stream, seq, why: 'head' as const } };
}
