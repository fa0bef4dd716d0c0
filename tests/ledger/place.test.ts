import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { type LedgerOptions, openLedger } from '../../ledger/open.ts';
import { adopt, homeOf } from '../../ledger/place.ts';
import { createDatabase } from '../support/postgres.ts';

async function isAtHome(options: LedgerOptions, adoptedBy?: string): Promise<boolean> {
  const ledger = await openLedger(options);
  if (adoptedBy) await adopt(ledger.db, ledger.place, adoptedBy, 7);
  const home = await homeOf(ledger.db, ledger.place, 8);
  if (adoptedBy) expect(home).toEqual({ place: ledger.place, since: 7, by: adoptedBy });
  await ledger.close();
  return home.place === ledger.place;
}

test('a folder is at home where it was begun, also when it is opened again; its copy is not, until adopted', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'xiaohao-place-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const [folder, copy] = [join(parent, 'a'), join(parent, 'b')];
  expect(await isAtHome({ folder })).toBe(true);
  expect(await isAtHome({ folder })).toBe(true);
  await cp(folder, copy, { recursive: true });
  expect(await isAtHome({ folder: copy })).toBe(false);
  expect(await isAtHome({ folder: copy }, 'Li')).toBe(true);
  expect(await isAtHome({ folder })).toBe(true);
}, 60_000);

test('a database copied within its server is not at home either', async () => {
  const url = await createDatabase({ url: process.env.TEST_POSTGRES_URL! });
  expect(await isAtHome({ url })).toBe(true);
  expect(await isAtHome({ url })).toBe(true);
  const name = new URL(url).pathname.slice(1);
  const server = await openLedger({ url: await createDatabase({ url: process.env.TEST_POSTGRES_URL! }) });
  await sql`create database ${sql.id(`${name}_copy`)} template ${sql.id(name)}`.execute(server.db);
  await server.close();
  const copy = Object.assign(new URL(url), { pathname: `/${name}_copy` }).href;
  expect(await isAtHome({ url: copy })).toBe(false);
}, 60_000);
