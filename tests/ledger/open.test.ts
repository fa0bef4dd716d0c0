import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLedger } from '../../ledger/open.ts';
import { timeline } from '../../ledger/queries/timeline.ts';
import { verify } from '../../ledger/verify.ts';
import { createDatabase, type Postgres, startPostgres } from '../support/postgres.ts';
import { event, nine, record } from './given.ts';

const stream = 'measure/xiangcheng-2024/3-1';

let folder: string;
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-open-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('a folder opened again holds what was recorded, and is the same installation', async () => {
  const first = await openLedger({ folder: join(folder, 'ledger') });
  const { events } = await record(first, stream, [event('MeasureIssued')]);
  await first.close();

  const second = await openLedger({ folder: join(folder, 'ledger') });
  expect(second.installation).toBe(first.installation);
  expect(await timeline(second.db, stream)).toEqual(events);
  await second.close();
});

it('instants come back as numbers, bytes as bytes, from either database', async () => {
  for (const options of [{}, { url: await createDatabase(server) }]) {
    const ledger = await openLedger(options);
    await ledger.db
      .insertInto('mail')
      .values({
        ...{ id: 'm1', campaign: 'c', person: 'wang', email: 'wang@zhujian.test', audience: 'unit', subject: '九月' },
        ...{
          window_at: nine,
          raw: Buffer.from([0, 13, 10, 255]),
          items: 3,
          state: 'staged',
          tries: 0,
          staged_at: nine,
        },
      })
      .execute();
    const mail = await ledger.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect(mail).toMatchObject({ window_at: nine, items: 3, next_try: null });
    expect([...mail.raw]).toEqual([0, 13, 10, 255]);
    await ledger.close();
  }
});

it('closing waits for the appends under way and takes no more', async () => {
  const ledger = await openLedger({ url: await createDatabase(server) });
  const underWay = record(ledger, stream, [event('MeasureIssued')]);
  const closed = ledger.close();
  await expect(record(ledger, stream, [event('TooLate')])).rejects.toMatchObject({ code: 'ledger-unreachable' });
  expect((await underWay).events).toHaveLength(1);
  await closed;
});

it('a transaction is all or nothing', async () => {
  const ledger = await openLedger({ url: await createDatabase(server) });
  const work = ledger.transaction(async (tx) => {
    await tx.insertInto('mail_notice').values({ mail: 'm', notice: 'n' }).execute();
    throw new Error('stop');
  });
  await expect(work).rejects.toThrow('stop');
  expect(await ledger.db.selectFrom('mail_notice').selectAll().execute()).toEqual([]);
  await ledger.close();
});

it('a database that is not there is named, without its password', async () => {
  const opening = openLedger({ url: 'postgres://office:secret@127.0.0.1:1/xiaohao' });
  await expect(opening).rejects.toMatchObject({
    code: 'ledger-unreachable',
    facts: { where: 'postgres://127.0.0.1:1/xiaohao', why: expect.stringContaining('ECONNREFUSED') },
  });
  await expect(opening).rejects.not.toThrow(/secret/);
});

it('a folder that cannot be one is named', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(openLedger({ folder: file })).rejects.toMatchObject({
    code: 'ledger-unreachable',
    facts: { where: file },
  });
});

it('a server lost in the middle fails all who wait, and they can ask again', async () => {
  const own = await startPostgres();
  const url = await createDatabase(own);
  const ledger = await openLedger({ url });
  await record(ledger, stream, [event('MeasureIssued')]);
  // Every connection of the ledger is thrown out, as at a restart of the server.
  const killer = await openLedger({ url });
  const asking = ledger.append({
    ...{ stream, campaign: 'xiangcheng-2024', kind: 'measure', expectedSeq: 1, commandIds: [] },
    prepare: async () => {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and datname = current_database()`.execute(killer.db);
    },
    decide: () => ({ events: [event('Lost')], state: {}, nextAt: null, answers: {}, messages: [], notices: [] }),
  });
  await expect(asking).rejects.toMatchObject({ code: 'ledger-unreachable' });

  const { events } = await record(ledger, stream, [event('MeasureAcknowledged')]);
  expect(events.map(({ type }) => type)).toEqual(['MeasureIssued', 'MeasureAcknowledged']);
  await killer.close();
  await ledger.close();
  await own.stop();
});

it('several processes on one database keep every chain whole and never lock each other out', async () => {
  const url = await createDatabase(server);
  const ledgers = await Promise.all([1, 2, 3].map(() => openLedger({ url })));
  const streams = Array.from({ length: 12 }, (_, i) => `measure/xiangcheng-2024/${i}`);
  const rounds = 10;
  await Promise.all(
    ledgers.map(async (ledger, process) => {
      for (let round = 0; round < rounds; round++) {
        // Each in another order, old streams mixed with new ones.
        const order = process % 2 ? streams.slice(0, round + 3) : streams.slice(0, round + 3).toReversed();
        await Promise.all(order.map((name) => record(ledger, name, [event('Ticked', { process, round })])));
      }
    }),
  );
  const expected =
    ledgers.length * Array.from({ length: rounds }, (_, i) => Math.min(i + 3, 12)).reduce((a, b) => a + b);
  expect(await verify(ledgers[0]!)).toEqual({ events: expected, streams: 12, deliveries: 0, broken: null });
  await Promise.all(ledgers.map((ledger) => ledger.close()));
});
