import { CancelledFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDelivery, type DeliveryDeps } from '../../activities/deliver.ts';
import { createRuleBook } from '../../activities/rules.ts';
import { standard } from '../../domain/plan/presets.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { adopt } from '../../ledger/place.ts';
import { undelivered } from '../../ledger/queries/undelivered.ts';
import type { MailState } from '../../ledger/tables/mail.ts';
import type { Accepted, AcceptedLog } from '../../mail/acceptedLog.ts';
import type { Outcome } from '../../mail/outcome.ts';
import type { OutgoingMail, Sender } from '../../mail/transport.ts';
import { as, instant, people } from '../support/domain.ts';
import { noAcceptedLog } from '../support/noAcceptedLog.ts';
import { ask, campaign, type OpenRecord, office, openRecord } from './given.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
let record: OpenRecord;
beforeEach(async () => {
  record = await openRecord(ledger, 'real');
});
afterAll(() => ledger.close());

const windowAt = instant('2024-07-02 09:00');
const minute = 60_000;

type Given = { id: string; state?: MailState; tries?: number; copies?: number; window?: number; person?: string };

/** The outbox, and its receivers in the directory. */
async function inOutbox(...mails: Given[]): Promise<void> {
  const persons = mails.map(({ id }) => ({ ...people.clerk, id, email: `${id}@example.test` }));
  const directory = { units: [], persons: [...Object.values(people), ...persons] };
  await record.changeDirectory('2024-06-03 10:00', directory);
  const rows = mails.map(({ id, state = 'staged', tries = 0, copies = 0, window = windowAt, person = id }) => ({
    ...{ id, campaign, person, email: `${id}@example.test`, window_at: window, audience: 'unit' as const },
    ...{ subject: '', raw: Buffer.from(id), items: 1, state, tries, copies, staged_at: window - minute },
    ...{ next_try: state === 'deferred' ? window : null, response: null, accepted_at: null },
  }));
  await ledger.db.insertInto('mail').values(rows).execute();
}

const mails = () =>
  ledger.db.selectFrom('mail').select(['id', 'state', 'tries', 'next_try', 'response']).orderBy('id').execute();

/** A server that answers each address in turn as told, and accepts what it was told nothing about. */
function server(answers: Record<string, Outcome['state'][]> = {}, onSend?: (mail: OutgoingMail) => Promise<void>) {
  const sent: string[] = [];
  const sender: Sender = {
    server: 'mail.example.test:25',
    isThere: async () => true,
    async send(mail) {
      sent.push(mail.messageId);
      await onSend?.(mail);
      const state = answers[mail.messageId]?.shift() ?? 'accepted';
      return { state, response: `250 or so: ${state}` };
    },
    close: () => undefined,
  };
  return { sent, sender };
}

type With = Partial<Omit<DeliveryDeps, 'rules' | 'sender'>> & { env?: MockActivityEnvironment };

function deliver(sender: Sender, { env = new MockActivityEnvironment(), ...more }: With = {}) {
  const rules = createRuleBook(ledger);
  const deps = { ledger, rules, sender, localSender: sender, acceptedLog: noAcceptedLog, now: () => windowAt, ...more };
  return env.run(createDelivery(deps), { campaign, windowAt, now: windowAt });
}

