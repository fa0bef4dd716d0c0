import { expect, it } from 'vitest';
import { chainHash } from '../../ledger/hash.ts';
import type { Ledger } from '../../ledger/open.ts';
import { verify } from '../../ledger/verify.ts';
import { campaign, event, record } from './given.ts';
import { onStores } from './stores.ts';

const office = 'campaign/xiangcheng-2024';
const a = 'measure/xiangcheng-2024/3-1';
const b = 'measure/xiangcheng-2024/3-2';

onStores(['memory', 'postgres'], (ledger) => {
  it('an untouched record is whole', async () => {
    await threeEventsEach();
    await recordHeads();
    expect(await verify(ledger())).toEqual({ events: 7, streams: 3, deliveries: 0, broken: null });
    expect(await verify(ledger(), campaign)).toEqual({ events: 7, streams: 3, deliveries: 0, broken: null });
    expect(await verify(ledger(), 'another')).toEqual({ events: 0, streams: 0, deliveries: 0, broken: null });
  });

  it('walks more streams and longer ones than fit in a page', async () => {
    const many = Array.from({ length: 120 }, (_, i) => `measure/xiangcheng-2024/${i}`);
    await Promise.all(many.map((name) => record(ledger(), name, [event('MeasureIssued')])));
    await record(
      ledger(),
      office,
      Array.from({ length: 1001 }, () => event('Ticked')),
    );
    expect(await verify(ledger())).toEqual({ events: 1121, streams: 121, deliveries: 0, broken: null });
  });

  it.each([
    ['payload', { payload: '{"n":9}' }],
    ['actor', { actor: '{"person":"li"}' }],
    ['type', { type: 'MeasureClosed' }],
    ['at', { at: 1 }],
    ['hash', { hash: '0'.repeat(64) }],
  ])('a changed %s is found where it is', async (_, change) => {
    await threeEventsEach();
    await ledger().db.updateTable('event').set(change).where('stream', '=', a).where('seq', '=', 2).execute();
    expect((await verify(ledger())).broken).toEqual({ stream: a, seq: 2, why: 'hash' });
  });

  it('a deletion in the middle is a gap', async () => {
    await threeEventsEach();
    await ledger().db.deleteFrom('event').where('stream', '=', a).where('seq', '=', 2).execute();
    expect((await verify(ledger())).broken).toEqual({ stream: a, seq: 2, why: 'gap' });
  });

  it('a cut tail shows against the stream’s row', async () => {
    await threeEventsEach();
    await cut(a, 2);
    expect((await verify(ledger())).broken).toEqual({ stream: a, seq: 2, why: 'cut' });
  });

  it('a row that names another end than its chain shows', async () => {
    await threeEventsEach();
    await pretendEnd(a, 2);
    expect((await verify(ledger())).broken).toEqual({ stream: a, seq: 3, why: 'head' });
  });

  it('a tail cut together with its row shows against the recorded heads', async () => {
    await threeEventsEach();
    await recordHeads();
    await record(ledger(), a, [event('ReportFiled')]);
    await cut(a, 3);
    await pretendEnd(a, 2);
    expect((await verify(ledger())).broken).toEqual({ stream: a, seq: 3, why: 'cut' });
    expect((await verify(ledger(), campaign)).broken).toEqual({ stream: a, seq: 3, why: 'cut' });
  });

  it('a chain forged from its first event on shows against the recorded heads', async () => {
    await threeEventsEach();
    await recordHeads();
    await forge(a);
    expect((await verify(ledger())).broken).toEqual({ stream: a, seq: 3, why: 'rewritten' });
  });

  it('events without their stream show, and so does a stream gone altogether', async () => {
    await threeEventsEach();
    await recordHeads();
    await ledger().db.deleteFrom('stream').where('id', '=', b).execute();
    expect((await verify(ledger())).broken).toEqual({ stream: b, seq: 1, why: 'missing-stream' });
    await cut(b, 1);
    expect((await verify(ledger(), campaign)).broken).toEqual({ stream: b, seq: 1, why: 'missing-stream' });
  });

  it('of several breaks the first by stream and seq is named', async () => {
    await threeEventsEach();
    await recordHeads();
    await cut(b, 3);
    await ledger()
      .db.updateTable('event')
      .set({ payload: '{}' })
      .where('stream', '=', a)
      .where('seq', '>', 1)
      .execute();
    expect((await verify(ledger())).broken).toEqual({ stream: a, seq: 2, why: 'hash' });
    expect((await verify(ledger())).events).toBe(6);
  });

  it('a recording of heads that was itself garbled is a wrong hash, not a crash', async () => {
    await recordHeads();
    await ledger().db.updateTable('event').set({ payload: 'not json' }).execute();
    expect((await verify(ledger())).broken).toEqual({ stream: office, seq: 1, why: 'hash' });
  });

  async function threeEventsEach(): Promise<void> {
    for (const name of [a, b])
      await record(
        ledger(),
        name,
        [1, 2, 3].map((n) => event('ReportFiled', { n })),
      );
  }

  async function recordHeads(): Promise<void> {
    const rows = await ledger().db.selectFrom('stream').select(['id', 'seq', 'head']).execute();
    const heads = Object.fromEntries(rows.map(({ id, seq, head }) => [id, { seq, hash: head }]));
    await record(ledger(), office, [event('HeadsRecorded', { heads })]);
  }

  async function cut(stream: string, from: number): Promise<void> {
    await ledger().db.deleteFrom('event').where('stream', '=', stream).where('seq', '>=', from).execute();
  }

  /** Makes the stream's row end at an event that is there. */
  async function pretendEnd(stream: string, seq: number): Promise<void> {
    const query = ledger().db.selectFrom('event').select('hash').where('stream', '=', stream).where('seq', '=', seq);
    const { hash } = await query.executeTakeFirstOrThrow();
    await ledger().db.updateTable('stream').set({ seq, head: hash }).where('id', '=', stream).execute();
  }

  /** What somebody with all rights on the database and this source could do. */
  async function forge(stream: string): Promise<void> {
    const { db }: Ledger = ledger();
    let hash = '';
    const events = await db.selectFrom('event').selectAll().where('stream', '=', stream).orderBy('seq').execute();
    for (const old of events) {
      const payload = old.payload.replace('1', '100');
      hash = chainHash(hash, { ...old, payload });
      await db.updateTable('event').set({ payload, hash }).where('pos', '=', old.pos).execute();
    }
    await db.updateTable('stream').set({ head: hash }).where('id', '=', stream).execute();
  }
});
