import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import type { Inbox } from '../../mail/inbox/inbox.ts';
import { pages } from '../../web/pages.tsx';
import { as, findingDraft, instant, measureDraft, people } from '../support/domain.ts';
import { complaintsOf, openBrowser, serveApp } from './browser.ts';
import { cookieOf, type Play, pageDeps, playCampaign } from './play.ts';

const now = instant('2024-09-20 09:00');
let ledger: Ledger;
let play: Play;

beforeAll(async () => {
  ledger = await openLedger();
  const measures = ['a', 'b', 'c'].map((id, n) => measureDraft({ id, no: `12-${n + 1}`, participants: [] }));
  play = await playCampaign(ledger, 'c1', { findings: [findingDraft()], measures });
});
afterAll(() => ledger.close());

const submit = (id: string) =>
  play.act('measure', id, as.liaison, { type: 'submit', evidence: ['a.pdf'] } as never, '2024-09-19');

test('a line tells that something has moved, and nothing of what', async () => {
  const app = pages(pageDeps(ledger, () => now));
  const Cookie = await cookieOf(ledger, people.liaison.email!, now);
  const answer = await app.request('/c/c1/changes', { headers: { Cookie } });
  expect(answer.headers.get('Content-Type')).toContain('text/event-stream');
  const reader = answer.body!.getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  const first = await next();
  expect(first).toMatch(/^data: \{"version":"[\d.]+","over":false\}\n\n$/);
  await submit('a');
  const second = await next();
  expect(second).toMatch(/^data: \{"version":"[\d.]+","over":false\}\n\n$/);
  expect(second).not.toBe(first);
  await reader.cancel();
});

test('the board’s counters move while it is open, and with no script it stands', async () => {
  const served = await serveApp(pages(pageDeps(ledger, () => now)));
  const browser = await openBrowser();
  const open = async (javaScriptEnabled: boolean) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const [name = '', value = ''] = (await cookieOf(ledger, null, now)).split('=');
    await context.addCookies([{ name, value, url: served.url }]);
    const page = await context.newPage();
    await page.goto(`${served.url}/c/c1?q=12`);
    return page;
  };
  const [page, plain] = [await open(true), await open(false)];
  const heard = complaintsOf(page);
  // What is being typed stays: only the counters are new.
  await page.getByRole('searchbox').or(page.locator('input[name=q]')).first().fill('还没有查');
  const reviewing = (of: typeof page) => of.locator('.counters .withReviewer').textContent();
  expect(await reviewing(page)).toContain('审核中 1');
  await submit('b');
  await expect.poll(() => reviewing(page), { timeout: 20_000 }).toContain('审核中 2');
  expect(await page.locator('input[name=q]').inputValue()).toBe('还没有查');
  expect(await reviewing(plain)).toContain('审核中 1');
  expect(heard).toEqual([]);
  await browser.close();
  await served.close();
});

test('a rehearsed mail is opened as its receiver sees it, by the owner of the data and by no unit', async () => {
  const rehearsed = await playCampaign(ledger, 'r1', { findings: [], measures: [] }, { clock: 'stepped' });
  await rehearsed.pass('postmaster', '', '2024-07-02 08:45');
  const mail = {
    id: '<one@x.test>',
    campaign: 'r1',
    person: 'leader',
    email: people.leader.email!,
    subject: '【整改】',
  };
  const bare = { window_at: now, audience: 'leader' as const, raw: new Uint8Array(), items: 1, staged_at: now };
  const sent = { state: 'accepted' as const, tries: 1, next_try: null, response: '250', accepted_at: now };
  const rest = { standing: null, followed_at: null };
  await ledger.db
    .insertInto('mail')
    .values({ ...mail, ...bare, ...sent, ...rest })
    .execute();
  const entry = {
    name: 'one.eml',
    subject: '',
    from: '',
    to: [mail.email],
    receiver: '',
    date: '',
    messageId: mail.id,
  };
  const inbox = { list: async () => ({ total: 1, mails: [entry] }) } as unknown as Inbox;
  const app = pages(pageDeps(ledger, () => now, { inbox }));
  const at = async (address: string | null, id = mail.id) => {
    const Cookie = await cookieOf(ledger, address, now);
    return app.request(`/c/r1/rehearsal/mails/${encodeURIComponent(id)}`, { headers: { Cookie } });
  };
  expect((await at(null)).headers.get('Location')).toBe('/inbox/one.eml');
  expect((await at(null, '<other@x.test>')).status).toBe(404);
  expect((await at(people.liaison.email!)).status).toBe(404);
});
