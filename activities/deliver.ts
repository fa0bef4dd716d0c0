import { Context, heartbeat, sleep } from '@temporalio/activity';
import type { Instant } from '../domain/calendar/day.ts';
import type { Ledger } from '../ledger/open.ts';
import type { Outcome } from '../mail/outcome.ts';
import type { Sender } from '../mail/transport.ts';
import type { DeliveryCounts } from '../workflows/contract.ts';
import { countMails, nextTry, putBack, type Settled, settleMails, type TakenMail, takeMails } from './outbox.ts';
import type { RuleBook } from './rules.ts';
import { together } from './together.ts';

export type DeliveryDeps = {
  ledger: Pick<Ledger, 'db'>;
  rules: RuleBook;
  /** The way out for real campaigns. */
  sender: Sender;
  /** The way of a rehearsal: by construction it cannot leave this machine. */
  localSender: Sender;
  now: () => Instant;
};

const minute = 60_000;
/** How many mails are taken out of the outbox at a time; the next ones are fetched while these are sent. */
const batchSize = 100;
/**
 * Mails handed over and not yet marked with the answer: what a crash can repeat. More than there are connections, so
 * that none of these waits while answers are written.
 */
export const inFlight = 40;
/** Answers that come so close together are written together. */
const gatherMs = 20;
/** A server that asks for patience is asked again within the window for this long, then at the next windows. */
const patience = 20 * minute;
/** After so many deferrals it is not going to be taken: shown as refused, with what the server said last. */
const mostDeferrals = 10;
const longestDeferral = 240 * minute;
/** One mail may take half a minute; a sender whose heart is not heard for that long is taken for dead. */
const heartbeatMs = 5_000;

/**
 * Empties a campaign's outbox at a window: each mail is marked, sent, and marked with the server's answer. A crash in
 * between repeats at most the mails in flight, each under its own Message-ID.
 */
export function createDelivery({ ledger: { db }, rules, sender, localSender, now: wallClock }: DeliveryDeps) {
  const settle = together(gatherMs, (answers: Settled[]) => settleMails(db, answers));

  return async function deliver(request: {
    campaign: string;
    windowAt: Instant;
    now: Instant;
  }): Promise<DeliveryCounts> {
    const { campaign, windowAt } = request;
    const { state } = await rules.of(campaign);
    const rehearsal = state.clock === 'stepped';
    const now = rehearsal ? () => request.now : wallClock;
    const out = rehearsal ? localSender : sender;
    const from = state.settings.office.replyTo;
    const until = now() + patience;
    const beating = setInterval(heartbeat, heartbeatMs);
    try {
      for (;;) {
        while (await drain({ campaign, windowAt, out, from, now }));
        const next = await nextTry(db, campaign, windowAt);
        if (rehearsal || next === null || next > until) break;
        await sleep(Math.max(next - now(), 1));
      }
    } finally {
      clearInterval(beating);
    }
    const of = await countMails(db, campaign, windowAt);
    return { accepted: of('accepted'), deferred: of('deferred'), refused: of('refused'), unknown: of('unknown') };
  };

  type Outbox = { campaign: string; windowAt: Instant; out: Sender; from: string; now: () => Instant };

  /** Goes once through all that is to be sent now; true if there was something. Stopped, it sends what it has begun. */
  async function drain({ campaign, windowAt, out, from, now }: Outbox): Promise<boolean> {
    const { cancellationSignal } = Context.current();
    const mails = ahead(async (last: TakenMail | null) =>
      cancellationSignal.aborted
        ? []
        : takeMails(db, { campaign, windowAt, now: now(), after: last?.id ?? '', most: batchSize }),
    );
    const unsent: TakenMail[] = [];
    let taken = 0;
    const lane = async () => {
      for await (const mail of mails) {
        taken += 1;
        if (cancellationSignal.aborted) unsent.push(mail);
        else if (mail.state === 'sending') await settle(settled(mail, await send(mail, out, from), now()));
      }
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
    await putBack(db, unsent);
    cancellationSignal.throwIfAborted();
    return taken > 0;
  }
}

/** One after the other, for as many as ask; the next batch is fetched while the one before it is handed out. */
async function* ahead<T>(fetch: (last: T | null) => Promise<T[]>): AsyncGenerator<T> {
  for (let batch = await fetch(null); batch.length > 0; ) {
    const next = fetch(batch.at(-1)!);
    next.catch(() => undefined); // thrown where it is awaited, unless nobody comes that far
    yield* batch;
    batch = await next;
  }
}

function settled({ id, tries }: TakenMail, outcome: Outcome, now: Instant): Settled {
  const { response } = outcome;
  const state = outcome.state === 'deferred' && tries >= mostDeferrals ? 'refused' : outcome.state;
  const next_try = state === 'deferred' ? now + Math.min(minute * 2 ** (tries - 1), longestDeferral) : null;
  return { id, state, response, next_try, accepted_at: state === 'accepted' ? now : null };
}

function send({ id, email, raw }: TakenMail, out: Sender, from: string): Promise<Outcome> {
  const { buffer, byteOffset, byteLength } = raw;
  return out.send({ envelope: { from, to: email }, raw: Buffer.from(buffer, byteOffset, byteLength), messageId: id });
}
