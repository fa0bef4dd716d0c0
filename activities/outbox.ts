import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { MailState } from '../ledger/tables/mail.ts';
import type { Tables } from '../ledger/tables.ts';

type Db = Kysely<Tables>;

/** A mail on its way out, taken from the outbox. `copies`: how many a server may have when this one is sent. */
export type TakenMail = {
  id: string;
  person: string;
  email: string;
  raw: Uint8Array;
  standing: string | null;
  tries: number;
  copies: number;
};

/**
 * Takes the next mails of a window out of the outbox, in the order of their ids: staged, deferred until now, or left
 * without an answer. In one statement they are read and marked. `unanswered`: only such as a server may have already.
 */
export async function takeMails(
  db: Db,
  {
    campaign,
    windowAt,
    now,
    after,
    most,
    unanswered,
  }: { campaign: string; windowAt: Instant; now: Instant; after: string; most: number; unanswered: boolean },
): Promise<TakenMail[]> {
  const { rows } = await sql<TakenMail>`
    update mail
    set tries = mail.tries + 1, copies = mail.copies + 1, state = 'sending'
    where id in (
      select id from mail
      where campaign = ${campaign} and window_at <= ${windowAt} and id > ${after}
        and state in ('staged', 'sending', 'deferred') and (next_try is null or next_try <= ${now})
        and (state = 'sending' or not ${unanswered}::bool)
      order by id limit ${most}
    )
    returning id, person, email, raw, standing, tries, copies
  `.execute(db);
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Those of some mails that were handed over, by whomever, and have no answer on record. */
export async function mailsOnTheirWay(db: Db, ids: string[]): Promise<Pick<TakenMail, 'id' | 'tries' | 'copies'>[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('mail')
    .select(['id', 'tries', 'copies'])
    .where('id', 'in', ids)
    .where('state', '=', 'sending')
    .execute();
}

/** How many mails each address has had since then, from real campaigns. */
export async function acceptedSince(db: Db, since: Instant): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('mail')
    .innerJoin('campaign', 'campaign.id', 'mail.campaign')
    .select((is) => ['email', is.fn.countAll<number>().as('n')])
    .where('accepted_at', '>=', since)
    .where('campaign.clock', '=', 'real')
    .groupBy('email')
    .execute();
  return new Map(rows.map(({ email, n }) => [email, Number(n)]));
}

/** Puts back what was taken and not sent. */
export async function putBack(db: Db, mails: TakenMail[]): Promise<void> {
  if (mails.length === 0) return;
  const ids = mails.map(({ id }) => id);
  await db
    .updateTable('mail')
    .set((is) => ({
      state: sql<MailState>`case when copies > 1 then 'sending' else 'staged' end`,
      tries: is('tries', '-', 1),
      copies: is('copies', '-', 1),
    }))
    .where('id', 'in', ids)
    .execute();
}

/** When the next mail of a window may be tried again; null: none waits. */
export async function nextTry(db: Db, campaign: string, windowAt: Instant): Promise<Instant | null> {
  const row = await db
    .selectFrom('mail')
    .select((is) => is.fn.min('next_try').as('next'))
    .where('campaign', '=', campaign)
    .where('window_at', '<=', windowAt)
    .where('state', 'in', ['deferred', 'sending'])
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
