import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { tokenHash } from '../../ledger/token.ts';
import type { RenderedMail } from '../../mail/render/digest.ts';
import { linkMinutes, makeLink } from '../../web/access/link.ts';
import { pages } from '../../web/pages.tsx';
import { findingDraft, instant, measureDraft, people } from '../support/domain.ts';
import { base, pageDeps, plain, playCampaign } from './play.ts';

const minute = 60_000;
const admin = 'admin@example.test';
let ledger: Ledger;
let now: number;
let sent: { mail: RenderedMail; local: boolean }[];
let app: ReturnType<typeof pages>;

beforeAll(async () => {
  ledger = await openLedger();
  await playCampaign(ledger, 'c1', { findings: [findingDraft()], measures: [measureDraft()] });
});
afterAll(() => ledger.close());

afterEach(() => {
  now += 20 * minute;
});

now = instant('2024-09-20 09:00');
sent = [];

beforeAll(() => {
  const site = {
    ...{ base, seal: Buffer.alloc(32, 7), admins: [admin], evidence: '', clientOf: () => '192.0.2.1' },
    send: async (mail: RenderedMail, local: boolean) => {
      sent.push({ mail, local });
      return { state: 'accepted' as const, response: '250' };
    },
  };
  app = pages(pageDeps(ledger, () => now, { site, log: { error: () => undefined } }));
});

/** A browser: it keeps its cookies and sends the forms it is shown. */
function browser() {
  const cookies = new Map<string, string>();
  async function go(path: string, init: RequestInit = {}): Promise<{ status: number; html: string; path: string }> {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.request(path, { ...init, headers: { Cookie, ...init.headers } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = answer.headers.get('Location');
    return to ? go(to) : { status: answer.status, html: await answer.text(), path };
  }
  async function post(path: string, fields: Record<string, string> = {}, mark?: string) {
    const form = mark ?? /name="form" value="([^"]+)"/.exec((await go('/sign-in')).html)?.[1] ?? '';
    return go(path, { method: 'POST', body: new URLSearchParams({ ...fields, form }) });
  }
  return { go, post, cookies };
}

/** The link of the next mail to somebody. */
async function linkFor(address: string): Promise<string> {
  const before = sent.length;
  await browser().post('/sign-in', { address });
  await vi.waitFor(() => expect(sent.length).toBe(before + 1));
  const { mail } = sent.at(-1)!;
  expect(mail.to).toBe(address);
  const text = Buffer.from(mail.raw.toString().split('\r\n\r\n')[1]!, 'base64').toString();
  return /http:\/\/127\.0\.0\.1(\/sign-in\/[\w-]+)/.exec(text)![1]!;
}

