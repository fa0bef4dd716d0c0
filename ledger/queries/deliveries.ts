import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { MailState, NoticeState } from '../tables/mail.ts';
import type { Tables } from '../tables.ts';

/** One line somebody was to be told because of one event, and the mail it went out in, if it did. */
export type DeliveryLine = {
  /** The event's. */
  seq: number;
  role: string;
  letter: string;
  block: string;
  windowAt: Instant;
  state: NoticeState;
  reason: string | null;
  mail: { id: string; person: string; state: MailState; response: string | null; acceptedAt: Instant | null } | null;
};

/** What became of every notice of a stream, in the order they were raised. */
export async function deliveries(db: Kysely<Tables>, stream: string): Promise<DeliveryLine[]> {
  const rows = await db
    .selectFrom('notice')
    .leftJoin('mail_notice', 'mail_notice.notice', 'notice.id')
    .leftJoin('mail', 'mail.id', 'mail_notice.mail')
    .select(['notice.role', 'notice.letter', 'notice.block', 'notice.window_at', 'notice.state', 'notice.reason'])
    .select(['mail.id', 'mail.person', 'mail.state as mailState', 'mail.response', 'mail.accepted_at'])
    // A notice's id is stream#seq#n.
    .select(sql<number>`split_part(notice.id, '#', 2)::int`.as('seq'))
    .where('notice.stream', '=', stream)
    .orderBy('notice.raised_at')
    .orderBy('notice.id')
    .orderBy('mail.person')
    .execute();
  return rows.map((row) => ({
    ...{ seq: row.seq, role: row.role, letter: row.letter, block: row.block, windowAt: row.window_at },
    ...{ state: row.state, reason: row.reason },
    mail:
      row.id === null
        ? null
        : {
            ...{ id: row.id, person: row.person!, state: row.mailState! },
            ...{ response: row.response, acceptedAt: row.accepted_at },
          },
  }));
}
