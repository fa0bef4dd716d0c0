import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, migrations } from '../../ledger/migrations/migrate.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { createDatabase, type Postgres, startPostgres } from '../support/postgres.ts';

/** One line per released migration; a released one is never changed. */
const released = [
  '1 170f332d8f41db4cd646cf4c9f5a76d6d085b58688caa0e3f7b0e66e4c83083d',
  '2 a662b22dd7313ff244f360eebcbca419a2d837e8d7d80738853cd421a64a16f1',
];

const newest = migrations.at(-1)!.version;

it('versions rise and released migrations are as they were released', () => {
  const versions = migrations.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  const prints = migrations.map(({ version, statements }) => {
    const hash = createHash('sha256').update(statements.join(';\n')).digest('hex');
    return `${version} ${hash}`;
  });
  expect(prints.slice(0, released.length)).toEqual(released);
});

describe('on memory', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await openLedger();
  });
  afterAll(() => ledger.close());

  rules(() => ledger);
});

describe('on postgres', () => {
  let server: Postgres;
  let url: string;
  let ledger: Ledger;
  beforeAll(async () => {
    server = await startPostgres();
    url = await createDatabase(server);
    ledger = await openLedger({ url });
  });
  afterAll(async () => {
    await ledger?.close();
    await server?.stop();
  });

  rules(() => ledger);

  it('twenty at once agree on one schema and one installation', async () => {
    const empty = await createDatabase(server);
    const all = await Promise.all(Array.from({ length: 20 }, () => openLedger({ url: empty })));
    expect(new Set(all.map(({ installation }) => installation)).size).toBe(1);
    await Promise.all(all.map((one) => one.close()));
  });

  it('two installations are told apart', async () => {
    const other = await openLedger({ url: await createDatabase(server) });
    expect(other.installation).not.toBe(ledger.installation);
    await other.close();
  });

  it('a database of a newer release is not opened', async () => {
    const newer = await createDatabase(server);
    const first = await openLedger({ url: newer });
    await first.db.updateTable('meta').set({ value: '99' }).where('key', '=', 'schema').execute();
    await first.close();
    await expect(openLedger({ url: newer })).rejects.toMatchObject({
      code: 'data-newer',
      facts: { found: 99, known: newest },
    });
  });
});

function rules(ledger: () => Ledger): void {
  it('a second time changes nothing', async () => {
    expect(await migrate(ledger().db)).toBe(ledger().installation);
  });

  it('an older database gets only the steps it lacks', async () => {
    const steps = [...migrations, { version: newest + 1, statements: ['create table later (id text)'] }];
    expect(await migrate(ledger().db, steps)).toBe(ledger().installation);
    await sql`drop table later`.execute(ledger().db);

    await expect(migrate(ledger().db)).rejects.toMatchObject({
      code: 'data-newer',
      facts: { found: newest + 1, known: newest },
    });
    await ledger()
      .db.updateTable('meta')
      .set({ value: String(newest) })
      .where('key', '=', 'schema')
      .execute();
  });

  it('a step that fails leaves the schema as it was', async () => {
    const steps = [
      ...migrations,
      { version: newest + 1, statements: ['create table half (id text)', 'create nonsense'] },
    ];
    await expect(migrate(ledger().db, steps)).rejects.toThrow(/syntax/);
    await expect(sql`select * from half`.execute(ledger().db)).rejects.toThrow(/half/);
    expect(await migrate(ledger().db)).toBe(ledger().installation);
  });
}
