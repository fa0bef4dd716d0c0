import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { QuestionRow } from '../tables/lists.ts';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

/** What people answered, by the key of the question. */
export async function answersOf(db: Db, campaign: string): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('question')
    .select(['key', 'choice'])
    .where('campaign', '=', campaign)
    .where('choice', 'is not', null)
    .execute();
  return Object.fromEntries(rows.map(({ key, choice }) => [key, choice!]));
}

/** All questions of a campaign, the open ones first, each group in the order they were asked. */
export function questionsOf(db: Db, campaign: string): Promise<QuestionRow[]> {
  return db
    .selectFrom('question')
    .selectAll()
    .where('campaign', '=', campaign)
    .orderBy(sql`choice is not null`)
    .orderBy('asked_at')
    .orderBy('key')
    .execute();
}

/**
 * Asks; what was asked before keeps its answer and the hour it was asked first. Open questions of these files, and of
 * the comparison, that are not asked again have settled themselves.
 */
export async function askQuestions(
  db: Db,
  campaign: string,
  questions: { key: string }[],
  files: string[],
  now: Instant,
): Promise<void> {
  await sql`
    delete from question where campaign = ${campaign} and choice is null
      and body ->> 'file' = any(${['', ...files]}::text[]) and key <> all(${questions.map(({ key }) => key)}::text[])
  `.execute(db);
  if (questions.length === 0) return;
  const rows = [...new Map(questions.map((one) => [one.key, { key: one.key, body: one }])).values()];
  await sql`
    insert into question (campaign, key, body, asked_at)
    select ${campaign}, r.key, r.body, ${now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(key text, body jsonb)
    on conflict (campaign, key) do update set body = excluded.body
  `.execute(db);
}

/** Records an answer, in place of an earlier one; false where nothing of this key was asked. */
export async function answerQuestion(
  db: Db,
  campaign: string,
  key: string,
  answer: { choice: string; by: string; now: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('question')
    .set({ choice: answer.choice, answered_by: answer.by, answered_at: answer.now })
    .where('campaign', '=', campaign)
    .where('key', '=', key)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
