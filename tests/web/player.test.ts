import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import type { Inbox, StoredMail } from '../../mail/inbox/inbox.ts';
import { pages } from '../../web/pages.tsx';
import { as, due, findingDraft, instant, measureDraft, people } from '../support/domain.ts';
import { cookieOf, pageDeps, plain, playCampaign } from './play.ts';

const now = instant('2024-10-10 10:00');
let ledger: Ledger;
let app: ReturnType<typeof pages>;
let mails: { id: string; person: string; email: string; subject: string }[];

beforeAll(async () => {
  ledger = await openLedger();
  const measures = [
    measureDraft({ id: 'a', no: '1-1', participants: [], doneDue: due('2024-07-10') }),
    measureDraft({ id: 'b', no: '1-2', participants: [], doneDue: due('2024-07-10') }),
  ];
  const play = await playCampaign(ledger, 'r-1', { findings: [findingDraft()], measures }, { clock: 'stepped' });
  await play.act('measure', 'a', as.liaison, { type: 'submit', evidence: ['a.pdf'] } as never, '2024-07-12');
  await play.act('measure', 'a', as.principal, { type: 'approve' }, '2024-07-15');
  await play.pass('postmaster', '', '2024-07-16 08:45');
  await play.act('measure', 'a', as.leader, { type: 'approve' }, '2024-07-16');
  await play.act('measure', 'a', as.coordinator, { type: 'approve' }, '2024-07-17');
  await play.act('measure', 'a', as.clerk, { type: 'close' }, '2024-07-18');
  await play.pass('measure', 'b', '2024-07-18 08:00');
  await play.pass('postmaster', '', '2024-07-18 08:45');
  const row = { campaign: 'r-1', seed: '1', phase: 'playing', options: JSON.stringify({}) };
  const [at, until] = [instant('2024-10-01 09:00'), instant('2025-06-28 09:00')];
  await ledger.db
    .insertInto('rehearsal')
    .values({ ...row, now: at, until } as never)
    .execute();
  mails = await ledger.db.selectFrom('mail').select(['id', 'person', 'email', 'subject']).execute();
  const inbox = {
    list: async ({ to }: { to?: string }) => ({
      total: 1,
      mails: mails.filter(({ email }) => email === to).map(({ id }) => ({ name: `${id}.eml`, messageId: id })),
    }),
    read: async (name: string) => {
      const { subject, email } = mails.find(({ id }) => name === `${id}.eml`)!;
      return { subject, receiver: email, date: '2024-07-16', text: `写给 ${email}` } as unknown as StoredMail;
    },
  } as unknown as Inbox;
  app = pages(pageDeps(ledger, () => now, { inbox, log: { error: () => undefined } }));
});
afterAll(() => ledger.close());

async function visitor(person: { email: string | null } | null) {
  const Cookie = await cookieOf(ledger, person && person.email!.toLowerCase(), now);
  return async (path: string) => {
    const answer = await app.request(`/c/r-1/rehearsal${path}`, { headers: { Cookie } });
    return { status: answer.status, html: await answer.text() };
  };
}

test('the year plays without JavaScript: a day before, a day after, any day; the late stand beside the closed', async () => {
  const get = await visitor(people.coordinator);
  const { html } = await get('?day=2024-07-18');
  expect(plain(html)).toMatch(/7月18日 周四：邮件 \d+ 封 · 申请销号 0 · 销号 1/);
  const before = /href="([^"]+)#day">上一事件/.exec(html.replaceAll('\n', ''))![1]!;
  expect(before).toContain('day=2024-07-');
  expect(plain(html)).toContain('到 7月18日 周四 共 1 条，当日逾期未销号 1 条');
  const rows = [...html.matchAll(/<tr><td>([\d-]+)<\/td>(.*?)<\/tr>/g)].map(([, day, cells]) => [
    day,
    ...[...cells!.matchAll(/>(\d+)</g)].map(([, n]) => Number(n)),
  ]);
  // Planned, closed, late: two past their date from the day after it, one of them closed a week later.
  expect(rows).toContainEqual(['2024-07-11', 2, 0, 2]);
  expect(rows).toContainEqual(['2024-07-18', 2, 1, 1]);
});

test('the office and the leadership see what each leader would get; a leader his own, and nobody else any', async () => {
  const leaders = mails.filter(({ person }) => person === people.leader.id);
  expect(leaders.length).toBeGreaterThan(0);
  const [his] = leaders;
  const [clerks] = mails.filter(({ person }) => person === people.liaison.id);
  for (const person of [people.coordinator, people.secretary, people.member]) {
    const get = await visitor(person);
    const { html } = await get(`?day=2024-07-18&person=${people.leader.id}`);
    expect(plain(html)).toContain(`分管副区长 ${leaders.length} 封`);
    expect(html).toContain(`/rehearsal/mails/${encodeURIComponent(his!.id)}`);
    expect((await get(`/mails/${encodeURIComponent(clerks!.id)}`)).html).toContain(`写给 ${clerks!.email}`);
  }
  const leader = await visitor(people.leader);
  const own = await leader(`?day=2024-07-18&person=${people.secretary.id}`);
  expect(own.status).toBe(200);
  expect(own.html).not.toContain(`person=${people.secretary.id}`);
  expect((await leader(`/mails/${encodeURIComponent(his!.id)}`)).html).toContain(`写给 ${his!.email}`);
  expect((await leader(`/mails/${encodeURIComponent(clerks!.id)}`)).status).toBe(404);
  const liaison = await visitor(people.liaison);
  expect((await liaison('')).status).toBe(404);
  expect((await liaison(`/mails/${encodeURIComponent(clerks!.id)}`)).status).toBe(404);
});

test('whoever only looks cannot stop it', async () => {
  for (const person of [people.coordinator, people.leader]) {
    const Cookie = await cookieOf(ledger, person.email, now);
    const { html } = await (await visitor(person))('');
    expect(html).not.toContain('/rehearsal/stop');
    const form = /name="form" value="([^"]+)"/.exec(html)![1]!;
    const init = { method: 'POST', headers: { Cookie }, body: new URLSearchParams({ form }) };
    const answer = await app.request('/c/r-1/rehearsal/stop', init);
    expect([403, 404]).toContain(answer.status);
  }
});
