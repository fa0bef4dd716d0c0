import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDelivery } from '../../activities/deliver.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { undelivered } from '../../ledger/queries/undelivered.ts';
import { verify } from '../../ledger/verify.ts';
import { createSender } from '../../mail/transport.ts';
import { auditMails } from '../../rehearsal/audit.ts';
import { campaign, type OpenRecord, openRecord, postmaster } from '../activities/given.ts';
import { instant } from '../support/domain.ts';
import { noAcceptedLog } from '../support/noAcceptedLog.ts';
import { createDatabase } from '../support/postgres.ts';
import { type Misdeed, startRogue } from './support/rogue.ts';

let ledger: Ledger;
let open: OpenRecord;
beforeAll(async () => {
  ledger = await openLedger({ url: await createDatabase({ url: process.env.TEST_POSTGRES_URL! }) });
});
beforeEach(async () => {
  open = await openRecord(ledger);
  await open.issue('2024-07-01 10:00');
});
afterAll(() => ledger.close());

const days = ['2024-07-02', '2024-07-03', '2024-07-04', '2024-07-05'];

/** Plays some windows against a server that does this to whom it is told, in the first window or always. */
async function windows(fault: {
  deed: Misdeed;
  to: (address: string | null) => boolean;
  always?: boolean;
  away?: number[];
}) {
  let windowNo = 0;
  const rogue = await startRogue((to) => {
    const isNow = fault.always || windowNo === 0;
    return isNow && fault.to(to) ? fault.deed : null;
  });
  const sender = createSender({ url: rogue.url, allowedHost: 'loopback', boundMs: 1_500 });
  try {
    for (const [n, day] of days.entries()) {
      windowNo = n;
      if (fault.away?.includes(n)) await rogue.close();
      const windowAt = instant(`${day} 09:00`);
      await open.record(postmaster, `${day} 08:30`);
      await deliver(sender, windowAt, day);
      if (fault.away?.includes(n)) await rogue.open();
    }
    const until = instant('2024-07-05 10:00');
    return { taken: rogue.taken, audit: await auditMails(ledger.db, campaign, until, stored(rogue.taken)) };
  } finally {
    sender.close();
    await rogue.close();
  }
}

async function deliver(sender: ReturnType<typeof createSender>, windowAt: Instant, day: string): Promise<void> {
  const activity = createDelivery({
    ledger,
    rules: open.rules,
    sender,
    localSender: sender,
    acceptedLog: noAcceptedLog,
    now: () => windowAt,
  });
  const counts: object = await new MockActivityEnvironment().run(activity, { campaign, windowAt, now: windowAt });
  await open.record(postmaster, `${day} 09:00`, [], { done: { windowAt, ...counts } });
}

/** What the server kept, with the notices that the record has in each mail. */
async function* stored(taken: { to: string; messageId: string }[]) {
  const rows = await ledger.db
    .selectFrom('mail')
    .innerJoin('mail_notice', 'mail_notice.mail', 'mail.id')
    .select(['mail.id', 'window_at', 'notice'])
    .execute();
  for (const { to, messageId } of taken) {
    const mine = rows.filter(({ id }) => id === messageId);
    yield { messageId, to: [to], window: mine[0]!.window_at, notices: mine.map(({ notice }) => notice), file: '' };
  }
}

const toLiaison = (address: string | null) => address === 'jyjLiaison@example.test';
const listed = async () => (await undelivered(ledger.db, campaign)).map(({ person }) => person);

