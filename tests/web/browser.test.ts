import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { pages } from '../../web/pages.tsx';
import { as, due, findingDraft, instant, jyj, measureDraft, people, zjj } from '../support/domain.ts';
import { complaintsOf, openBrowser, serveApp } from './browser.ts';
import { cookieOf, engineOver, pageDeps, playCampaign } from './play.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const now = instant('2024-09-20 09:00');
const phone = { viewport: { width: 360, height: 640 } };
const desk = { viewport: { width: 1366, height: 768 } };
let ledger: Ledger;
let browser: Browser;
let site: { url: string; close(): Promise<void> };
let unit: string;

beforeAll(async () => {
  ledger = await openLedger();
  const titles = ['老旧小区消防通道清理', '校车安全隐患整改', '村级财务公开检查', '农村危房改造复核'];
  const measures = titles.map((title, n) =>
    measureDraft({
      ...{ id: `m${n}`, no: `12-${n + 1}`, title, text: `${title}，完成摸底、整改和复核` },
      ...(n === 1 ? { leadUnit: jyj, participants: [], doneDue: due('2024-08-30', '8月底前') } : {}),
      milestones: [{ day: '2024-08-30', text: '完成摸底' }],
    }),
  );
  // One that waits for the leader's word on his page.
  measures.push(measureDraft({ id: 'm9', no: '12-9', title: '学校食堂招标流程规范', participants: [] }));
  const play = await playCampaign(ledger, 'c1', { findings: [findingDraft({ no: '12' })], measures });
  await play.act('measure', 'm0', as.liaison, { type: 'acknowledge' }, '2024-07-02');
  await play.act('measure', 'm0', as.liaison, { type: 'submit', evidence: ['a.pdf'] } as never, '2024-09-02');
  const ask = { type: 'requestExtension', to: '2024-10-31', reason: '公告期未满', progress: '过半' };
  await play.act('measure', 'm9', as.liaison, ask, '2024-09-18');
  for (const { id } of measures) await play.pass('measure', id, '2024-09-20 08:50');
  const whose = { campaign: 'c1', unit: zjj, person: people.liaison.id, expiresAt: instant('2024-10-01 00:00') };
  const { token, row } = newUnitLink(whose, now);
  await ledger.db.insertInto('unit_link').values(row).execute();
  unit = `/u/${token}`;
  browser = await openBrowser();
  site = await serveApp(pages(pageDeps(ledger, () => now, { engine: engineOver(ledger, () => now) })));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await ledger?.close();
});

async function open(address: string | null, options: BrowserContextOptions = desk): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  const [name = '', value = ''] = (await cookieOf(ledger, address, now)).split('=');
  await context.addCookies([{ name, value, url: site.url }]);
  return context.newPage();
}

