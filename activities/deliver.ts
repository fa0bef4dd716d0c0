import { Context, heartbeat, sleep } from '@temporalio/activity';
import { addDays, type Day, type Instant } from '../domain/calendar/day.ts';
import { dayOf, instantAt } from '../domain/calendar/zone.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import { isStillFor } from '../domain/digest/standing.ts';
import { composeAt, nextWindow, quietEnd } from '../domain/notice/window.ts';
import { type Heads, recordDeliveries } from '../ledger/deliveryRecord.ts';
import type { Ledger } from '../ledger/open.ts';
import { homeOf } from '../ledger/place.ts';
import type { AcceptedLog } from '../mail/acceptedLog.ts';
import type { Outcome } from '../mail/outcome.ts';
import type { Sender } from '../mail/transport.ts';
import type { DeliveryCounts } from '../workflows/contract.ts';
import { Breaker } from './breaker.ts';
import { type Gathering, gather } from './gather.ts';
import { acceptedSince, countMails, mailsOnTheirWay, nextTry, putBack, type TakenMail, takeMails } from './outbox.ts';
import { contextAt, type RuleBook, type Rules } from './rules.ts';
import { givenUp, mostCopies, overBudget, type Settled, settled, withdrawn } from './settle.ts';
import { Turn } from './turn.ts';

export type DeliveryDeps = {
  ledger: Pick<Ledger, 'db' | 'place'>;
  rules: RuleBook;
  /** The way out for real campaigns. */
  sender: Sender;
  /** The way of a rehearsal: by construction it cannot leave this machine. */
  localSender: Sender;
  now: () => Instant;
  /** What was accepted and is not in the ledger yet. */
  acceptedLog: AcceptedLog;
  /** So many mails a day reach one address from real campaigns; left out: as many as there are. */
  perDay?: number;
  /** Writes down what became of mails; left out: into the chained record. */
  record?: typeof recordDeliveries;
};

const minute = 60_000;
/** How many mails are taken out of the outbox at a time; the next ones are fetched while these are sent. */
const batchSize = 100;
/** Mails handed to the sender at a time: more than it has connections, so that none of these waits for the next one. */
export const inFlight = 8;
/** A server that is away or asks for patience is tried for a working day; then what it did not take joins the next mail. */
const patience = 480 * minute;
/** A server that was away is asked so often whether it is back. */
const askEveryMs = 2_000;
/** A server that greets and then falls silent on everybody is left alone for so long. */
const silenceMs = minute;
/** Well within the heartbeat's time-out (`workflows/postmaster.ts`): a sender not heard for that long is taken for dead. */
const heartbeatMs = 2_000;

/**
 * Empties a campaign's outbox at a window: each mail is marked, sent, and marked with the server's answer. A crash in
 * between repeats at most the mails in flight, each under its own Message-ID.
 */
