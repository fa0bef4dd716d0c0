import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBounceDesk } from '../../activities/bounce.ts';
import { createDelivery } from '../../activities/deliver.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { deliveryEntries } from '../../ledger/queries/deliveryEntries.ts';
import { undelivered } from '../../ledger/queries/undelivered.ts';
import { verify } from '../../ledger/verify.ts';
import type { Outcome } from '../../mail/outcome.ts';
import { autoReply, dsn } from '../mail/bounces.ts';
import { directory, instant, people } from '../support/domain.ts';
import { noAcceptedLog } from '../support/noAcceptedLog.ts';
import { campaign, type OpenRecord, openRecord, postmaster } from './given.ts';

let ledger: Ledger;
let open: OpenRecord;
beforeAll(async () => {
  ledger = await openLedger();
});
beforeEach(async () => {
  open = await openRecord(ledger);
  await open.issue('2024-07-01 10:00');
});
afterAll(() => ledger.close());

const next = { day: '2024-07-02', windowAt: instant('2024-07-02 09:00') };
const after = { day: '2024-07-03', windowAt: instant('2024-07-03 09:00') };

const later = { day: '2024-07-04', windowAt: instant('2024-07-04 09:00') };

const compose = ({ day }: typeof next) => open.record(postmaster, `${day} 08:30`);
const mailsOf = ({ windowAt }: typeof next) =>
  ledger.db.selectFrom('mail').selectAll().where('window_at', '=', windowAt).orderBy('person').execute();
const receivers = async (window: typeof next) => (await mailsOf(window)).map(({ person }) => person);

/** Delivers a window against a server that answers so to this person's mails; records that it was. */
async function deliver({ day, windowAt }: typeof next, answers: Record<string, Outcome> = {}, at = windowAt) {
  const sent: string[] = [];
  const persons = new Map(
    (await ledger.db.selectFrom('mail').select(['id', 'person']).execute()).map((m) => [m.id, m.person]),
  );
  const sender = {
    server: 'mail.example.test:25',
    isThere: async () => true,
    close: () => undefined,
    async send({ messageId }: { messageId: string }): Promise<Outcome> {
      const person = persons.get(messageId)!;
      sent.push(person);
      return answers[person] ?? { state: 'accepted', response: '250 ok' };
    },
  };
  const activity = createDelivery({
    ledger,
    rules: open.rules,
    sender,
    localSender: sender,
    acceptedLog: noAcceptedLog,
    now: () => at,
  });
  const counts: object = await new MockActivityEnvironment().run(activity, { campaign, windowAt, now: at });
  await open.record(postmaster, `${day} 09:00`, [], { done: { windowAt, ...counts } });
  return sent;
}

const refused: Outcome = { state: 'refused', response: '550 no such box' };

async function lineOf(person: string, window: typeof next): Promise<string> {
  const { raw } = (await mailsOf(window)).find((one) => one.person === person)!;
  const base64 = Buffer.from(raw).toString().split('\r\n\r\n')[2]!.split('\r\n--')[0]!;
  return Buffer.from(base64, 'base64').toString();
}