const secretIn = (html: string) => /<code>([A-Z2-7 ]+)<\/code>/.exec(html)![1]!.replaceAll(' ', '');
const codeOf = (secret: string, at = now) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
const count = async (table: 'session' | 'sign_in_link' | 'access_log') =>
  Number(
    (
      await ledger.db
        .selectFrom(table)
        .select((q) => q.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );
const logged = () => ledger.db.selectFrom('access_log').selectAll().orderBy('id').execute();

test('an address nobody has is answered in the same words, and gets nothing', async () => {
  const known = await browser().post('/sign-in', { address: people.liaison.email! });
  await vi.waitFor(() => expect(sent.length).toBe(1));
  const unknown = await browser().post('/sign-in', { address: 'nobody@example.test' });
  const bare = ({ html }: { html: string }) => html.replace(/value="[^"]*"/g, '');
  expect(bare(unknown)).toBe(bare(known));
  expect(plain(unknown.html)).toContain('若邮箱在名录中，链接已发出：10 分钟内有效，用一次。');
  await new Promise((done) => setTimeout(done, 50));
  expect(sent.length).toBe(1);
});

test('a liaison is in after one click; opening the link uses nothing up', async () => {
  const { go, post } = browser();
  const link = await linkFor(people.liaison.email!);
  for (let times = 0; times < 3; times++) expect((await go(link)).html).toContain('确认登录');
  const before = await count('session');
  const inside = await post(link);
  expect(inside.path).toBe('/c/c1');
  expect(inside.html).toContain(people.liaison.name);
  expect(await count('session')).toBe(before + 1);
  const again = await browser().post(link);
  expect(again.status).toBe(410);
  expect(again.html).toContain('link-expired');
});

test('an old, a used and an invented link look alike', async () => {
  const link = await linkFor(people.liaison.email!);
  now += (linkMinutes + 1) * minute;
  const [old, invented] = [await browser().go(link), await browser().go('/sign-in/abc')];
  expect(old).toMatchObject({ status: 410 });
  expect(invented).toEqual({ ...old, path: '/sign-in/abc' });
  expect((await browser().post(link)).status).toBe(410);
});

test('of two who use a link at once one is let in', async () => {
  const link = await linkFor(people.liaison.email!);
  const both = await Promise.all([browser().post(link), browser().post(link)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
});

test('whoever approves sees nothing before his code, and each code counts once', async () => {
  const { go, post } = browser();
  const enrol = await post(await linkFor(people.coordinator.email!));
  expect(enrol.path).toBe('/code');
  expect(enrol.html).toContain('<svg');
  const secret = secretIn(enrol.html);
  for (const path of ['/', '/c/c1', '/c/c1/m/m1', '/access', '/inbox']) {
    expect((await go(path)).html, path).not.toContain('老旧小区');
  }
  expect((await post('/code', { code: '000000' })).html).toContain('还可再试 4 次');
  const board = await post('/code', { code: codeOf(secret) });
  expect(board.path).toBe('/c/c1');
  expect(board.html).toContain('老旧小区');

  const second = browser();
  now += 5_000;
  const asked = await second.post(await linkFor(people.coordinator.email!));
  expect(asked.html).not.toContain('<svg');
  expect(asked.html).not.toContain(secret);
  expect((await second.post('/code', { code: codeOf(secret) })).status).toBe(401);
  now += 30_000;
  expect((await second.post('/code', { code: codeOf(secret) })).path).toBe('/c/c1');
});

test('five wrong codes close the door for a quarter of an hour, to the right one too', async () => {
  const { post } = browser();
  const secret = secretIn((await post(await linkFor(people.supervisor.email!))).html);
  for (let tries = 0; tries < 5; tries++) await post('/code', { code: '123' });
  const locked = await post('/code', { code: codeOf(secret) });
  expect(locked.status).toBe(401);
  expect(locked.html).toMatch(/\d\d:\d\d 前暂停登录/);
  now += 16 * minute;
  expect((await post('/code', { code: codeOf(secret) })).path).toBe('/c/c1');
});

test('the administrator ends a session and resets a code, and sees no measure', async () => {
  const office = browser();
  const secret = secretIn((await office.post(await linkFor(people.clerk.email!))).html);
  await office.post('/code', { code: codeOf(secret) });
  expect((await office.go('/c/c1')).status).toBe(200);

  const { go, post } = browser();
  const own = secretIn((await post(await linkFor(admin))).html);
  await post('/code', { code: codeOf(own) });
  const { html } = await go('/access');
  expect(html).toContain(people.clerk.email);
  expect((await go('/c/c1')).status).toBe(404);
  expect((await go('/c/c1')).html).not.toContain('老旧小区');
  expect((await office.go('/access')).status).toBe(403);

  const row = new RegExp(`${people.clerk.email}.*?sessions/(\\w+)/end`, 's').exec(html)!;
  await post(`/access/sessions/${row[1]}/end`);
  expect((await office.go('/c/c1')).status).toBe(401);
  await post('/access/codes/forget', { address: people.clerk.email! });
  expect((await browser().post(await linkFor(people.clerk.email!))).html).toContain('<svg');
});

test('who is struck off the directory is out at once', async () => {
  const { go, post } = browser();
  await post(await linkFor(people.jyjLiaison.email!));
  expect((await go('/c/c1')).status).toBe(200);
  const row = await ledger.db.selectFrom('stream').select('state').where('id', '=', 'campaign/c1').executeTakeFirst();
  const state = row!.state as { directory: { persons: { id: string }[] } };
  const persons = state.directory.persons.filter(({ id }) => id !== people.jyjLiaison.id);
  const change = (directory: object) =>
    ledger.db
      .updateTable('stream')
      .set({ state: JSON.stringify({ ...state, directory }) })
      .where('id', '=', 'campaign/c1')
      .execute();
  await change({ ...state.directory, persons });
  expect((await go('/c/c1')).status).toBe(404);
  await change(state.directory);
  expect((await go('/c/c1')).status).toBe(200);
});

test('a form without the mark of this site does nothing', async () => {
  const { go, post } = browser();
  const link = await linkFor(people.liaison.email!);
  for (const mark of ['', 'x'.repeat(32)]) {
    expect(await post(link, {}, mark)).toMatchObject({ status: 403 });
  }
  const cross = await go(link, { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } });
  expect(cross.status).toBe(403);
  expect((await post(link)).path).toBe('/c/c1');
  expect((await post('/sign-out', {}, 'x'.repeat(32))).status).toBe(403);
  expect((await go('/c/c1')).status).toBe(200);
  await post('/sign-out', {}, /name="form" value="([^"]+)"/.exec((await go('/c/c1')).html)![1]);
  expect((await go('/c/c1')).status).toBe(401);
});

test('an address gets three links in ten minutes and no more', async () => {
  const to = people.principal.email!;
  for (let n = 0; n < 3; n++) await linkFor(to);
  const before = sent.length;
  await browser().post('/sign-in', { address: to });
  await vi.waitFor(async () => expect((await logged()).at(-1)).toMatchObject({ code: 'too-many-requests' }));
  expect(sent.length).toBe(before);
});

test('a thousand requests from one client are slowed down, and fill no record', async () => {
  const before = await count('access_log');
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => app.request('/sign-in/none')));
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(600);
  expect(answers.at(-1)!.headers.get('Retry-After')).toMatch(/^\d+$/);
  await new Promise((done) => setTimeout(done, 100));
  expect((await count('access_log')) - before).toBeLessThanOrEqual(60);
});