export function createDelivery(deps: DeliveryDeps) {
  const { db, place } = deps.ledger;
  const { rules, sender, localSender, acceptedLog, perDay, record = recordDeliveries } = deps;

  return async function deliver(request: {
    campaign: string;
    windowAt: Instant;
    now: Instant;
  }): Promise<DeliveryCounts> {
    const { campaign, windowAt } = request;
    const known = await rules.of(campaign);
    const rehearsal = known.state.clock === 'stepped';
    const now = rehearsal ? () => request.now : deps.now;
    const overtakenAt = nextComposing(known, windowAt);
    const until = Math.min(now() + patience, overtakenAt);
    const heads: Heads = new Map();
    const turn = await ourTurn(campaign);
    const run: Run = {
      ...{ campaign, windowAt, now, turn, out: rehearsal ? localSender : sender },
      // What the next window has overtaken goes out with it: nobody gets two mails at once.
      isOvertaken: () => !rehearsal && now() >= overtakenAt,
      quietUntil: () => (rehearsal ? null : quietEnd(now(), known.state.policy.window, known.state.settings.zone)),
      settling: gather(async (all: Settled[]) => {
        await record(
          db,
          campaign,
          all.map(({ entry }) => entry),
          all.map(({ mark }) => mark),
          heads,
        );
        acceptedLog.recorded(all.map(({ mark }) => mark.id));
      }),
    };
    const beating = setInterval(() => {
      heartbeat();
      turn.keep().catch(() => undefined); // it is asked for again before it is over, and lost where nobody answers
    }, heartbeatMs);
    try {
      await recordLeft(run);
      // Refused leave to mail, the window passes: what still holds joins the next one.
      while (rehearsal || (await mayMail(run, until))) {
        const quiet = run.quietUntil();
        if (quiet !== null) {
          if (quiet > until) break;
          await sleep(quiet - now());
        }
        const breaker = new Breaker(run.out);
        while (await drain(run, breaker));
        if (rehearsal) break;
        if (breaker.open) {
          if (!(await isBack(breaker, run, until))) break;
          continue;
        }
        if (run.quietUntil() !== null) continue;
        const next = await nextTry(db, campaign, windowAt);
        if (next === null || next > until) break;
        await sleep(Math.max(next - now(), 1));
      }
    } finally {
      clearInterval(beating);
      await turn.end().catch(() => undefined); // left, it is over soon
    }
    return counts(campaign, windowAt);
  };

  type Run = {
    campaign: string;
    windowAt: Instant;
    now: () => Instant;
    turn: Turn;
    out: Sender;
    isOvertaken: () => boolean;
    /** When the campaign's quiet hours end; null: mail may go out. */
    quietUntil: () => Instant | null;
    settling: Gathering<Settled>;
  };

  /** Waits, with a sign of life, until no other sender has this outbox in its hands. */
  async function ourTurn(campaign: string): Promise<Turn> {
    const beating = setInterval(heartbeat, heartbeatMs);
    try {
      return await Turn.of(db, campaign);
    } finally {
      clearInterval(beating);
    }
  }

  /** A copy of the data mails nothing until a person says that it is the one; false: nobody did in time. */
  async function mayMail({ now }: Run, until: Instant): Promise<boolean> {
    for (;;) {
      if ((await homeOf(db, place, now())).place === place) return true;
      if (now() >= until) return false;
      await sleep(askEveryMs);
    }
  }

  /** Records what a server had taken when the sender before this one died. */
  async function recordLeft({ campaign, out, settling }: Run): Promise<void> {
    const left = new Map(acceptedLog.of(campaign).map((one) => [one.id, one]));
    const open = await mailsOnTheirWay(db, [...left.keys()]);
    for (const mail of open) {
      const { response, at } = left.get(mail.id)!;
      await settling.add(settled(mail, { state: 'accepted', response }, out.server, at));
    }
    await settling.end();
    acceptedLog.recorded([...left.keys()]);
  }

  /** Goes once through all that is to be sent now; true if something was. Stopped, it sends what it has begun. */
  async function drain(run: Run, breaker: Breaker): Promise<boolean> {
    const { campaign, windowAt, now, turn, settling } = run;
    const { cancellationSignal } = Context.current();
    const { state } = await rules.of(campaign);
    const isStopped = () => cancellationSignal.aborted || !turn.isMine || breaker.open || run.quietUntil() !== null;
    const fetch = async (last: TakenMail | null) => {
      if (isStopped()) return [];
      const unanswered = run.isOvertaken();
      return takeMails(db, { campaign, windowAt, now: now(), after: last?.id ?? '', most: batchSize, unanswered });
    };
    const day = dayOf(windowAt, state.settings.zone);
    const persons = new Map(state.directory.persons.map((person) => [person.id, person]));
    const budget = await budgetOf(day, state.settings.zone, state.clock);
    const unsent: TakenMail[] = [];
    const slow: TakenMail[] = [];
    let sent = 0;

    const one = async (mail: TakenMail) => {
      if (isStopped()) return void unsent.push(mail);
      if (mail.copies > mostCopies) return settling.add(givenUp(mail, run.out.server, now()));
      if (!isStillFor(mail, persons, day)) return settling.add(withdrawn(mail, now()));
      if (!budget.allows(mail.email)) return settling.add(overBudget(mail, perDay!, now(), budget.renewedAt));
      const { silences } = breaker;
      const outcome = await send(mail, run.out, state.settings.office.replyTo);
      if (await breaker.trips(mail.email, outcome, silences)) {
        // Nobody was there to ask: no try of this mail, unless it had left us.
        if (outcome.state === 'deferred') return void unsent.push(mail);
      }
      sent += 1;
      const at = now();
      if (outcome.state === 'accepted') acceptedLog.add({ campaign, id: mail.id, response: outcome.response, at });
      return settling.add(settled(mail, outcome, run.out.server, at));
    };

    await inLanes(ahead(fetch), (mail) => {
      if (!breaker.isSlow(mail.email) || isStopped()) return one(mail);
      slow.push(mail);
    });
    // One at a time, after all others: who hangs keeps nobody else waiting.
    for (let rest = slow; rest.length > 0; ) {
      await one(rest.shift()!);
      const free = rest.filter((mail) => !breaker.isSlow(mail.email));
      rest = rest.filter((mail) => !free.includes(mail));
      await inLanes(each(free), one);
    }
    await settling.end();
    // What another sender has in its hands meanwhile is not ours to put back.
    if (!(await turn.keep())) throw new Error('the outbox is in the hands of another sender');
    await putBack(db, unsent);
    cancellationSignal.throwIfAborted();
    return sent > 0 && !breaker.open;
  }

  /** What one address may still get on a day, over all campaigns; a storm ends on the office's list instead. */
  async function budgetOf(day: Day, zone: string, clock: CampaignState['clock']) {
    const renewedAt = instantAt(addDays(day, 1), '00:00', zone);
    if (perDay === undefined || clock === 'stepped') return { allows: () => true, renewedAt };
    const had = await acceptedSince(db, instantAt(day, '00:00', zone));
    const allows = (email: string) => {
      const n = (had.get(email) ?? 0) + 1;
      had.set(email, n);
      return n <= perDay;
    };
    return { allows, renewedAt };
  }

  /** Waits for a server that was away; false: it is not back in time. */
  async function isBack(breaker: Breaker, { out, now }: Run, until: Instant): Promise<boolean> {
    if (breaker.silent) await sleep(silenceMs);
    while (now() < until) {
      if (await out.isThere()) return true;
      await sleep(askEveryMs);
    }
    return false;
  }

  async function counts(campaign: string, windowAt: Instant): Promise<DeliveryCounts> {
    const of = await countMails(db, campaign, windowAt);
    return {
      accepted: of('accepted'),
      deferred: of('deferred') + of('staged') + of('sending'),
      refused: of('refused'),
      unknown: of('unknown'),
      withdrawn: of('withdrawn'),
    };
  }
}

/** When the digests of the window after this one are composed. */
function nextComposing({ state }: Rules, windowAt: Instant): Instant {
  const { policy, calendar } = contextAt(state, windowAt);
  return composeAt(nextWindow(composeAt(windowAt, policy.window), policy.window, calendar), policy.window);
}

/** As many at a time as may be in flight; all lanes draw from one generator. */
async function inLanes<T>(all: AsyncGenerator<T>, work: (one: T) => Promise<void> | void): Promise<void> {
  const lane = async () => {
    for await (const one of all) await work(one);
  };
  // One that fails leaves the others a mail each in their hands: nobody begins anew before these are answered.
  const ends = await Promise.allSettled(Array.from({ length: inFlight }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function* each<T>(all: T[]): AsyncGenerator<T> {
  yield* all;
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

function send({ id, email, raw }: TakenMail, out: Sender, from: string): Promise<Outcome> {
  const { buffer, byteOffset, byteLength } = raw;
  return out.send({ envelope: { from, to: email }, raw: Buffer.from(buffer, byteOffset, byteLength), messageId: id });
}
