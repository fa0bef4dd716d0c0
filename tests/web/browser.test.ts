import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { pages } from '../../web/pages.tsx';
import { as, due, findingDraft, instant, jyj, measureDraft, people } from '../support/domain.ts';
import { complaintsOf, openBrowser, serveApp } from './browser.ts';
import { cookieOf, pageDeps, playCampaign } from './play.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const now = instant('2024-09-20 09:00');
const phone = { viewport: { width: 360, height: 640 } };
const desk = { viewport: { width: 1366, height: 768 } };
let ledger: Ledger;
let browser: Browser;
let site: { url: string; close(): Promise<void> };

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
  const play = await playCampaign(ledger, 'c1', { findings: [findingDraft({ no: '12' })], measures });
  await play.act('measure', 'm0', as.liaison, { type: 'acknowledge' }, '2024-07-02');
  await play.act('measure', 'm0', as.liaison, { type: 'submit', evidence: ['a.pdf'] } as never, '2024-09-02');
  browser = await openBrowser();
  site = await serveApp(pages(pageDeps(ledger, () => now)));
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

/** A picture for who looks at them: XIAOHAO_PICTURES names the folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.XIAOHAO_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const everyPage = ['/c/c1', '/c/c1/f', '/c/c1/f/f1', '/c/c1/m/m0', '/c/c1/m/m1', '/access', '/inbox', '/c/c1/m/none'];

describe.each([
  ['at a desk', desk],
  ['on a phone', phone],
  ['without JavaScript', { ...phone, javaScriptEnabled: false }],
])('%s', (how, options) => {
  test('every page keeps to the policy, fits, and has nothing to complain of', async () => {
    const page = await open(null, options);
    const heard = complaintsOf(page);
    for (const path of [...everyPage, '/c/c1?lang=en']) {
      await page.goto(site.url + path, { waitUntil: 'load' });
      await picture(page, `${path.replace(/\W+/g, '-')}-${how.replaceAll(' ', '-')}`);
      expect(heard.filter((line) => !line.includes('404'))).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
    }
    await page.context().close();
  });
});

test('axe finds nothing serious on any page', async () => {
  const page = await open(null, { ...desk, bypassCSP: true });
  for (const path of [...everyPage, '/c/c1?lang=en']) {
    await page.goto(site.url + path);
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
  await page.goto(`${site.url}/c/c1`, { waitUntil: 'networkidle' });
  expect(bytes).toBeGreaterThan(30_000);
  expect(bytes).toBeLessThan(100_000);
  if (process.env.XIAOHAO_PICTURES) console.log(`first page: ${bytes} bytes`);
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
