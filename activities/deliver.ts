import { Context, heartbeat, sleep } from '@temporalio/activity';
import pLimit from 'p-limit';
import type { Instant } from '../domain/calendar/day.ts';
import type { Ledger } from '../ledger/open.ts';
import type { MailState } from '../ledger/tables.ts';
import type { Outcome } from '../mail/outcome.ts';
import type { Sender } from '../mail/transport.ts';
import type { DeliveryCounts } from '../workflows/contract.ts';
import type { RuleBook } from './rules.ts';

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
/** How many mails are marked, sent and marked again at a time; a crash can repeat at most these. */
const batchSize = 40;
const parallel = 4;
/** Sent so often without an answer, nobody knows any more how often it arrived: a person has to look. */
const mostTries = 3;
/** A server that asks for patience is asked again within the window for this long, then at the next windows. */
const patience = 20 * minute;
/** After so many deferrals it is not going to be taken: shown as refused, with what the server said last. */
const mostDeferrals = 10;
const longestDeferral = 240 * minute;
/** A server may take half a minute for one mail; a sender whose heart is not heard for that long is taken for dead. */
const heartbeatEvery = 5_000;

type Mail = { id: string; email: string; raw: Uint8Array; tries: number; state: MailState };

/**
 * Empties a campaign's outbox at a window: each mail is marked, sent, and marked with the server's answer. A crash in
 * between repeats at most the mails of one batch, under the same Message-ID.
 */
export function createDelivery({ ledger: { db }, rules, sender, localSender, now: wallClock }: DeliveryDeps) {
  return async function deliver(request: {
    campaign: string;
    windowAt: Instant;
    now: Instant;
  }): Promise<DeliveryCounts> {
    const { state } = await rules.of(request.campaign);
    const rehearsal = state.clock === 'stepped';
    const now = rehearsal ? () => request.now : wallClock;
    const out = rehearsal ? localSender : sender;
    const replyTo = state.settings.office.replyTo;
    const until = now() + patience;
    const beating = setInterval(heartbeat, heartbeatEvery);
    try {
      for (;;) {
        while (await drainBatch(request.campaign, request.windowAt, out, replyTo, now));
        const next = await nextTry(request.campaign, request.windowAt);
        if (rehearsal || next === null || next > until) break;
        await sleep(Math.max(next - now(), 1));
      }
    } finally {
      clearInterval(beating);
    }
    return counts(request.campaign, request.windowAt);
  };

  /** True as long as there was something to send. Stopped on the way, it sends what it has begun and no more. */
  async function drainBatch(campaign: string, windowAt: Instant, out: Sender, from: string, now: () => Instant) {
    const { cancellationSignal } = Context.current();
    cancellationSignal.throwIfAborted();
    const mails: Mail[] = await db
      .selectFrom('mail')
      .select(['id', 'email', 'raw', 'tries', 'state'])
      .where('campaign', '=', campaign)
      .where('window_at', '<=', windowAt)
      .where((is) =>
        is.or([
          is('state', 'in', ['staged', 'sending']),
          is.and([is('state', '=', 'deferred'), is('next_try', '<=', now())]),
        ]),
      )
      .orderBy('id')
      .limit(batchSize)
      .execute();
    if (mails.length === 0) return false;
    const isWorn = ({ state, tries }: Mail) => state === 'sending' && tries >= mostTries;
    const worn = mails.filter(isWorn);
    const ready = mails.filter((mail) => !isWorn(mail));
    await mark(
      worn.map(({ id }) => id),
      'unknown',
    );
    await mark(
      ready.map(({ id }) => id),
      'sending',
    );
    const slot = pLimit(parallel);
    const unsent: Mail[] = [];
    await Promise.all(
      ready.map((mail) =>
        slot(async () => {
          if (cancellationSignal.aborted) unsent.push(mail);
          else await settle(mail, await send(mail, out, from), now);
        }),
      ),
    );
    await unmark(unsent);
    return true;
  }

  async function mark(ids: string[], state: MailState) {
    if (ids.length === 0) return;
    await db
      .updateTable('mail')
      .set((is) => ({ state, tries: is('tries', '+', 1) }))
      .where('id', 'in', ids)
      .execute();
  }

  /** As they were before they were marked; whether one had been sent before stays a doubt. */
  async function unmark(mails: Mail[]) {
    for (const { id, state, tries } of mails)
      await db.updateTable('mail').set({ state, tries }).where('id', '=', id).execute();
  }

  async function settle({ id, tries }: Mail, outcome: Outcome, now: () => Instant) {
    const { response } = outcome;
    const state = outcome.state === 'deferred' && tries + 1 >= mostDeferrals ? 'refused' : outcome.state;
    const next_try = state === 'deferred' ? now() + Math.min(minute * 2 ** tries, longestDeferral) : null;
    const accepted_at = state === 'accepted' ? now() : null;
    await db.updateTable('mail').set({ state, response, next_try, accepted_at }).where('id', '=', id).execute();
  }

  async function nextTry(campaign: string, windowAt: Instant): Promise<Instant | null> {
    const row = await db
      .selectFrom('mail')
      .select((is) => is.fn.min('next_try').as('next'))
      .where('campaign', '=', campaign)
      .where('window_at', '<=', windowAt)
      .where('state', '=', 'deferred')
      .executeTakeFirst();
    return row?.next ?? null;
  }

  async function counts(campaign: string, windowAt: Instant): Promise<DeliveryCounts> {
    const rows = await db
      .selectFrom('mail')
      .select((is) => ['state', is.fn.countAll<number>().as('n')])
      .where('campaign', '=', campaign)
      .where('window_at', '=', windowAt)
      .groupBy('state')
      .execute();
    const of = (state: MailState) => Number(rows.find((row) => row.state === state)?.n ?? 0);
    return { accepted: of('accepted'), deferred: of('deferred'), refused: of('refused'), unknown: of('unknown') };
  }
}

function send(mail: Mail, out: Sender, from: string): Promise<Outcome> {
  const raw = Buffer.from(mail.raw);
  return out.send({ envelope: { from, to: mail.email }, raw, messageId: mail.id }, new AbortController().signal);
}
