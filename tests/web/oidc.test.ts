import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../app/config.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { makeLink } from '../../web/access/link.ts';
import { createOidc } from '../../web/access/oidc/service.ts';
import { pages } from '../../web/pages.tsx';
import { findingDraft, instant, measureDraft, people } from '../support/domain.ts';
import { type Identity, startIdentity } from '../support/identity.ts';
import { complaintsOf, openBrowser, serveApp } from './browser.ts';
import { base, pageDeps, plain, playCampaign } from './play.ts';

const minute = 60_000;
let ledger: Ledger;
let identity: Identity;
let now = instant('2024-09-20 09:00');
let signsIn: { email: string; verified: boolean } | null;
let app: ReturnType<typeof pages>;
let client = 0;

beforeAll(async () => {
  ledger = await openLedger();
  await playCampaign(ledger, 'c1', { findings: [findingDraft()], measures: [measureDraft()] });
  identity = await startIdentity(
    () => base,
    () => signsIn,
  );
  app = site(identity.oidc);
});
afterAll(async () => {
  await identity.close();
  await ledger.close();
});
beforeEach(() => {
  now += 20 * minute;
  client += 1;
  signsIn = { email: people.liaison.email!, verified: true };
});

function site(oidc: Identity['oidc'] | undefined, at = base) {
  const more = { base: at, seal: Buffer.alloc(32, 7), admins: ['admin@example.test'], evidence: '' };
  const send = async () => ({ state: 'accepted' as const, response: '250' });
  const clientOf = () => `192.0.2.${client}`;
  return pages(
    pageDeps(ledger, () => now, {
      site: { ...more, send, clientOf, ...(oidc ? { oidc } : {}) },
      log: { error: () => undefined },
    }),
  );
}

/** A browser that goes to the identity service and back; it keeps each one's cookies to itself. */
function browser(over = app) {
  const jars: Record<string, Map<string, string>> = {};
  const went: URL[] = [];
  async function go(path: string, init: RequestInit = {}): Promise<{ status: number; html: string; path: string }> {
    const url = new URL(path, base);
    went.push(url);
    jars[url.origin] ??= new Map();
    const jar = jars[url.origin]!;
    const Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = { ...init, headers: { Cookie, ...init.headers }, redirect: 'manual' as const };
    const answer = url.origin === base ? await app_(over, url, request) : await fetch(url, request);
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /Max-Age=0/.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const to = answer.headers.get('Location');
    if (to) return go(new URL(to, url).href);
    return { status: answer.status, html: await answer.text(), path: url.pathname };
  }
  const post = (path: string, html: string, more: Record<string, string> = {}) =>
    go(path, { method: 'POST', body: new URLSearchParams({ ...fieldsOf(html), ...more }) });
  async function signIn() {
    const { html, path, status } = await go('/sign-in/oidc');
    return path === '/sign-in/oidc/back' && status === 200 ? post(path, html) : { html, path, status };
  }
  return { go, post, signIn, went, jar: () => jars[base]! };
}

async function app_(over: typeof app, url: URL, request: RequestInit): Promise<Response> {
  return over.request(url.pathname + url.search, request);
}

function fieldsOf(html: string): Record<string, string> {
  const found = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]));
}

const secretIn = (html: string) => /<code>([A-Z2-7 ]+)<\/code>/.exec(html)![1]!.replaceAll(' ', '');
const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
const rows = (table: 'session' | 'access_log') => ledger.db.selectFrom(table).selectAll().execute();
const lastLogged = async () =>
  (await ledger.db.selectFrom('access_log').selectAll().orderBy('id', 'desc').execute())[0];

test('the button is there only where the office has such a service', async () => {
  expect((await browser().go('/sign-in')).html).toContain('统一身份认证');
  const without = site(undefined);
  expect((await browser(without).go('/sign-in')).html).not.toContain('统一身份认证');
  expect((await browser(without).go('/sign-in/oidc')).status).toBe(410);
});

