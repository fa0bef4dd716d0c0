import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { Notice } from '../domain/notice/notice.ts';
import type { MailState } from '../ledger/tables/mail.ts';
import type { Tables } from '../ledger/tables.ts';
import type { AuditLine } from '../mail/inbox/inbox.ts';

/** What the inbox really holds, against what was due; 1, 0 and 0 when all went well. */
export type MailAudit = {
  mails: number;
  maxDigestsPerPersonAndWindow: number;
  /** Stored mails that repeat a Message-ID. */
  duplicates: number;
  /**
   * Notices that were due and neither lie in the inbox, nor were dropped with a reason, nor are listed as not delivered;
   * and those that lie in somebody's mail there, but not in that of another who was to have them too.
   */
  lost: number;
};

const notDelivered: MailState[] = ['refused', 'unknown', 'deferred'];
/** Never sent: its lines wait for the next window, or went into it. */
const overtaken: MailState[] = ['withdrawn', 'merged'];

/**
 * Counts from the mails that the inbox stored, against the notices that the events of the record raised. It believes the
 * outbox only where that says more: who else a notice was written to. Only mails of this campaign count.
 */
export async function auditMails(
  db: Kysely<Tables>,
  campaign: string,
  until: Instant,
  stored: AsyncIterable<AuditLine>,
): Promise<MailAudit> {
  const copies = new Map<string, number>();
  const digests = new Map<string, Set<string>>();
  const arrived = new Set<string>();
  for await (const { messageId, to, window, notices } of stored) {
    if (!notices.some((notice) => isOf(campaign, notice))) continue;
    copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
    const key = `${to.join(' ')} ${window}`;
    digests.set(key, (digests.get(key) ?? new Set()).add(messageId));
    for (const notice of notices) arrived.add(notice);
  }
  const excused = await excusedNotices(db, campaign);
  const lost = new Set<string>();
  for await (const id of noticesDue(db, campaign, until)) if (!arrived.has(id) && !excused.has(id)) lost.add(id);
  for (const { mail, notice } of await noticesWritten(db, campaign, until)) if (!copies.has(mail)) lost.add(notice);
  return {
    mails: copies.size,
    maxDigestsPerPersonAndWindow: Math.max(0, ...[...digests.values()].map((ids) => ids.size)),
    duplicates: [...copies.values()].reduce((sum, n) => sum + n - 1, 0),
    lost: lost.size,
  };
}

/** A notice's id is `stream#seq#n`, and a stream's `kind/campaign/…`. */
function isOf(campaign: string, notice: string): boolean {
  return notice.split('#')[0]!.split('/')[1] === campaign;
}

/** The ids of all notices whose window has passed, from the events that raised them. */
async function* noticesDue(db: Kysely<Tables>, campaign: string, until: Instant): AsyncIterable<string> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('event')
      .innerJoin('stream', 'stream.id', 'event.stream')
      .select(['pos', 'event.stream', 'event.seq', 'payload'])
      .where('campaign', '=', campaign)
      .where('pos', '>', after)
      .orderBy('pos')
      .limit(2_000)
      .execute();
    for (const { stream, seq, payload } of rows) {
      const { notices = [] } = JSON.parse(payload) as { notices?: Notice[] };
      for (const [n, { windowAt }] of notices.entries()) if (windowAt <= until) yield `${stream}#${seq}#${n}`;
    }
    if (rows.length === 0) return;
    after = rows.at(-1)!.pos;
  }
}

/** What stands in the mails whose window has passed, but for those the office sees as not delivered. */
async function noticesWritten(db: Kysely<Tables>, campaign: string, until: Instant) {
  return await db
    .selectFrom('mail')
    .innerJoin('mail_notice', 'mail_notice.mail', 'mail.id')
    .select(['mail', 'notice'])
    .where('campaign', '=', campaign)
    .where('window_at', '<=', until)
    .where('mail.state', 'not in', [...notDelivered, ...overtaken])
    .execute();
}

/** Dropped with a reason, in a mail the office sees as not delivered, or waiting again after one that was never sent. */
async function excusedNotices(db: Kysely<Tables>, campaign: string): Promise<Set<string>> {
  const dropped = await db
    .selectFrom('notice')
    .select('id')
    .where('campaign', '=', campaign)
    .where('state', '=', 'void')
    .where('reason', 'is not', null)
    .execute();
  const undelivered = await db
    .selectFrom('mail')
    .innerJoin('mail_notice', 'mail_notice.mail', 'mail.id')
    .select('notice as id')
    .where('campaign', '=', campaign)
    .where('mail.state', 'in', notDelivered)
    .execute();
  const again = await db
    .selectFrom('mail')
    .innerJoin('mail_notice', 'mail_notice.mail', 'mail.id')
    .innerJoin('notice', 'notice.id', 'mail_notice.notice')
    .select('notice.id')
    .where('mail.campaign', '=', campaign)
    .where('mail.state', 'in', overtaken)
    .where('notice.state', '=', 'waiting')
    .execute();
  return new Set([...dropped, ...undelivered, ...again].map(({ id }) => id));
}
