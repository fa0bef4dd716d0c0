import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDelivery, inFlight } from '../../activities/deliver.ts';
import { createRuleBook } from '../../activities/rules.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import type { Outcome } from '../../mail/outcome.ts';
import { directory, instant, people } from '../support/domain.ts';
import { noAcceptedLog } from '../support/noAcceptedLog.ts';
import { campaign, openRecord } from './given.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
beforeEach(async () => {
  const persons = receivers.map((email) => ({ ...people.clerk, id: email, email }));
  const record = await openRecord(ledger);
  await record.changeDirectory('2024-06-03 10:00', { ...directory, persons: [...directory.persons, ...persons] });
  const rows = receivers.map((email) => ({
    ...{ id: email, campaign, person: email, email, window_at: windowAt, audience: 'unit' as const, subject: '' },
    ...{ raw: Buffer.from(email), items: 1, state: 'staged' as const, tries: 0, staged_at: windowAt },
  }));
  await ledger.db.insertInto('mail').values(rows).execute();
});
afterAll(() => ledger.close());

const windowAt = instant('2024-07-02 09:00');
const receivers = Array.from({ length: 200 }, (_, n) => `p${n}@${n % 4 === 0 ? 'hangs' : 'answers'}.example.test`);
const silence: Outcome = { state: 'deferred', response: 'ETIMEDOUT', ofServer: true };
const taken: Outcome = { state: 'accepted', response: '250 ok' };

async function deliver(send: (to: string) => Outcome | Promise<Outcome>, isThere = true) {
  const sent: string[] = [];
  const sender = {
    ...{ server: 'mail.example.test:25', isThere: async () => isThere, close: () => undefined },
    async send({ envelope: { to } }: { envelope: { to: string } }) {
      sent.push(to);
      return send(to);
    },
  };
  const deps = {
    ledger,
    rules: createRuleBook(ledger),
    sender,
    localSender: sender,
    acceptedLog: noAcceptedLog,
    now: () => windowAt,
  };
  await new MockActivityEnvironment().run(createDelivery(deps), { campaign, windowAt, now: windowAt });
  const rows = await ledger.db.selectFrom('mail').select(['email', 'state', 'tries']).execute();
  return { sent, in: (state: string) => rows.filter((row) => row.state === state), rows };
}

test('a server that is away stops the sending at once, and no mail counts it as a try', async () => {
  const { sent, rows } = await deliver(() => silence, false);
  expect(sent.length).toBeLessThanOrEqual(inFlight);
  expect(new Set(rows.map(({ state, tries }) => `${state} ${tries}`))).toEqual(new Set(['staged 0']));
});

test('a server that greets and hangs on everybody is left alone after a few', async () => {
  const { sent, in: those } = await deliver(() => silence);
  expect(sent.length).toBeLessThanOrEqual(2 * inFlight);
  expect(those('staged').length).toBeGreaterThanOrEqual(receivers.length - 2 * inFlight);
});

test('receivers the server hangs on come after all others, and these all get theirs', async () => {
  const hangs = (to: string) => to.includes('@hangs');
  const { sent, in: those } = await deliver(async (to) => {
    if (!hangs(to)) return taken;
    await new Promise((done) => setTimeout(done, 5));
    return silence;
  });
  expect(those('accepted')).toHaveLength(150);
  // One in each lane is on its way before anybody knows.
  const early = sent
    .slice(
      0,
      sent.findLastIndex((to) => !hangs(to)),
    )
    .filter(hangs);
  expect(early.length).toBeLessThanOrEqual(inFlight);
});
