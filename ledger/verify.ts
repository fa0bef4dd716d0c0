import type { Kysely } from 'kysely';
import type { Broken, BrokenWhy } from './broken.ts';
import { chainHash } from './hash.ts';
import type { Ledger } from './open.ts';
import { findOrphan, readChainPage, readStreamPage } from './queries/chains.ts';
import { readRecordedHeads } from './queries/recordedHeads.ts';
import type { EventRow, StreamRow } from './tables/record.ts';
import type { Tables } from './tables.ts';
import { verifyDeliveries } from './verifyDeliveries.ts';

/** `deliveries`: entries of the records of deliveries, whose breaks stand under `delivery/<campaign>`. */
export type Verified = { events: number; streams: number; deliveries: number; broken: Broken | null };

/** So few streams at a time that appends on a one-connection database wait only milliseconds for their turn. */
const streamsAtOnce = 50;
const eventsAtOnce = 500;

/**
 * Recomputes every chain and compares its end with the stream's row and with all heads the campaigns recorded
 * (`HeadsRecorded`). Memory stays flat and appends go on meanwhile.
 * @param campaign left out: all, and events whose stream is gone.
 * @returns what was checked, and the first break by (stream, seq).
 */
export async function verify({ db }: Pick<Ledger, 'db'>, campaign?: string): Promise<Verified> {
  const result: Verified = { events: 0, streams: 0, deliveries: 0, broken: null };

  for (let after: string | undefined = ''; after !== undefined; ) {
    after = await verifyPage(db, campaign, after, result);
  }
  for await (const broken of compareRecordedHeads(db, campaign)) note(result, broken);
  const orphan = campaign === undefined ? await findOrphan(db) : undefined;
  if (orphan) note(result, { ...orphan, why: 'missing-stream' });
  const { entries, broken } = await verifyDeliveries(db, campaign);
  result.deliveries = entries;
  for (const one of broken) note(result, one);
  return result;
}

/** Checks one page of streams in one snapshot; answers where the next begins. */
async function verifyPage(
  db: Kysely<Tables>,
  campaign: string | undefined,
  after: string,
  result: Verified,
): Promise<string | undefined> {
  // One snapshot: a stream's row and its last event always belong together.
  const transaction = db.transaction().setIsolationLevel('repeatable read');
  return transaction.execute(async (tx) => {
    const streams = await readStreamPage(tx, campaign, after, streamsAtOnce);
    for (const stream of streams) {
      const chain = new Chain(stream);
      let page: EventRow[];
      do {
        page = await readChainPage(tx, stream.id, chain.seq, eventsAtOnce);
        for (const event of page) chain.add(event);
      } while (page.length === eventsAtOnce);
      chain.end();
      result.events += chain.events;
      result.streams += 1;
      if (chain.broken) note(result, chain.broken);
    }
    return streams.at(-1)?.id;
  });
}

/** Walks one stream from its first event, remembering the first break. */
class Chain {
  readonly #stream: Pick<StreamRow, 'id' | 'seq' | 'head'>;
  #head = '';
  seq = 0;
  events = 0;
  broken: Broken | null = null;

  constructor(stream: Pick<StreamRow, 'id' | 'seq' | 'head'>) {
    this.#stream = stream;
  }

  add(event: EventRow): void {
    if (event.seq !== this.seq + 1) this.#break(this.seq + 1, 'gap');
    else if (chainHash(this.#head, event) !== event.hash) this.#break(event.seq, 'hash');
    this.seq = event.seq;
    this.#head = event.hash;
    this.events += 1;
  }

  end(): void {
    if (this.seq < this.#stream.seq) this.#break(this.seq + 1, 'cut');
    else if (this.seq > this.#stream.seq || this.#head !== this.#stream.head) this.#break(this.seq, 'head');
  }

  #break(seq: number, why: BrokenWhy): void {
    this.broken ??= { stream: this.#stream.id, seq, why };
  }
}

async function* compareRecordedHeads(db: Kysely<Tables>, campaign: string | undefined): AsyncGenerator<Broken> {
  for await (const { stream, seq, hash, last, found } of readRecordedHeads(db, campaign)) {
    if (last === null) yield { stream, seq: 1, why: 'missing-stream' };
    else if (found === null && last < seq) yield { stream, seq: last + 1, why: 'cut' };
    else if (found !== null && found !== hash) yield { stream, seq, why: 'rewritten' };
  }
}

function note(result: Verified, broken: Broken): void {
  const first = result.broken;
  if (!first || broken.stream < first.stream || (broken.stream === first.stream && broken.seq < first.seq)) {
    result.broken = broken;
  }
}
