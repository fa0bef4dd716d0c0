import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startCanary } from '../../app/canary.ts';
import { silentCanaries } from '../../ledger/canary.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import type { OutgoingMail, Sender } from '../../mail/transport.ts';
import { openRecord, postmaster } from '../activities/given.ts';
import { instant } from '../support/domain.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
beforeEach(async () => {
  await ledger.db.deleteFrom('canary').execute();
});
afterAll(() => ledger.close());

const hour = 3_600_000;
const begin = Date.UTC(2024, 6, 2, 1);

function sky(place = ledger.place) {
  const sent: OutgoingMail[] = [];
  const alarms: unknown[] = [];
  const clock = { now: begin };
  const sender: Sender = {
    server: 'mail.test:25',
    isThere: async () => true,
    async send(mail) {
      sent.push(mail);
      return { state: 'accepted', response: '250 ok' };
    },
    close: () => undefined,
  };
  const canary = startCanary({
    ...{
      ledger: { ...ledger, place },
      address: 'canary@example.com',
      sender,
      now: () => clock.now,
      everyMs: 24 * hour,
    },
    log: { warn: () => undefined, error: (facts) => void alarms.push(facts) },
  });
  onTestFinished(() => canary.stop());
  const at = (ms: number) => {
    clock.now = begin + ms;
    return canary.round();
  };
  return { canary, sent, alarms, at, silent: () => silentCanaries(ledger.db, clock.now) };
}

test('one goes out each hour, however many processes there are; those that come back are no alarm', async () => {
  const one = sky();
  const other = sky();
  for (const minutes of [0, 10, 59]) {
    await one.at(minutes * 60_000);
    await other.at(minutes * 60_000);
  }
  expect([...one.sent, ...other.sent]).toHaveLength(1);
  await one.canary.seen(one.sent[0]!.raw);
  await one.at(hour + 60_000);
  expect(one.sent).toHaveLength(2);
  expect(one.alarms).toEqual([]);
  expect(await one.silent()).toEqual([]);
});

test('one that has not come back within the hour is told once, until another comes back', async () => {
  const { canary, sent, alarms, at, silent } = sky();
  await at(0);
  await at(hour - 1);
  expect(alarms).toEqual([]);
  await at(hour);
  await at(hour + 60_000);
  expect(alarms).toEqual([expect.objectContaining({ mail: sent[0]!.messageId, response: 'accepted: 250 ok' })]);
  expect(await silent()).toMatchObject([{ sentAt: begin, alarmed: true }]);
  await canary.seen(sent[1]!.raw);
  expect(await silent()).toEqual([]);
});

test('the office reads of it in its next mail', async () => {
  const { at } = sky();
  const record = await openRecord(ledger, 'real');
  await record.issue('2024-07-01 10:00');
  await at(instant('2024-07-02 07:00') - begin);
  await record.record(postmaster, '2024-07-02 08:30');
  const said = await ledger.db.selectFrom('notice').select('facts').where('letter', '=', 'undelivered').execute();
  expect(said).toEqual([{ facts: { silent: 1 } }]);
});

test('a forged one, another mail and none at all do not pass for it', async () => {
  const { canary, sent, at, silent } = sky();
  await at(0);
  const text = sent[0]!.raw.toString();
  await canary.seen(Buffer.from(text.replace(/X-Xiaohao-Seal: .*/, 'X-Xiaohao-Seal: AAAA')));
  await canary.seen(Buffer.from(text.replace('X-Xiaohao-Canary: 1\r\n', '')));
  await canary.seen(Buffer.from(''));
  await at(hour);
  expect(await silent()).toHaveLength(1);
});

test('a copy of the data sends none', async () => {
  const { sent, at } = sky('elsewhere');
  await at(0);
  expect(sent).toEqual([]);
});