test.each([
  ...['421 closing', '450 greylisted', '451 local error', '452 full'].flatMap((reply) => [
    { name: `${reply} at RCPT`, deed: { at: 'rcpt', reply } as Misdeed },
    { name: `${reply} after the final dot`, deed: { at: 'dot', reply } as Misdeed },
  ]),
  { name: 'a hang at RCPT', deed: { at: 'rcpt', hangs: true } as Misdeed },
  { name: 'a hang at DATA', deed: { at: 'data', hangs: true } as Misdeed },
])('$name, once: it comes with the next window, nothing twice', async ({ deed }) => {
  const { audit, taken } = await windows({ deed, to: toLiaison });
  expect(audit).toMatchObject({ lost: 0, duplicates: 0, maxDigestsPerPersonAndWindow: 1 });
  expect(taken.some(({ to }) => toLiaison(to))).toBe(true);
  expect((await verify(ledger)).broken).toBeNull();
});

test.each([
  { name: '550 at RCPT', deed: { at: 'rcpt', reply: '550 no such box' } as Misdeed },
  { name: '553 at RCPT', deed: { at: 'rcpt', reply: '553 not allowed' } as Misdeed },
  { name: '550 after the final dot', deed: { at: 'dot', reply: '550 spam' } as Misdeed },
])('$name, always: the office’s list has it, and who stands in gets it at the next window', async ({ deed }) => {
  const { audit, taken } = await windows({ deed, to: toLiaison, always: true });
  expect(audit).toMatchObject({ lost: 0, duplicates: 0, maxDigestsPerPersonAndWindow: 1 });
  expect(taken.some(({ to }) => toLiaison(to))).toBe(false);
  expect(await listed()).toEqual(['jyjLiaison']);
  const [line] = await undelivered(ledger.db, campaign);
  expect(line!.instead.length).toBeGreaterThan(0);
});

test('4xx always: each window carries it on, and the office’s list has it', async () => {
  const { audit } = await windows({ deed: { at: 'rcpt', reply: '450 greylisted' }, to: toLiaison, always: true });
  expect(audit).toMatchObject({ lost: 0, duplicates: 0 });
  expect(await listed()).toContain('jyjLiaison');
});

test('kept and broken off, once: one more copy under the same Message-ID', async () => {
  const { audit, taken } = await windows({ deed: { at: 'dot', closes: true }, to: toLiaison });
  expect(audit).toMatchObject({ lost: 0, duplicates: 1, maxDigestsPerPersonAndWindow: 1 });
  expect(new Set(taken.filter(({ to }) => toLiaison(to)).map(({ messageId }) => messageId)).size).toBe(1);
  expect(await listed()).toEqual([]);
});

test('kept and broken off, always: three copies, then the office’s list', async () => {
  const { audit, taken } = await windows({ deed: { at: 'dot', closes: true }, to: toLiaison, always: true });
  expect(audit).toMatchObject({ lost: 0, duplicates: 2 });
  expect(taken.filter(({ to }) => toLiaison(to))).toHaveLength(3);
  expect(await listed()).toEqual(['jyjLiaison']);
});

test.each([
  { name: '421 as its greeting', deed: { at: 'greeting', reply: '421 not now' } as Misdeed },
  { name: 'no greeting at all', deed: { at: 'greeting', hangs: true } as Misdeed },
])('$name, for a whole window: everything comes with the next, nothing twice', async ({ deed }) => {
  const { audit, taken } = await windows({ deed, to: (address) => address === null });
  expect(audit).toMatchObject({ lost: 0, duplicates: 0, maxDigestsPerPersonAndWindow: 1 });
  const each = new Set(taken.map(({ to }) => to));
  expect(each.size).toBeGreaterThan(3);
});

test('away over three windows: they collapse into one mail for each person', async () => {
  const deed: Misdeed = { at: 'rcpt', reply: '450 -' };
  const { audit, taken } = await windows({ deed, to: () => false, away: [0, 1, 2] });
  expect(audit).toMatchObject({ lost: 0, duplicates: 0, maxDigestsPerPersonAndWindow: 1 });
  const receivers = taken.map(({ to }) => to);
  expect(receivers.length).toBeGreaterThan(3);
  expect(receivers.toSorted()).toEqual([...new Set(receivers)].toSorted());
});
