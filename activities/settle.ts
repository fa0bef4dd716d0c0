import type { Instant } from '../domain/calendar/day.ts';
import type { DeliveryEntry, MailMark } from '../ledger/deliveryRecord.ts';
import type { Outcome } from '../mail/outcome.ts';
import type { TakenMail } from './outbox.ts';

type Taken = Pick<TakenMail, 'id' | 'tries' | 'copies'>;

/** What a mail's row says from now on, and what is put on record of it. */
export type Settled = { mark: MailMark; entry: DeliveryEntry };

const minute = 60_000;
/** After so many deferrals it is not going to be taken: shown as refused, with what the server said last. */
const mostDeferrals = 10;
const longestDeferral = 240 * minute;
/** Sent so often without an answer, nobody knows any more how often it arrived: a person has to look. */
export const mostCopies = 3;

/** A server's answer, or its silence, to one mail. */
export function settled(mail: Taken, outcome: Outcome, server: string, now: Instant): Settled {
  const { tries } = mail;
  const { response } = outcome;
  const facts = { server, response, tries, copies: mail.copies };
  switch (outcome.state) {
    case 'accepted':
      return {
        mark: { ...markOf(mail, response), state: 'accepted', accepted_at: now },
        entry: { at: now, what: 'accepted', mail: mail.id, facts },
      };
    case 'unknown':
      return withoutAnswer(mail, response, server, now);
    case 'refused':
    case 'deferred': {
      const refused = outcome.state === 'refused' || tries >= mostDeferrals;
      const next_try = refused ? null : now + Math.min(minute * 2 ** (tries - 1), longestDeferral);
      // It has no copy of this one; of an earlier one it may.
      const mark = { ...markOf(mail, response), copies: mail.copies - 1, next_try };
      return {
        mark: { ...mark, state: refused ? 'refused' : mark.copies > 0 ? 'sending' : 'deferred' },
        entry: { at: now, what: refused ? 'refused' : 'deferred', mail: mail.id, facts },
      };
    }
  }
}

/** The line broke after the whole mail had gone out: it goes out again, until there are too many copies. */
function withoutAnswer(mail: Taken, response: string, server: string, now: Instant): Settled {
  const isLast = mail.copies >= mostCopies;
  const facts = { server, response, tries: mail.tries, copies: mail.copies };
  return {
    mark: { ...markOf(mail, response), state: isLast ? 'unknown' : 'sending', next_try: isLast ? null : now + minute },
    entry: { at: now, what: isLast ? 'unknown' : 'unanswered', mail: mail.id, facts },
  };
}

/** Processes died over it, each after it had been handed over, perhaps: it is not sent once more. */
export function givenUp(mail: Taken, server: string, now: Instant): Settled {
  const taken = { ...mail, copies: mail.copies - 1, tries: mail.tries - 1 };
  return withoutAnswer(taken, `no answer to ${taken.copies} copies`, server, now);
}

/** Too many have gone to that address today: it waits, and joins the window that is composed before it may go. */
export function overBudget(mail: Taken, perDay: number, now: Instant, next_try: Instant): Settled {
  const why = `not sent: ${perDay} mails have gone to this address today`;
  const copies = mail.copies - 1;
  return {
    mark: { ...markOf(mail, why), state: copies > 0 ? 'sending' : 'deferred', copies, next_try },
    entry: { at: now, what: 'deferred', mail: mail.id, facts: { why } },
  };
}

/** Whom it was written to has changed since: it is not sent. */
export function withdrawn(mail: Taken, now: Instant): Settled {
  const why = 'the person changed after it was written';
  return {
    mark: { ...markOf(mail, why), state: 'withdrawn', copies: 0 },
    entry: { at: now, what: 'withdrawn', mail: mail.id, facts: { why } },
  };
}

function markOf({ id, copies }: Taken, response: string): Omit<MailMark, 'state'> {
  return { id, response, next_try: null, accepted_at: null, copies };
}
