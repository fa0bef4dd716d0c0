import type { Instant } from '../domain/calendar/day.ts';
import { alarmCanary, beginCanary, canaryAnswered, canaryArrived, silentCanaries } from '../ledger/canary.ts';
import type { Ledger } from '../ledger/open.ts';
import { homeOf } from '../ledger/place.ts';
import { canaryMail, readCanary } from '../mail/canary.ts';
import type { Sender } from '../mail/transport.ts';

export type CanaryDeps = {
  ledger: Pick<Ledger, 'db' | 'place' | 'installation'>;
  /** Who gets it: an address whose mails come into the folder of returned mails. */
  address: string;
  sender: Sender;
  now: () => Instant;
  log: { warn(facts: object, message: string): void; error(facts: object, message: string): void };
  everyMs?: number;
};

/**
 * Sends a mail to ourselves each hour the way all mails go, and says so when one has not come in an hour later: that the
 * relay takes mails proves little. Tells once for each.
 */
export function startCanary({ ledger, address, sender, now, log, everyMs = 60_000 }: CanaryDeps) {
  const { db, place, installation } = ledger;
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  const round = () => {
    last = last.then(() => (stopped ? undefined : look())).catch((err) => log.warn({ err }, 'canary'));
    return last;
  };
  const timer = setInterval(round, everyMs);
  timer.unref();

  async function look(): Promise<void> {
    const at = now();
    if ((await homeOf(db, place, at)).place !== place) return;
    const mail = canaryMail(installation, address, at);
    if (await beginCanary(db, mail.messageId, at)) {
      const { state, response } = await sender.send(mail);
      await canaryAnswered(db, mail.messageId, `${state}: ${response}`);
    }
    for (const { id, sentAt, response, alarmed } of await silentCanaries(db, at))
      if (!alarmed && (await alarmCanary(db, id, at)))
        log.error({ mail: id, sentAt: new Date(sentAt).toISOString(), response }, 'the hourly mail did not come back');
  }

  return {
    round,
    /** A mail that came in: is it the canary? */
    async seen(raw: Uint8Array): Promise<void> {
      const id = await readCanary(installation, raw);
      if (id !== null) await canaryArrived(db, id, now());
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await last;
    },
  };
}
