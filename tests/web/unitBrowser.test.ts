import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { pages } from '../../web/pages.tsx';
import { findingDraft, instant, measureDraft, people, zjj } from '../support/domain.ts';
import { complaintsOf, openBrowser, serveApp } from './browser.ts';
import { engineOver, pageDeps, playCampaign } from './play.ts';

const now = instant('2024-09-23 10:00');
const folder = mkdtempSync(join(tmpdir(), 'xiaohao-drop-'));
const png = '89504e470d0a1a0a';
/** As long as a busy machine may take. */
const soon = { timeout: 30_000 };
let ledger: Ledger;
let browser: Browser;
let site: { url: string; close(): Promise<void> };

beforeAll(async () => {
  ledger = await openLedger();
  const parts = [{ id: 'P1', unit: zjj, title: '东区', total: 52 }];
  const quantity = { kind: 'count' as const, total: 52, unit: '处' };
  const lists = { findings: [findingDraft()], measures: [measureDraft({ id: 'a', quantity, parts })] };
  for (const [campaign, level] of [
    ['c1', 'title'],
    ['c2', 'number'],
  ] as const) {
    const play = await playCampaign(ledger, campaign, lists, { secrecy: { level } });
    await play.pass('measure', 'a', '2024-09-20 09:00');
  }
  browser = await openBrowser();
  site = await serveApp(
    pages(
      pageDeps(ledger, () => now, {
        engine: engineOver(ledger, () => now),
        site: { evidence: folder },
        log: { error: () => undefined },
      }),
    ),
  );
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await ledger?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(campaign = 'c1'): Promise<{ page: Page; path: string }> {
  const whose = { campaign, unit: zjj, person: people.liaison.id, expiresAt: instant('2024-10-01 00:00') };
  const { token, row } = newUnitLink(whose, now);
  await ledger.db.insertInto('unit_link').values(row).execute();
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  const path = `${site.url}/u/${token}`;
  await page.goto(path);
  await page.getByLabel('有进展', { exact: true }).check();
  return { page, path };
}

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Lets files fall onto the box, as a person drags them there. */
async function drop(page: Page, files: { name: string; hex: string; size?: number }[]) {
  const data = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    for (const { name, hex, size = 0 } of ${JSON.stringify(files)}) {
      const bytes = new Uint8Array(Math.max(size, hex.length / 2));
      bytes.set(hex.match(/../g).map((two) => Number.parseInt(two, 16)));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  })()`);
  await page.dispatchEvent('[data-drop]', 'drop', { dataTransfer: data });
}

test('files dropped on a measure go up one by one, each with its size and hash; one that is none says so alone', async () => {
  const { page, path } = await open();
  const heard = complaintsOf(page);
  expect(await page.textContent('[data-drop]')).toContain('也可把文件拖到这里');
  await drop(page, [
    { name: '现场.png', hex: png, size: 200_000 },
    { name: '程序.png', hex: '4d5a9000' },
  ]);
  const list = page.locator('[data-drop] li');
  await expect.poll(() => list.first().textContent(), soon).toMatch(/^现场\.png 195 KB · sha256 [0-9a-f]{12}$/);
  await expect.poll(() => list.nth(1).textContent(), soon).toMatch(/程序\.png .*重传$/);
  expect(await page.locator('progress').count()).toBe(0);
  // A picture of the camera takes the same way; the same file twice is one.
  await page
    .getByLabel('拍照')
    .setInputFiles({ name: '拍摄.png', mimeType: 'image/png', buffer: Buffer.from(`${png}01`, 'hex') });
  await expect.poll(() => page.locator('[data-drop] li a').allTextContents(), soon).toContain('拍摄.png');
  await drop(page, [{ name: '现场.png', hex: png, size: 200_000 }]);
  await expect.poll(() => page.locator('[data-drop] li a').count(), soon).toBe(2);
  // What the server says no to is heard in the console too, and is the only thing heard.
  expect(heard.filter((line) => !line.includes('415'))).toEqual([]);
  await page.goto(path);
  expect((await page.locator('[data-drop] li').allTextContents()).length).toBe(2);
  await page.context().close();
});

test('a file that breaks off says so, and goes up when it is asked to', async () => {
  const { page } = await open();
  await page.context().setOffline(true);
  await drop(page, [{ name: '断了.png', hex: png, size: 3_000 }]);
  const line = page.locator('[data-drop] li', { hasText: '断了.png' });
  await expect.poll(() => line.textContent(), soon).toContain('没有传完');
  await page.context().setOffline(false);
  await line.getByRole('button', { name: '重传' }).click();
  await expect.poll(() => line.textContent(), soon).toMatch(/sha256/);
  await page.context().close();
});

test('how far a file has come shows while it goes up', async () => {
  const { page } = await open();
  const { promise: held, resolve: letGo } = deferred();
  await page.route('**/evidence/**', async (route) => {
    await held;
    await route.continue();
  });
  await drop(page, [{ name: '大图.png', hex: png, size: 100_000 }]);
  await page.getByRole('progressbar', { name: '大图.png' }).waitFor();
  letGo();
  await expect
    .poll(() => page.locator('[data-drop] li', { hasText: '大图.png' }).textContent(), soon)
    .toMatch(/sha256/);
  await page.context().close();
});

test('what was written while the line was down outlives the page, and is forgotten once it has arrived', async () => {
  const { page, path } = await open();
  const kept = () => page.evaluate('Object.keys(localStorage).length');
  await page.getByLabel('已落实措施').fill('先存一次');
  await page.getByText('已存 10:00').waitFor();
  await expect.poll(kept, soon).toBe(0);
  await page.context().setOffline(true);
  await page.getByLabel('已落实措施').fill('断网时写的');
  await page.getByLabel(/东区/).first().fill('38');
  await page.getByText('已断网，内容保留在本页').waitFor();
  // Nothing is sent into the void.
  await page.getByRole('button', { name: '核对并报送' }).click();
  expect(new URL(page.url()).pathname).toBe(new URL(path).pathname);
  expect(await kept()).toBe(1);
  // The browser is closed and opened again.
  await page.goto('about:blank');
  await page.context().setOffline(false);
  await page.goto(path);
  expect(await page.getByLabel('已落实措施').inputValue()).toBe('断网时写的');
  await page.getByText('已存 10:00').waitFor();
  await expect.poll(kept, soon).toBe(0);
  await page.getByLabel('下一步').fill('继续');
  await page.getByRole('button', { name: '核对并报送' }).click();
  await page.waitForURL(/\/check/);
  expect(await page.textContent('main')).toContain('断网时写的');
  expect(await page.textContent('main')).toContain('P1 完成数 38');
  expect(await kept()).toBe(0);
  await page.context().close();
});

test('where only numbers may be said, a browser keeps nothing', async () => {
  const { page } = await open('c2');
  await page.context().setOffline(true);
  await page.getByLabel('已落实措施').fill('断网时写的');
  await page.getByText('内容只在本页，请勿关闭').waitFor();
  expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
  await page.context().close();
});

test('the form goes down as a table and comes back filled in; what changes shows before anything is kept', async () => {
  const { page, path } = await open();
  const draft = () => ledger.db.selectFrom('unit_draft').select('fields').where('campaign', '=', 'c1').execute();
  await page.goto(path);
  await page.getByText('用表格填写').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载本表' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('区住建局-2024-09-23.xlsx');
  const before = await draft();
  await page.getByLabel('填好的表格（xlsx）').setInputFiles(await file.path());
  await page.getByRole('button', { name: '上传并核对' }).click();
  expect(await page.textContent('h1')).toBe('上传核对：变更 0 项 · 相同 1 项 · 有误 0 处');
  expect(await draft()).toEqual(before);
  await page.context().close();
});