test('a person of the directory is in, by his address; state, nonce and PKCE go with the question', async () => {
  const { signIn, go, went } = browser();
  const inside = await signIn();
  expect(inside).toMatchObject({ status: 200, path: '/c/c1' });
  expect(inside.html).toContain(people.liaison.name);
  const asked = Object.fromEntries(went.find(({ pathname }) => pathname === '/auth')!.searchParams);
  expect(asked).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', client_id: 'xiaohao' });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]!.length).toBeGreaterThanOrEqual(43);
  expect((await go('/access')).status).toBe(403);
  expect(await lastLogged()).toMatchObject({ address: people.liaison.email });
});

test('coming back signs nobody in before the form is sent, and the form counts once', async () => {
  const { go, post, jar } = browser();
  const before = await rows('session');
  const { html, path } = await go('/sign-in/oidc');
  expect(await rows('session')).toEqual(before);
  const kept = jar().get('xiaohao_oidc')!;
  expect((await post(path, html)).path).toBe('/c/c1');
  jar().set('xiaohao_oidc', kept);
  jar().delete('xiaohao');
  const again = await post(path, html);
  expect(again).toMatchObject({ status: 403 });
  expect(again.html).toContain('identity-refused');
  expect((await rows('session')).length).toBe(before.length + 1);
});

test('whoever approves shows his code all the same, and wrong ones lock every way in', async () => {
  signsIn = { email: people.coordinator.email!.toUpperCase(), verified: true };
  const { signIn, post, go } = browser();
  const enrol = await signIn();
  expect(enrol.path).toBe('/code');
  const secret = secretIn(enrol.html);
  expect((await go('/c/c1')).html).not.toContain('老旧小区');
  for (let tries = 0; tries < 5; tries++) await post('/code', enrol.html, { code: '123' });
  expect((await post('/code', enrol.html, { code: codeOf(secret) })).html).toMatch(/\d\d:\d\d 前暂停登录/);

  const link = await makeLink(ledger.db, { address: people.coordinator.email!, operator: false }, now);
  for (const way of ['oidc', 'link']) {
    const other = browser();
    const page = way === 'oidc' ? await other.signIn() : await other.go(`/sign-in/${link}`);
    const asked = way === 'oidc' ? page : await other.post(`/sign-in/${link}`, page.html);
    expect(asked.path).toBe('/code');
    const no = await other.post('/code', asked.html, { code: codeOf(secret) });
    expect(no.status, way).toBe(401);
    expect(no.html, way).toMatch(/前暂停登录/);
    expect((await other.go('/c/c1')).html).not.toContain('老旧小区');
  }
  now += 16 * minute;
  const later = browser();
  const { html } = await later.signIn();
  expect((await later.post('/code', html, { code: codeOf(secret) })).path).toBe('/c/c1');
});

test.each([
  ['somebody in no directory', { email: 'stranger@example.test', verified: true }, 'identity-unknown'],
  ['an address that is not verified', { email: people.liaison.email!, verified: false }, 'identity-refused'],
  ['a no of the service', null, 'identity-refused'],
])('%s is refused, and it is on record', async (_, who, code) => {
  signsIn = who;
  const before = await rows('session');
  const no = await browser().signIn();
  expect(no.status).toBe(403);
  expect(no.html).toContain(code);
  expect(await rows('session')).toEqual(before);
  const address = code === 'identity-unknown' ? who!.email : '';
  expect(await lastLogged()).toMatchObject({ what: 'refused', code, address, subject: 'POST /sign-in/oidc/back' });
});

test('an answer that was not asked for here, asked too long ago, or for somebody else’s question, is refused', async () => {
  const before = await rows('session');
  const mine = browser();
  const { html } = await mine.go('/sign-in/oidc');
  const back = mine.went.at(-1)!;
  // Another’s browser that is handed the address: signing him in as me is what must not happen.
  expect((await browser().go(back.href)).status).toBe(403);
  const other = browser();
  const shown = await other.go('/sign-in/oidc');
  const form = fieldsOf(shown.html).form!;
  expect((await other.post('/sign-in/oidc/back', html, { form })).status).toBe(403);
  // My code with his own state: it belongs to another verifier.
  const third = browser();
  const { state = '', form: mark = '' } = fieldsOf((await third.go('/sign-in/oidc')).html);
  expect((await third.post('/sign-in/oidc/back', html, { state, form: mark })).html).toContain('identity-refused');
  // A form that is not of a page of ours.
  expect((await mine.post('/sign-in/oidc/back', html, { form: 'x' })).html).toContain('form-forged');
  mine.jar().set('xiaohao_oidc', 'AAAA');
  expect((await mine.go(back.href)).status).toBe(403);
  const late = browser();
  await late.go('/sign-in/oidc');
  now += 11 * minute;
  expect((await late.go(late.went.at(-1)!.href)).html).toContain('begun elsewhere or too long ago');
  expect(await rows('session')).toEqual(before);
});