test('each mail is marked as sending before it is handed over, and with the server’s answer after', async () => {
  record = await openRecord(ledger, 'stepped'); // where nobody waits for a deferral
  await inOutbox({ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' });
  const during: string[] = [];
  const { sender } = server({ b: ['refused'], c: ['unknown'], d: ['deferred'] }, async ({ messageId }) => {
    during.push((await mails()).find(({ id }) => id === messageId)!.state);
  });
  const counts = await deliver(sender);
  expect(during).toEqual(['sending', 'sending', 'sending', 'sending']);
  expect(counts).toEqual({ accepted: 1, deferred: 2, refused: 1, unknown: 0, withdrawn: 0 });
});

test('what a process left in the sending when it died is sent again, three times at most, then a person has to look', async () => {
  await inOutbox(
    { id: 'a', state: 'sending', tries: 1, copies: 1 },
    { id: 'b', state: 'sending', tries: 3, copies: 3 },
  );
  const { sent, sender } = server();
  await deliver(sender);
  expect(sent).toEqual(['a']);
  expect(await mails()).toMatchObject([
    { id: 'a', state: 'accepted', tries: 2 },
    { id: 'b', state: 'unknown' },
  ]);
});

test('what was accepted, refused or is unknown is never sent again', async () => {
  await inOutbox({ id: 'a', state: 'accepted' }, { id: 'b', state: 'refused' }, { id: 'c', state: 'unknown' });
  const { sent, sender } = server();
  await deliver(sender);
  expect(sent).toEqual([]);
});

test('a deferred mail was not taken, and however often it was deferred it is not unknown', async () => {
  record = await openRecord(ledger, 'stepped'); // where nobody waits for a deferral
  await inOutbox({ id: 'a', state: 'deferred', tries: 5 }, { id: 'b', state: 'deferred', tries: 9 });
  const { sender } = server({ a: ['deferred'], b: ['deferred'] });
  await deliver(sender);
  const [a, b] = await mails();
  expect(a).toMatchObject({ state: 'deferred', tries: 6, next_try: windowAt + 32 * minute });
  expect(b).toMatchObject({ state: 'refused', tries: 10, response: '250 or so: deferred' });
});

test('mails of a later window wait for it, those of an earlier one go along', async () => {
  await inOutbox({ id: 'late', window: windowAt + minute }, { id: 'early', window: windowAt - 24 * 60 * minute });
  const { sent, sender } = server();
  await deliver(sender);
  expect(sent).toEqual(['early']);
});

test('a rehearsal’s mails go by the local way only', async () => {
  record = await openRecord(ledger, 'stepped');
  await inOutbox({ id: 'a' });
  const outside = server();
  const local = server();
  await deliver(outside.sender, { localSender: local.sender });
  expect(outside.sent).toEqual([]);
  expect(local.sent).toEqual(['a']);
});

test('stopped on the way, it ends what it has begun, puts back the rest, and answers nothing', async () => {
  const ids = Array.from({ length: 300 }, (_, n) => `m${String(n).padStart(3, '0')}`);
  await inOutbox(...ids.map((id) => ({ id })));
  const env = new MockActivityEnvironment();
  const { sent, sender } = server({}, async () => {
    if (sent.length === 30) env.cancel();
    await new Promise((done) => setTimeout(done, 5));
  });
  await expect(deliver(sender, { env })).rejects.toThrow(CancelledFailure);
  const states = new Map((await mails()).map(({ id, state, tries }) => [id, `${state} ${tries}`]));
  expect(sent.length).toBeLessThan(60);
  for (const id of ids) expect(states.get(id)).toBe(sent.includes(id) ? 'accepted 1' : 'staged 0');
  const rest = server();
  await deliver(rest.sender);
  expect([...sent, ...rest.sent].toSorted()).toEqual(ids);
});

test('a second sender waits for the first, whose hands are full, and nothing goes out twice', async () => {
  const ids = Array.from({ length: 300 }, (_, n) => `m${String(n).padStart(3, '0')}`);
  await inOutbox(...ids.map((id) => ({ id })));
  const env = new MockActivityEnvironment();
  const second = server();
  let other: Promise<unknown> | undefined;
  const { sent, sender } = server({}, async () => {
    if (sent.length === 30) other = deliver(second.sender);
    if (sent.length === 60) env.cancel();
    await new Promise((done) => setTimeout(done, 5));
  });
  await expect(deliver(sender, { env })).rejects.toThrow(CancelledFailure);
  await other;
  expect(second.sent.length).toBeGreaterThan(200);
  expect([...sent, ...second.sent].toSorted()).toEqual(ids);
});

test('a sender that could not say for seconds that it lives ends, and leaves the outbox to who has it now', async () => {
  const ids = Array.from({ length: 20 }, (_, n) => `m${String(n).padStart(2, '0')}`);
  await inOutbox(...ids.map((id) => ({ id })));
  let standing: Promise<void> | undefined;
  const standStill = async () => {
    // Another one took it over while this process stood still.
    await ledger.db.updateTable('turn').set({ holder: 'another', until: Number.MAX_SAFE_INTEGER }).execute();
    const until = performance.now() + 6_500;
    while (performance.now() < until);
  };
  const { sent, sender } = server({}, async () => {
    standing ??= standStill();
    await standing;
  });
  await expect(deliver(sender)).rejects.toThrow('another sender');
  expect(sent.length).toBeLessThan(ids.length);
  expect((await mails()).filter(({ state }) => state === 'staged')).toEqual([]);
  await ledger.db.deleteFrom('turn').execute();
  const rest = server();
  await deliver(rest.sender);
  expect([...sent, ...rest.sent].toSorted()).toEqual(ids);
});

test('one record that fails ends the sending when what is under way has been answered, not before', async () => {
  const ids = Array.from({ length: 40 }, (_, n) => `m${String(n).padStart(2, '0')}`);
  await inOutbox(...ids.map((id) => ({ id })));
  let underWay = 0;
  const { sender } = server({}, async () => {
    underWay += 1;
    await new Promise((done) => setTimeout(done, 10 * underWay));
    underWay -= 1;
  });
  const record = async () => {
    throw new Error('no space left on device');
  };
  await expect(deliver(sender, { record })).rejects.toThrow('no space');
  expect(underWay).toBe(0);
});

test('what a server took from a sender that died is recorded and not sent again', async () => {
  await inOutbox(
    { id: 'a', state: 'sending', tries: 1, copies: 1 },
    { id: 'b', state: 'sending', tries: 1, copies: 1 },
  );
  const left = [{ campaign, id: 'a', response: '250 kept', at: windowAt }];
  const recorded: string[] = [];
  const acceptedLog = { ...noAcceptedLog, of: () => left, recorded: (ids: string[]) => recorded.push(...ids) };
  const { sent, sender } = server();
  await deliver(sender, { acceptedLog });
  expect(sent).toEqual(['b']);
  expect(await mails()).toMatchObject([
    { id: 'a', state: 'accepted', response: '250 kept' },
    { id: 'b', state: 'accepted' },
  ]);
  expect(recorded).toContain('a');
});

test('a mail whose answer could not be recorded is not sent again by the same process', async () => {
  await inOutbox({ id: 'a' }, { id: 'b' });
  const { sent, sender } = server();
  const kept = new Map<string, Accepted>();
  const acceptedLog: AcceptedLog = {
    add: (one) => void kept.set(one.id, one),
    of: () => [...kept.values()],
    recorded(ids) {
      for (const id of ids) kept.delete(id);
    },
    close: () => undefined,
  };
  const record = async () => {
    throw new Error('no space left on device');
  };
  await expect(deliver(sender, { acceptedLog, record })).rejects.toThrow('no space');
  await deliver(sender, { acceptedLog });
  expect(sent.toSorted()).toEqual(['a', 'b']);
  expect((await mails()).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
});

test('in the quiet hours nothing is handed over: what cannot wait for their end joins the next mail', async () => {
  await inOutbox({ id: 'a' });
  const quiet = { ...standard, window: { ...standard.window, time: '19:30', quiet: { from: '20:00', to: '19:00' } } };
  const replan = { type: 'replan', policy: quiet, reason: '市里统一要求' };
  await record.record(office, '2024-07-01 10:00', [ask('replan', replan, as.coordinator)]);
  const { sent, sender } = server();
  const night = instant('2024-07-02 21:00');
  expect(await deliver(sender, { now: () => night })).toMatchObject({ accepted: 0, deferred: 1 });
  expect(sent).toEqual([]);
});

test('a copy of the data mails nothing while its window lasts, and all of it once a person has adopted it', async () => {
  await inOutbox({ id: 'a' });
  const { sent, sender } = server();
  const copy = { db: ledger.db, place: 'another machine' };
  let asked = 0;
  const late = () => windowAt + 3 * 60 * minute * asked++;
  expect(await deliver(sender, { ledger: copy, now: late })).toMatchObject({ accepted: 0, deferred: 1 });
  expect(sent).toEqual([]);
  await adopt(ledger.db, copy.place, 'Li', windowAt);
  await deliver(sender, { ledger: copy });
  expect(sent).toEqual(['a']);
  await adopt(ledger.db, ledger.place, 'Li', windowAt);
}, 30_000);

test('an address that has had its mails of the day gets the next one tomorrow', async () => {
  await inOutbox({ id: 'a' }, { id: 'b' }, { id: 'before', state: 'accepted', window: windowAt - minute });
  await ledger.db
    .updateTable('mail')
    .set({ email: 'a@example.test', accepted_at: windowAt - minute })
    .where('id', '=', 'before')
    .execute();
  const { sent, sender } = server();
  expect(await deliver(sender, { perDay: 1 })).toMatchObject({ accepted: 1, deferred: 1 });
  expect(sent).toEqual(['b']);
  expect((await mails())[0]).toMatchObject({ state: 'deferred', next_try: instant('2024-07-03 00:00') });
  expect(await undelivered(ledger.db, campaign)).toMatchObject([
    { person: 'a', response: expect.stringContaining('1 mails') },
  ]);
});