test('the link made at the machine is the operator’s, and only he sees the inbox', async () => {
  const token = await makeLink(ledger.db, { address: '', operator: true }, now);
  const { go, post } = browser();
  expect((await post(`/sign-in/${token}`)).path).toBe('/c/c1');
  expect((await go('/inbox')).status).toBe(200);
  expect((await browser().go('/inbox')).status).toBe(401);
});

test('who has an address in a rehearsal only is signed in to rehearsals only, and his mail stays here', async () => {
  const other = await openLedger();
  const only = { clock: 'stepped' as const };
  await playCampaign(other, 'r1', { findings: [findingDraft()], measures: [measureDraft()] }, only);
  const mails: boolean[] = [];
  const site = {
    ...{ base, seal: Buffer.alloc(32, 7), admins: [], evidence: '', clientOf: () => '192.0.2.1' },
    send: async (_: RenderedMail, local: boolean) => {
      mails.push(local);
      return { state: 'accepted' as const, response: '250' };
    },
  };
  const here = pages(pageDeps(other, () => now, { site }));
  const first = await here.request('/sign-in');
  const form = /name="form" value="([^"]+)"/.exec(await first.text())![1]!;
  const Cookie = first.headers.getSetCookie()[0]!.split(';')[0]!;
  const body = new URLSearchParams({ form, address: people.liaison.email! });
  await here.request('/sign-in', { method: 'POST', headers: { Cookie }, body });
  await vi.waitFor(() => expect(mails).toEqual([true]));
  await other.close();
});

test('no token stands in the record: not in the sessions, not among the refusals', async () => {
  const link = await linkFor(people.liaison.email!);
  const token = link.split('/').at(-1)!;
  await browser().post(link);
  await browser().post(link);
  await vi.waitFor(async () => expect((await logged()).at(-1)).toMatchObject({ code: 'link-expired' }));
  const all = JSON.stringify([
    await logged(),
    await ledger.db.selectFrom('sign_in_link').selectAll().execute(),
    await ledger.db.selectFrom('session').selectAll().execute(),
  ]);
  expect(all).not.toContain(token);
  expect(all).toContain(tokenHash(token));
  expect((await logged()).at(-1)).toMatchObject({ what: 'refused', subject: 'POST /sign-in/…', client: '192.0.2.1' });
});