test('another claim is taken where the office names one', async () => {
  const other = await startIdentity(
    () => base,
    () => ({ email: people.liaison.email!, verified: false }),
    'upn',
  );
  expect(await browser(site(other.oidc)).signIn()).toMatchObject({ status: 200, path: '/c/c1' });
  await other.close();
});

test('a service that is away is said so; the link by mail is another way', async () => {
  const gone = await startIdentity(
    () => base,
    () => signsIn,
  );
  await gone.close();
  const { signIn, go } = browser(site(gone.oidc));
  const no = await signIn();
  expect(no.status).toBe(502);
  expect(plain(no.html)).toContain('改用邮件链接');
  expect((await go('/sign-in')).status).toBe(200);
});

test('who tries often is slowed down, whichever way he takes', async () => {
  let last = { status: 0 };
  for (let n = 0; n < 61; n++) last = await app.request('/sign-in/oidc');
  expect(last.status).toBe(429);
  for (const way of ['/sign-in/none', '/sign-in/oidc/back']) expect((await app.request(way)).status).toBe(429);
});

test('no secret, code or state stands in the record', async () => {
  const { signIn, went } = browser();
  await signIn();
  const { code, state } = Object.fromEntries(went.find(({ pathname }) => pathname.endsWith('/back'))!.searchParams);
  const all = JSON.stringify([await rows('session'), await rows('access_log')]);
  for (const secret of [code!, state!]) expect(all).not.toContain(secret);
});

test('settings that make no service are refused at the start', () => {
  const all = { XIAOHAO_OIDC_ISSUER: 'https://id.example.com', XIAOHAO_OIDC_CLIENT: 'x', XIAOHAO_OIDC_SECRET: 's' };
  expect(readConfig(all).oidc).toEqual({ issuer: all.XIAOHAO_OIDC_ISSUER, client: 'x', secret: 's', claim: 'email' });
  expect(readConfig({}).oidc).toBeNull();
  expect(() => readConfig({ ...all, XIAOHAO_OIDC_ISSUER: 'http://id.example.com' })).toThrow('setting-wrong');
  expect(() => readConfig({ ...all, XIAOHAO_OIDC_SECRET: '' })).toThrow('setting-missing');
  expect(() => createOidc(readConfig(all).oidc!)).not.toThrow();
});

test.each([true, false])('in a browser the button leads there and back (JavaScript %s)', async (javaScriptEnabled) => {
  let over: typeof app | null = null;
  const served = await serveApp({ fetch: (...asked) => over!.fetch(...asked) });
  const service = await startIdentity(
    () => served.url,
    () => signsIn,
  );
  over = site(service.oidc, served.url);
  const chromium = await openBrowser();
  const page = await chromium.newPage({ javaScriptEnabled });
  const heard = complaintsOf(page);
  await page.goto(`${served.url}/sign-in`);
  if (process.env.XIAOHAO_LOOK) await page.screenshot({ path: `${process.env.XIAOHAO_LOOK}/sign-in-oidc.png` });
  await page.getByRole('link', { name: '统一身份认证' }).click();
  if (!javaScriptEnabled) await page.getByRole('button', { name: '确认登录' }).click();
  await page.waitForURL(`${served.url}/c/c1`);
  expect(await page.textContent('header')).toContain(people.liaison.name);
  expect(heard.filter((line) => !line.includes('404'))).toEqual([]);
  await chromium.close();
  await service.close();
  await served.close();
});
