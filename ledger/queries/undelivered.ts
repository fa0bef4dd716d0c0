import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { MailState } from '../tables/mail.ts';
import type { Tables } from '../tables.ts';

/** A mail that did not arrive, or of which nobody knows, and who got its lines instead. */
export type Undelivered = {
  mail: string;
  person: string;
  email: string;
  windowAt: Instant;
  state: MailState;
  items: number;
  tries: number;
  response: string | null;
  instead: { person: string; state: MailState; windowAt: Instant }[];
};

const most = 500;

/** The office's list: what servers refused, put off, or never answered; the newest first. */
export async function undelivered(db: Kysely<Tables>, campaign: string): Promise<Undelivered[]> {
  const rows = await db
    .selectFrom('mail')
    .select(['id', 'person', 'email', 'window_at', 'state', 'items', 'tries', 'response'])
    .where('campaign', '=', campaign)
    .where('state', 'in', ['refused', 'unknown', 'deferred'])
    .orderBy('window_at', 'desc')
    .orderBy('person')
    .limit(most)
    .execute();
  const instead = await carriedOn(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, person, email, window_at, state, items, tries, response }) => ({
    ...{ mail: id, person, email, windowAt: window_at, state, items, tries, response },
    instead: instead.filter(({ from }) => from === id).map(({ from: _, ...to }) => to),
  }));
}

/** The later mails in which lines of these went on. */
async function carriedOn(db: Kysely<Tables>, mails: string[]) {
  if (mails.length === 0) return [];
  const rows = await db
    .selectFrom('mail as lost')
    .innerJoin('mail_notice as line', 'line.mail', 'lost.id')
    .innerJoin('mail_notice as again', 'again.notice', 'line.notice')
    .innerJoin('mail as later', 'later.id', 'again.mail')
    .select(['lost.id as from', 'later.person', 'later.state', 'later.window_at as windowAt'])
    .distinct()
    .where('lost.id', 'in', mails)
    .whereRef('later.window_at', '>', 'lost.window_at')
    .orderBy('later.window_at')
    .orderBy('later.person')
    .execute();
  return rows;
}
