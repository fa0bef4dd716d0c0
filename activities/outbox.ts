import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { MailState, Tables } from '../ledger/tables.ts';
import type { Outcome } from '../mail/outcome.ts';

type Db = Kysely<Tables>;

/** A mail on its way out: taken from the outbox, or `unknown` because it was tried too often. */
export type TakenMail = { id: string; email: string; raw: Uint8Array; tries: number; state: 'sending' | 'unknown' };

/** What became of a mail, as its row says it. */
export type Settled = Outcome & { id: string; next_try: Instant | null; accepted_at: Instant | null };

/** Sent so often without an answer, nobody knows any more how often it arrived: a person has to look. */
const mostTries = 3;

/**
 * Takes the next mails of a window out of the outbox, in the order of their ids: staged, deferred until now, or left in
 * the sending by a process that died. In one statement they are read and marked.
 */
export async function takeMails(
  db: Db,
  {
    campaign,
    windowAt,
    now,
    after,
    most,
  }: { campaign: string; windowAt: Instant; now: Instant; after: string; most: number },
): Promise<TakenMail[]> {
  const { rows } = await sql<TakenMail>`
    update mail
    set tries = mail.tries + 1,
      state = case when mail.state = 'sending' and mail.tries >= ${mostTries}::int then 'unknown' else 'sending' end
    where id in (
      select id from mail
      where campaign = ${campaign} and window_at <= ${windowAt} and id > ${after}
        and state in ('staged', 'sending', 'deferred') and (state <> 'deferred' or next_try <= ${now})
      order by id limit ${most}
    )
    returning id, email, raw, tries, state
  `.execute(db);
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Puts back what was taken and not sent. */
export async function putBack(db: Db, mails: TakenMail[]): Promise<void> {
  const ids = mails.filter(({ state }) => state === 'sending').map(({ id }) => id);
  if (ids.length === 0) return;
  await db
    .updateTable('mail')
    .set((is) => ({ state: 'staged', tries: is('tries', '-', 1) }))
    .where('id', 'in', ids)
    .execute();
}

/** Marks mails with what servers answered; travels as one JSON text, like the rows of `ledger/sql/writeRows.ts`. */
export async function settleMails(db: Db, settled: Settled[]): Promise<void> {
  // The ids stand there twice: by the list alone the index is found, however many mails there are.
  // PostgreSQL stores no NUL, and what a strange server says must not keep its mail from being marked.
  const rows = settled.map((one) => ({ ...one, response: one.response.replaceAll('\0', '') }));
  await sql`
    update mail
    set state = r.state, response = r.response, next_try = r.next_try, accepted_at = r.accepted_at
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(id text, state text, response text, next_try int8, accepted_at int8)
    where mail.id = r.id and mail.id in (${sql.join(rows.map(({ id }) => id))})
  `.execute(db);
}

/** When the next deferred mail of a window may be tried again; null: none is deferred. */
export async function nextTry(db: Db, campaign: string, windowAt: Instant): Promise<Instant | null> {
  const row = await db
    .selectFrom('mail')
    .select((is) => is.fn.min('next_try').as('next'))
    .where('campaign', '=', campaign)
    .where('window_at', '<=', windowAt)
    .where('state', '=', 'deferred')
    .executeTakeFirst();
  return row?.next ?? null;
}

/** How many mails of a window are in each state. */
export async function countMails(db: Db, campaign: string, windowAt: Instant): Promise<(state: MailState) => number> {
  const rows = await db
    .selectFrom('mail')
    .select((is) => ['state', is.fn.countAll<number>().as('n')])
    .where('campaign', '=', campaign)
    .where('window_at', '=', windowAt)
    .groupBy('state')
    .execute();
  return (state) => Number(rows.find((row) => row.state === state)?.n ?? 0);
}