describe('what a server refused for good', () => {
  test('goes to whoever stands in at the next window, says why, and stands on the office’s list', async () => {
    const both = [people.liaison.id, people.worker.id, people.seconded.id];
    await compose(next);
    const told = (await receivers(next)).filter((id) => both.includes(id));
    await deliver(next, Object.fromEntries(told.map((id) => [id, refused])));
    await compose(after);
    // Nobody is left in the post: the principal stands in.
    expect(await receivers(after)).toContain('principal');
    expect(await lineOf('principal', after)).toContain('原定收件人未送达');
    expect(await lineOf('coordinator', after)).toContain(`${told.length} 封邮件未送达`);
    const list = await undelivered(ledger.db, campaign);
    expect(list.map(({ person, state, response }) => ({ person, state, response }))).toEqual(
      told.map((person) => ({ person, state: 'refused', response: '550 no such box' })),
    );
    for (const { instead } of list) expect(instead.map(({ person }) => person)).toContain('principal');
    expect((await verify(ledger)).broken).toBeNull();
  });

  test('does not go again to those of the post who have it', async () => {
    await compose(next);
    expect(await receivers(next)).toContain('worker');
    await deliver(next, { worker: refused });
    await compose(after);
    expect(await receivers(after)).toEqual(['clerk', 'coordinator', 'seconded']);
    expect(await lineOf('clerk', after)).not.toContain('1-1');
  });

  test('is taken up once', async () => {
    await compose(next);
    await deliver(next, { jyjLiaison: refused });
    await compose(after);
    expect(await receivers(after)).not.toContain('jyjLiaison');
    await deliver(after);
    await compose(later);
    expect(await receivers(later)).toEqual([]);
  });

  test('goes to a new address of the same person at once', async () => {
    await compose(next);
    await deliver(next, { jyjLiaison: refused });
    const moved = { ...people.jyjLiaison, email: 'moved@example.test' };
    const others = Object.values(people).filter(({ id }) => id !== moved.id);
    await open.changeDirectory('2024-07-02 10:00', { ...directory, persons: [...others, moved] });
    await compose(after);
    expect(await receivers(after)).toContain('jyjLiaison');
  });
});

test('what no server took before the next window is composed joins it: one mail, and nothing twice', async () => {
  await compose(next);
  const first = await receivers(next);
  await deliver(next, Object.fromEntries(first.map((id) => [id, { state: 'deferred', response: '450 later' }])));
  await compose(after);
  const sent = await deliver(after);
  expect(sent).toEqual([...new Set(sent)]);
  expect(sent).toEqual(expect.arrayContaining(first));
  expect(await lineOf('liaison', after)).toContain('1-1');
  expect(new Set((await mailsOf(next)).map(({ state }) => state))).toEqual(new Set(['merged']));
  expect((await verify(ledger)).broken).toBeNull();
});

test('a person who changed between composing and window is not mailed; who holds the post now is, at the next', async () => {
  await compose(next);
  const { jyjLiaison, ...others } = people;
  const successor = { ...jyjLiaison, id: 'successor', email: 'successor@example.test' };
  await open.changeDirectory('2024-07-02 08:45', {
    ...directory,
    persons: [...Object.values(others), { ...jyjLiaison, roles: [] }, successor],
  });
  expect(await receivers(next)).toContain('jyjLiaison');
  expect(await deliver(next)).not.toContain('jyjLiaison');
  await compose(after);
  expect(await receivers(after)).toEqual(['successor']);
});

test('a mail nobody answered goes out again under its Message-ID, and after three copies a person has to look', async () => {
  await compose(next);
  const silence: Outcome = { state: 'unknown', response: 'ECONNECTION: closed', ofServer: true };
  const counts: number[] = [];
  for (const minutes of [0, 0.5, 1, 2, 4, 8]) {
    const sent = await deliver(next, { liaison: silence }, next.windowAt + minutes * 60_000);
    counts.push(sent.filter((person) => person === 'liaison').length);
  }
  expect(counts).toEqual([1, 0, 1, 1, 0, 0]);
  const mail = (await mailsOf(next)).find(({ person }) => person === 'liaison')!;
  expect(mail).toMatchObject({ state: 'unknown', copies: 3 });
  const record = await deliveryEntries(ledger.db, campaign, 'f1');
  const mine = record.filter((entry) => entry.mail === mail.id).map(({ what }) => what);
  expect(mine).toEqual(['staged', 'unanswered', 'unanswered', 'unknown']);
  expect(JSON.parse(record.at(-1)!.facts)).toMatchObject({ server: 'mail.example.test:25' });
});

test('the record of a finding stays when mails and notices are purged', async () => {
  await compose(next);
  await deliver(next);
  const before = await deliveryEntries(ledger.db, campaign, 'f1');
  expect(before.filter(({ what }) => what === 'accepted').length).toBeGreaterThan(2);
  await ledger.db.deleteFrom('mail').execute();
  await ledger.db.deleteFrom('notice').execute();
  expect(await deliveryEntries(ledger.db, campaign, 'f1')).toEqual(before);
  expect(await deliveryEntries(ledger.db, campaign, 'f2')).toEqual([]);
  expect(await verify(ledger)).toMatchObject({ broken: null, deliveries: before.length });
  expect(JSON.parse(before[0]!.facts).items[0]).toMatchObject({ finding: 'f1' });
});

