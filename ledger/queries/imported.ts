import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { ImportRow } from '../tables/lists.ts';
import type { Tables } from '../tables.ts';
import { answersOf } from './questions.ts';

type Db = Kysely<Tables>;

/** What a plan of an import asks of the record (`client/import.ts`). */
export function recordedIn(db: Db) {
  return {
    digests: (campaign: string) => importedDigests(db, campaign),
    items: (streams: string[]) => standingItems(db, streams),
    open: (campaign: string) => openMeasures(db, campaign),
    answers: (campaign: string) => answersOf(db, campaign),
  };
}

/** The digests of what lists said last, by stream, of items that are in the record. */
async function importedDigests(db: Db, campaign: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('imported')
    .innerJoin('stream', 'stream.id', 'imported.stream')
    .select(['imported.stream', 'imported.digest'])
    .where('imported.campaign', '=', campaign)
    .where('stream.seq', '>', 0)
    .execute();
  return new Map(rows.map(({ stream, digest }) => [stream, digest]));
}

const atOnce = 2_000;
const uniqueViolation = '23505';

/** How these streams stand and what lists said of them last; those that have not begun are left out. */
async function standingItems(
  db: Db,
  streams: string[],
): Promise<Map<string, { seq: number; state: object; before: object | null }>> {
  const found = new Map<string, { seq: number; state: object; before: object | null }>();
  for (let from = 0; from < streams.length; from += atOnce) {
    const { rows } = await sql<{ id: string; seq: number; state: object; before: object | null }>`
      select s.id, s.seq, s.state, i.draft as before from stream s left join imported i on i.stream = s.id
      where s.id = any(${streams.slice(from, from + atOnce)}::text[]) and s.seq > 0 and s.state is not null
    `.execute(db);
    for (const { id, ...item } of rows) found.set(id, item);
  }
  return found;
}

/** A campaign's measures that are neither withdrawn nor archived. */
function openMeasures(db: Db, campaign: string): Promise<{ id: string; finding: string }[]> {
  return db
    .selectFrom('measure')
    .innerJoin('stream', 'stream.id', 'measure.stream')
    .select(['measure.id', 'measure.finding'])
    .where('measure.campaign', '=', campaign)
    .where('measure.phase', '!=', 'withdrawn')
    .where('stream.archived', '=', false)
    .orderBy('measure.id')
    .execute();
}

/** Keeps what the lists say now of these items, in place of what they said last. */
export async function keepImported(
  db: Db,
  campaign: string,
  id: string,
  items: { stream: string; digest: string; draft: object }[],
): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce) {
    await sql`
      insert into imported (stream, campaign, import, digest, draft)
      select r.stream, ${campaign}, ${id}, r.digest, r.draft
      from json_to_recordset(${JSON.stringify(items.slice(from, from + atOnce))}::json)
        as r(stream text, digest text, draft jsonb)
      on conflict (stream) do update
        set import = excluded.import, digest = excluded.digest, draft = excluded.draft
    `.execute(db);
  }
}

/** How many findings and measures of a campaign have begun: their rows on the board, which are small, not their states. */
export async function countBegun(db: Db, campaign: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select ((select count(*) from measure where campaign = ${campaign})
      + (select count(*) from finding where campaign = ${campaign}))::int as n
  `.execute(db);
  return rows[0]!.n;
}

/** Of these streams, those that have begun. */
export async function begunOf(db: Db, streams: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from stream where id = any(${streams}::text[]) and seq > 0
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Notes an import that is to be carried out, or carried out again.
 * @returns null; or the id of another of this campaign that is under way.
 */
export async function openImport(
  db: Db,
  { id, campaign, content, total, now }: { id: string; campaign: string; content: string; total: number; now: Instant },
): Promise<string | null> {
  const note = sql<{ id: string }>`
    insert into import (id, campaign, content, phase, done, total, moved_at)
    select ${id}, ${campaign}, ${content}, 'waiting', 0, ${total}, ${now}
    where not exists (
      select 1 from import where campaign = ${campaign} and id <> ${id} and phase in ('waiting', 'running')
    )
    on conflict (id) do update set content = excluded.content, phase = 'waiting', done = 0, total = excluded.total,
      moved_at = excluded.moved_at, result = null
    where import.phase in ('done', 'failed')
    returning id
  `;
  // Two that come at the same moment see nothing of each other; the index does.
  const { rows } = await note.execute(db).catch((error: { code?: string }) => {
    if (error.code === uniqueViolation) return { rows: [] };
    throw error;
  });
  if (rows.length > 0) return null;
  const other = await db
    .selectFrom('import')
    .select('id')
    .where('campaign', '=', campaign)
    .where('phase', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return other && other.id !== id ? other.id : null;
}

/** An import as it is recorded; undefined where there is none of this id. */
export function readImport(db: Db, id: string): Promise<ImportRow | undefined> {
  return db.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst();
}

/** How far an import has come; `moved_at` moves only when it has come further. */
export async function moveImport(db: Db, id: string, done: number, now: Instant): Promise<void> {
  await db
    .updateTable('import')
    .set({ phase: 'running', done, moved_at: now })
    .where('id', '=', id)
    .where((where) => where.or([where('done', '<', done), where('phase', '=', 'waiting')]))
    .execute();
}

/** An import has ended; its content is in the record now and kept no longer. */
export async function closeImport(
  db: Db,
  id: string,
  phase: 'done' | 'failed',
  result: object,
  now: Instant,
): Promise<void> {
  await db
    .updateTable('import')
    .set({ phase, result: JSON.stringify(result), content: '', moved_at: now })
    .where('id', '=', id)
    .execute();
}
