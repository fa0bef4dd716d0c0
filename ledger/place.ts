import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Where a ledger is at home, since when, and who said so; by nobody: it was begun there. */
export type Home = { place: string; since: Instant; by: string | null };

/**
 * A fingerprint of where a ledger lies: stays over restarts, new hosts of the same folder and new releases; a copy has
 * another. Of PostgreSQL the cluster's identifier and the database, of a folder the machine and the folder itself.
 */
export async function placeOf(db: Db, folder: string | null): Promise<string> {
  const facts = folder === null ? await databaseFacts(db) : await folderFacts(folder);
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 32);
}

async function databaseFacts(db: Db): Promise<string[]> {
  const { rows } = await sql<{ cluster: string; database: string }>`
    select (select system_identifier::text from pg_control_system()) as cluster,
      (select oid::text from pg_database where datname = current_database()) as database
  `.execute(db);
  return ['postgres', rows[0]!.cluster, rows[0]!.database];
}

async function folderFacts(folder: string): Promise<string[]> {
  // Not the host's name: a container gets a new one with each start.
  const machine = await readFile('/etc/machine-id', 'utf8').catch(() => '');
  const { ino } = await stat(folder, { bigint: true });
  return ['folder', machine.trim(), String(ino)];
}

/** Where the ledger says it is at home; at its first start that is where it lies. */
export async function homeOf(db: Db, place: string, now: Instant): Promise<Home> {
  const home: Home = { place, since: now, by: null };
  await db
    .insertInto('meta')
    .values({ key: 'home', value: JSON.stringify(home) })
    .onConflict((on) => on.doNothing())
    .execute();
  const row = db.selectFrom('meta').select('value').where('key', '=', 'home');
  return JSON.parse((await row.executeTakeFirstOrThrow()).value);
}

/** A person says that the ledger is at home where it lies now: from here on this copy mails. */
export async function adopt(db: Db, place: string, by: string, now: Instant): Promise<void> {
  const value = JSON.stringify({ place, since: now, by } satisfies Home);
  await db.updateTable('meta').set({ value }).where('key', '=', 'home').execute();
}
