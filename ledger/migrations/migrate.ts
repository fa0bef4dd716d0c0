import { randomUUID } from 'node:crypto';
import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely';
import { CodedError } from '../../domain/errors.ts';
import type { Tables } from '../tables.ts';
import { first } from './001-first.ts';
import { imports } from './002-import.ts';
import { delivery } from './004-delivery.ts';
import { access } from './005-access.ts';
import { calendarYears } from './006-calendar.ts';
import { refusals } from './007-refusals.ts';
import { hooks } from './008-hooks.ts';
import { canary } from './009-canary.ts';
import { feeds } from './010-feeds.ts';
import { board } from './011-board.ts';
import { hooksTold } from './012-hooks-told.ts';
import { turn } from './013-turn.ts';
import type { Migration } from './migration.ts';

/** In the order of their versions. */
export const migrations: Migration[] = [
  first,
  imports,
  delivery,
  access,
  calendarYears,
  refusals,
  hooks,
  canary,
  feeds,
  board,
  hooksTold,
  turn,
];

/** The number all processes of ours agree on: "xiaohao" in no particular encoding. */
const migrationLock = 9_140_712;

/**
 * Brings the schema to this release's version, in one transaction; whoever comes at the same time waits.
 * @returns the installation's id.
 * @throws CodedError `data-newer` when a later release has been here.
 */
export async function migrate(db: Kysely<Tables>, steps: Migration[] = migrations): Promise<string> {
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`set local lock_timeout = 0`.execute(tx);
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(tx);
    await sql`create table if not exists meta (key text primary key, value text not null)`.execute(tx);

    const found = Number((await readMeta(tx, 'schema')) ?? 0);
    const known = steps.at(-1)?.version ?? 0;
    if (found > known) throw new CodedError('data-newer', { found, known });

    const due = steps.filter(({ version }) => version > found);
    for (const step of due) {
      for (const statement of step.statements) await tx.executeQuery(CompiledQuery.raw(statement));
    }
    // Once all tables are this release's: what fills them is written against those.
    for (const step of due) await step.fill?.(tx);
    if (found < known) await writeMeta(tx, 'schema', String(known));
    return (await readMeta(tx, 'installation')) ?? writeMeta(tx, 'installation', randomUUID());
  });
}

type Key = Tables['meta']['key'];

async function readMeta(tx: Transaction<Tables>, key: Key): Promise<string | undefined> {
  const row = await tx.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

async function writeMeta(tx: Transaction<Tables>, key: Key, value: string): Promise<string> {
  const update = { value };
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(update))
    .execute();
  return value;
}