/** axe's findings that keep somebody out, in a line each. */
async function barriers(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const found: Violation[] = await page.evaluate('axe.run().then(({ violations }) => violations)');
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
type Violation = { id: string; impact: string; nodes: { html: string }[] };

/** Those the README shows. */
const shown: Record<string, string> = {
  '-c-c1-at-a-desk': 'board',
  '-c-c1-m-m0-at-a-desk': 'measure',
  'unit-filled-phone': 'unit-phone',
  'leader-decides-phone': 'leader-phone',
};

/** A picture: of the README's where XIAOHAO_PICTURES names their folder, of every page where XIAOHAO_LOOK does. */
async function picture(page: Page, taken: string): Promise<void> {
  const { XIAOHAO_LOOK: look, XIAOHAO_PICTURES: pictures } = process.env;
  const folder = look ?? pictures;
  const name = look ? taken : shown[taken];
  if (!folder || !name) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const everyPage = [
  '/c/c1',
  '/c/c1/charts',
  '/c/c1/f',
  '/c/c1/f/f1',
  '/c/c1/m/m0',
  '/c/c1/m/m1',
  '/access',
  '/inbox',
  '/c/c1/m/none',
  '/c/c1/audit',
  '/c/c1/audit?show=refusals',
  '/c/c1/public',
  '/c/c1/supervision',
];

describe.each([
  ['at a desk', desk],
  ['on a phone', phone],
  ['without JavaScript', { ...phone, javaScriptEnabled: false }],
])('%s', (how, options) => {
  test('every page keeps to the policy, fits, and has nothing to complain of', async () => {
    const page = await open(null, options);
    const heard = complaintsOf(page);
    for (const path of [...everyPage, '/c/c1?lang=en', unit, `${unit}?lang=en`]) {
      await page.goto(site.url + path, { waitUntil: 'load' });
      await picture(page, `${path.replace(unit, 'unit').replace(/\W+/g, '-')}-${how.replaceAll(' ', '-')}`);
      expect(heard.filter((line) => !line.includes('404'))).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
    }
    await page.context().close();
  });
});

test.each([
  ['leader', desk],
  ['leader', phone],
  ['coordinator', desk],
  ['coordinator', { ...phone, javaScriptEnabled: false }],
] as const)('the desk of the %s fits, is quiet, and keeps nobody out', async (name, options) => {
  const page = await open(people[name].email, { ...options, bypassCSP: true });
  const heard = complaintsOf(page);
  for (const path of [
    '/c/c1/mine',
    '/c/c1/paper/leader',
    '/c/c1/m/m9',
    '/c/c1/f/f1',
    '/c/c1',
    '/c/c1/charts',
    '/c/c1/mine?lang=en',
  ]) {
    await page.goto(site.url + path, { waitUntil: 'load' });
    for (const fold of await page.locator('.acts details, .desk details').all())
      await fold.evaluate((one) => one.setAttribute('open', ''));
    await picture(
      page,
      `${name}${path.replace(/\W+/g, '-')}-${options === phone || 'javaScriptEnabled' in options ? 'phone' : 'desk'}`,
    );
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    if (!('javaScriptEnabled' in options)) expect(await barriers(page), path).toEqual([]);
  }
  expect(heard).toEqual([]);
  await page.context().close();
});

test('a leader decides with one tap on a phone, without JavaScript, and by keyboard alone', async () => {
  const page = await open(people.leader.email, { ...phone, javaScriptEnabled: false });
  await page.goto(`${site.url}/`);
  expect(await page.textContent('h1')).toMatch(/^待您决定 \d 项$/);
  await picture(page, 'leader-decides-phone');
  const button = page.getByRole('button', { name: '同意延期', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.done-list');
  expect(await page.textContent('.done-list')).toContain('已同意 9月20日 09:00');
  await page.context().close();
});

test('axe finds nothing serious on any page', async () => {
  const page = await open(null, { ...desk, bypassCSP: true });
  for (const path of [...everyPage, '/c/c1?lang=en', '/sign-in', '/u', unit]) {
    await page.goto(site.url + path);
    if (path === unit) for (const pick of await page.locator('.pick-extend, .pick-progress').all()) await pick.check();
    expect(await barriers(page), path).toEqual([]);
  }
  await page.context().close();
});

test('the first page weighs less than 100 kB on the wire', async () => {
  const page = await open(null);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(`${site.url}/c/c1`, { waitUntil: 'load' });
  expect(bytes).toBeGreaterThan(30_000);
  expect(bytes).toBeLessThan(100_000);
  if (process.env.XIAOHAO_LOOK) console.log(`first page: ${bytes} bytes`);
  await page.context().close();
});

test('signing in works by keyboard alone and without JavaScript', async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false, ...phone })).newPage();
  await page.goto(`${site.url}/`);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await picture(page, 'sign-in');
  await page.locator('#address').focus();
  await page.keyboard.type(people.liaison.email!);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=status]');
  expect(await page.textContent('[role=status]')).toContain('若邮箱在名录中');
  await page.context().close();
});

test('a clerk reports from a phone without JavaScript, from the link to the receipt', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...phone });
  const page = await context.newPage();
  await page.goto(site.url + unit);
  const form = page.locator('fieldset', { hasText: '村级财务公开检查' });
  await form.getByLabel('已落实措施').waitFor({ state: 'hidden' });
  await form.getByLabel('无进展', { exact: true }).check();
  await page.getByRole('button', { name: '核对并报送' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('有 2 处需要改');
  await page.getByRole('link', { name: /请填写“原因”/ }).click();
  await form.getByLabel(/原因/).fill('招标公告期未满');
  await form.getByLabel(/下一步/).fill('10月进场');
  await picture(page, 'unit-filled-phone');
  await page.getByRole('button', { name: '核对并报送' }).click();
  expect(await page.textContent('h1')).toBe('核对：无进展 1');
  await picture(page, 'unit-check-phone');
  await page.getByRole('button', { name: '报送', exact: true }).click();
  expect(await page.textContent('h1')).toMatch(/^已收到 09:00，编号 [0-9a-f]{12}$/);
  expect(await page.textContent('main')).toContain('村级财务公开检查：已报送');
  await page.goBack();
  expect(await page.textContent('h1')).toBe('没有可报送的内容。请至少填一项。');
  await context.close();
});

test('what is typed is saved by itself, and kept while the line is down', async () => {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.goto(site.url + unit);
  const form = page.locator('fieldset', { hasText: '农村危房改造复核' });
  await form.getByLabel('有进展', { exact: true }).check();
  await form.getByLabel(/已落实措施/).fill('完成复核12户');
  await page.getByText('已存 09:00').waitFor();
  await context.setOffline(true);
  await form.getByLabel(/已落实措施/).fill('完成复核13户');
  await page.getByText('已断网，内容保留在本页').waitFor();
  await picture(page, 'unit-offline');
  await context.setOffline(false);
  await page.getByText('已存 09:00').waitFor();
  const other = await context.newPage();
  await other.goto(site.url + unit);
  const again = other.locator('fieldset', { hasText: '农村危房改造复核' });
  expect(await again.getByLabel(/已落实措施/).inputValue()).toBe('完成复核13户');
  await context.close();
});