describe('a mail that comes back', () => {
  const bounceOf = async (person: string, change: Partial<Parameters<typeof dsn>[0]> = {}) => {
    const { id, email, raw } = (await mailsOf(next)).find((one) => one.person === person)!;
    const seal = /X-Xiaohao-Seal: (.*)\r\n/i.exec(Buffer.from(raw).toString())![1]!;
    const failed = { action: 'failed', status: '5.1.1', said: '550 no such box' };
    return Buffer.from(dsn({ messageId: id, seal, to: email, ...failed, ...change }));
  };
  const take = (raw: Buffer) => createBounceDesk(ledger, () => next.windowAt + 60_000)(raw);
  const stateOf = async (person: string) => (await mailsOf(next)).find((one) => one.person === person)!.state;
  const whats = async (person: string) => {
    const { id } = (await mailsOf(next)).find((one) => one.person === person)!;
    const record = await deliveryEntries(ledger.db, campaign, undefined);
    return record.filter(({ mail }) => mail === id).map(({ what }) => what);
  };
  beforeEach(async () => {
    await compose(next);
    await deliver(next);
  });

  test('for good was not delivered: it stands on the list and goes to who stands in; taken twice, it counts once', async () => {
    const raw = await bounceOf('jyjLiaison');
    expect(await take(raw)).toMatchObject({ outcome: 'recorded', kind: 'hard', person: 'jyjLiaison' });
    expect(await take(raw)).toMatchObject({ outcome: 'known' });
    expect(await whats('jyjLiaison')).toEqual(['staged', 'accepted', 'bounced']);
    expect((await undelivered(ledger.db, campaign)).map(({ person }) => person)).toEqual(['jyjLiaison']);
    await compose(after);
    expect(await receivers(after)).not.toContain('jyjLiaison');
    expect(await lineOf('coordinator', after)).toContain('1 封邮件未送达');
    expect((await verify(ledger)).broken).toBeNull();
  });

  test('delayed, or answered by a mailbox, is put on record and changes nothing', async () => {
    const { id, email } = (await mailsOf(next)).find(({ person }) => person === 'liaison')!;
    const delayed = await bounceOf('liaison', { action: 'delayed', status: '4.4.1' });
    expect(await take(delayed)).toMatchObject({ outcome: 'recorded', kind: 'delayed' });
    const reply = autoReply({ messageId: id, to: email, header: 'Auto-Submitted: auto-replied' });
    expect(await take(Buffer.from(reply))).toMatchObject({ outcome: 'recorded', kind: 'autoReply' });
    expect(await stateOf('liaison')).toBe('accepted');
    expect(await whats('liaison')).toEqual(['staged', 'accepted', 'delayed', 'autoReply']);
  });

  test('forged is not believed: without the seal, with that of another mail, or from another mailbox', async () => {
    const ofOther = /X-Xiaohao-Seal: (.*)\r\n/i.exec((await bounceOf('worker')).toString())![1]!;
    const { id } = (await mailsOf(next)).find(({ person }) => person === 'liaison')!;
    for (const raw of [
      await bounceOf('liaison', { seal: '' }),
      await bounceOf('liaison', { seal: ofOther }),
      Buffer.from(autoReply({ messageId: id, to: 'evil@example.org', header: 'Auto-Submitted: auto-replied' })),
    ])
      expect(await take(raw)).toMatchObject({ outcome: 'forged' });
    expect(await take(await bounceOf('liaison', { messageId: '<x@example.org>' }))).toMatchObject({
      outcome: 'unknownMail',
    });
    expect(await stateOf('liaison')).toBe('accepted');
    expect(await whats('liaison')).toEqual(['staged', 'accepted']);
  });
});
