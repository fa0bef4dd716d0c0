import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSetUps } from '../../app/setUps.ts';
import { listsWorkbook } from '../../documents/out/lists.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { pages } from '../../web/pages.tsx';
import { streamOf } from '../../workflows/contract.ts';
import { as, directory, due, findingDraft, instant, measureDraft, people, zjj } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { complaintsOf, openBrowser, serveApp } from './browser.ts';
import { desk, keyboard, overflowOf, phone, pointer } from './hands.ts';
import { cookieOf, pageDeps, playCampaign } from './play.ts';

const folder = mkdtempSync(join(tmpdir(), 'xiaohao-first-'));
let engine: TestEngine;
let browser: Browser;
let site: { url: string; close(): Promise<void> };

beforeAll(async () => {
  engine = await startTestEngine();
  browser = await openBrowser();
  const deps = pageDeps(engine.ledger, Date.now, {
    ...{ engine: engine.engine, folder },
    site: { setUps: createSetUps(join(folder, 'setups')), evidence: join(folder, 'evidence') },
  });
  site = await serveApp(pages(deps));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: object, address: string | null = null): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  const [name = '', value = ''] = (await cookieOf(engine.ledger, address, Date.now())).split('=');
  await context.addCookies([{ name, value, url: site.url }]);
  return context.newPage();
}

async function picture(page: Page, name: string): Promise<void> {
  const { XIAOHAO_LOOK: look } = process.env;
  if (!look) return;
  mkdirSync(look, { recursive: true });
  await page.screenshot({ path: `${look}/first-${name}.png`, fullPage: true });
}

test('from an empty folder to an issued campaign, in a browser without JavaScript', async () => {
  const page = await open({ javaScriptEnabled: false, viewport: { width: 1366, height: 768 } });
  const heard = complaintsOf(page);
  await page.goto(`${site.url}/`);
  expect(await page.textContent('h1')).toBe('首次使用');
  await picture(page, 'welcome');
  await page.getByRole('link', { name: '新建整改专项' }).click();
  await page.getByLabel('专项名称').fill('青禾区委巡察整改');
  await page.getByLabel('反馈日').fill('2024-03-28');
  await page.getByLabel('整改办名称').fill('区委整改办');
  await page.getByLabel('整改办回复邮箱').fill('zgb@example.com');
  // Every set of rules is told in words, and its rungs stand on a line of time, each with its number and its words.
  const rules = page.getByRole('radio');
  expect(await rules.count()).toBe(4);
  expect(await page.getByLabel(/江津/).isChecked()).toBe(true);
  const line = page.locator('figure').first();
  expect(await line.locator('circle').count()).toBeGreaterThan(8);
  expect(await line.locator('li').first().textContent()).toMatch(/前 20 天 .* → 责任人/);
  await picture(page, 'begin');
  await page.getByRole('button', { name: '下一步' }).click();
  expect(await page.textContent('h1')).toContain('第 2 步');
  await page.getByLabel('清单文件').setInputFiles('examples/qinghe.xlsx');
  await page.getByRole('button', { name: '上传并核对' }).click();
  expect(await page.textContent('h1')).toContain('第 3 步');
  expect(await page.textContent('.answer')).toMatch(/^新建 118 · 相同 0 · 待确认 \d+ · 有误 0$/);
  await picture(page, 'check');
  await page.getByRole('button', { name: /^建立专项/ }).click();
  await page.waitForSelector('a:has-text("看邮件预测")', { timeout: 120_000 });
  expect(await page.textContent('h1')).toBe('已建立：问题 47，措施 118');
  await picture(page, 'progress');
  await page.getByRole('link', { name: '看邮件预测' }).click();
  expect(await page.textContent('h1')).toMatch(/^90 天邮件预测 \d+ 封 · 最忙 /);
  const printed = await page.locator('.heat td[class^=h]').allTextContents();
  const total = printed.reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
  expect(await page.textContent('h1')).toContain(`预测 ${total} 封`);
  expect(await page.locator('.heat .busiest').count()).toBeGreaterThan(0);
  expect(await page.textContent('main')).toMatch(/\d+月\d+日 周.：.+ \d+ 项/);
  await picture(page, 'forecast');
  await page.getByRole('link', { name: '去下达' }).click();
  await page.getByLabel('审定文号').fill('区委办〔2024〕12号');
  await page.getByLabel(/审定会议/).fill('区委常委会');
  await page.getByRole('button', { name: '下达', exact: true }).click();
  await page.getByRole('button', { name: '放行邮件' }).click();
  expect(await page.textContent('h1')).toMatch(/^措施 118 = 已销号 0/);
  expect(heard).toEqual([]);
  await page.context().close();
}, 240_000);

test('what is wrong stands at its field, in the file at its cell, and a forged answer settles nothing', async () => {
  const page = await open({ viewport: { width: 360, height: 640 } });
  await page.goto(`${site.url}/new`);
  await page.getByLabel('专项名称').fill('<script>alert(1)</script>');
  await page.getByLabel('反馈日').fill('2024-03-28');
  await page.getByLabel('整改办名称').fill('办');
  await page.getByLabel('整改办回复邮箱').fill('a@b');
  await page
    .locator('form')
    .last()
    .evaluate((form) => form.setAttribute('novalidate', ''));
  await page.getByRole('button', { name: '下一步' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('有 1 处需要改');
  expect(await page.getByLabel('专项名称').inputValue()).toBe('<script>alert(1)</script>');
  await page.getByLabel('整改办回复邮箱').fill('a@example.com');
  await page.getByRole('button', { name: '下一步' }).click();
  await page
    .getByLabel('清单文件')
    .setInputFiles({ name: '../../清单.xlsx', mimeType: 'x', buffer: Buffer.from('not a workbook') });
  await page.getByRole('button', { name: '上传并核对' }).click();
  expect(await page.textContent('#errors')).toContain('清单.xlsx');
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  await page.context().close();
});

/** The lists of three findings with one measure each, due at the end of the year after next. */
async function threeFindings(): Promise<Buffer> {
  const day = `${new Date().getFullYear() + 1}-12-31`;
  const numbers = ['1', '2', '3'];
  return listsWorkbook({
    directory,
    findings: numbers.map((no) => findingDraft({ id: `f${no}`, no, title: `问题${no}` })),
    measures: numbers.map((no) =>
      measureDraft({
        ...{ id: `m${no}`, finding: `f${no}`, no: `${no}-1`, title: `措施${no}`, text: `把第${no}件事办完` },
        ...{ participants: [], doneDue: due(day) },
      }),
    ),
  });
}

/** From the welcome page to mails released, by pointer and with scripts; answers the campaign. */
async function setUpThree(): Promise<string> {
  const page = await open(desk);
  const heard = complaintsOf(page);
  const feedback = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${site.url}/welcome`);
  await page.getByRole('link', { name: '新建整改专项' }).click();
  await page.getByLabel('专项名称').fill('三类人走一遍');
  await page.getByLabel('反馈日').fill(feedback);
  await page.getByLabel('整改办名称').fill('区委整改办');
  await page.getByLabel('整改办回复邮箱').fill('zgb@example.com');
  await page.getByRole('button', { name: '下一步' }).click();
  const lists = { name: '清单.xlsx', mimeType: 'application/octet-stream', buffer: await threeFindings() };
  await page.getByLabel('清单文件').setInputFiles(lists);
  await page.getByRole('button', { name: '上传并核对' }).click();
  expect(await page.textContent('.answer')).toBe('新建 3 · 相同 0 · 待确认 0 · 有误 0');
  await page.getByRole('button', { name: /^建立专项/ }).click();
  await page.waitForSelector('a:has-text("看邮件预测")', { timeout: 120_000 });
  await page.getByRole('link', { name: '看邮件预测' }).click();
  await page.getByRole('link', { name: '去下达' }).click();
  await page.getByLabel('审定文号').fill('区委办〔2024〕12号');
  await page.getByLabel(/审定会议/).fill('区委常委会');
  await page.getByRole('button', { name: '下达', exact: true }).click();
  await page.getByRole('button', { name: '放行邮件' }).click();
  expect(await page.textContent('h1')).toMatch(/^措施 3 = 已销号 0/);
  expect(heard).toEqual([]);
  const campaign = new URL(page.url()).pathname.split('/')[2]!;
  await page.context().close();
  return campaign;
}

test('the three roles carry findings from the welcome page to closure: at a desk, on a phone without JavaScript, by keyboard', async () => {
  const campaign = await setUpThree();
  const whose = { campaign, unit: zjj, person: people.liaison.id, expiresAt: Date.now() + 3_600_000 };
  const { token, row } = newUnitLink(whose, Date.now());
  await engine.ledger.db.insertInto('unit_link').values(row).execute();
  const stateOf = async (kind: 'measure' | 'finding', id: string) => {
    const of = engine.ledger.db.selectFrom('stream').select('state').where('id', '=', streamOf[kind](campaign, id));
    return (await of.executeTakeFirst())?.state as { phase?: string; settledOn?: string } | undefined;
  };
  for (const id of ['m1', 'm2', 'm3'])
    await expect.poll(() => stateOf('measure', id), { timeout: 30_000 }).toMatchObject({ phase: 'open' });
  const ways = [
    ['1', pointer, desk],
    ['2', pointer, { ...phone, javaScriptEnabled: false }],
    ['3', keyboard, { ...phone, javaScriptEnabled: false }],
  ] as const;
  for (const [no, hands, options] of ways) {
    const heard: string[][] = [];
    const as = async (address: string | null, path: string, work: (page: Page) => Promise<void>) => {
      const page = await open(options, address);
      heard.push(complaintsOf(page));
      await page.goto(site.url + path, { waitUntil: 'load' });
      await work(page);
      // Keys wait for nothing: the page may be on its way to the next.
      await expect.poll(() => overflowOf(page).catch(() => null)).toBe(0);
      await page.context().close();
    };
    const press = (page: Page, name: string) => hands.press(page, page.getByRole('button', { name, exact: true }));
    // The unit, by its link alone.
    await as('nobody@example.test', `/u/${token}`, async (page) => {
      expect(await page.textContent('main')).toContain(`把第${no}件事办完`);
      const form = page.locator('fieldset', { hasText: `把第${no}件事办完` }).first();
      await hands.pick(page, form.getByLabel('已办完，申请销号'));
      await hands.write(page, form.getByLabel(/^原因/), '纸件存档案室');
      await press(page, '核对并报送');
      await expect.poll(() => page.textContent('h1')).toBe('核对：已办完，申请销号 1');
      await press(page, '报送');
      await expect.poll(() => page.textContent('h1')).toMatch(/^已收到 /);
    });
    expect(await stateOf('measure', `m${no}`)).toMatchObject({ phase: 'review' });
    // Whoever has the word: the unit's head, the leader, the office, one by one.
    for (const person of [people.principal, people.leader, people.coordinator]) {
      await as(person.email!, `/c/${campaign}/mine`, async (page) => {
        expect(await page.textContent('h1')).toMatch(/1 项/);
        await press(page, '同意');
        await page.waitForSelector('.done-list');
        expect(await page.textContent('.done-list')).toContain(`把第${no}件事办完`);
      });
    }
    await as(people.clerk.email!, `/c/${campaign}/m/m${no}`, async (page) => {
      await press(page, '销号');
      await expect.poll(() => page.textContent('main')).toContain('√已销号');
    });
    await expect
      .poll(() => stateOf('finding', `f${no}`), { timeout: 30_000 })
      .toMatchObject({ settledOn: expect.any(String) });
    await as(people.coordinator.email!, `/c/${campaign}/f/f${no}`, async (page) => {
      await press(page, '销号');
      await expect.poll(() => stateOf('finding', `f${no}`)).toMatchObject({ phase: 'closed' });
    });
    expect(heard.flat()).toEqual([]);
  }
  const board = await open(desk, people.coordinator.email);
  await board.goto(`${site.url}/c/${campaign}`);
  expect(await board.textContent('h1')).toBe('措施 3 = 已销号 3（100.0%）+ 未销号 0');
  expect(await board.textContent('main')).toContain('问题 3 = 已销号 3（100.0%）');
  await board.context().close();
}, 300_000);

test('a rehearsed year is played day by day, its slider a help and no need', async () => {
  const { ledger } = engine;
  const measures = ['a', 'b'].map((id, n) => measureDraft({ id, no: `1-${n + 1}`, participants: [] }));
  const play = await playCampaign(ledger, 'r-1', { findings: [findingDraft()], measures }, { clock: 'stepped' });
  await play.act('measure', 'a', as.liaison, { type: 'submit', evidence: ['a.pdf'] } as never, '2024-07-10');
  await play.act('measure', 'a', as.principal, { type: 'approve' }, '2024-07-11');
  await play.act('measure', 'a', as.leader, { type: 'approve' }, '2024-07-12');
  await play.act('measure', 'a', as.coordinator, { type: 'approve' }, '2024-07-15');
  await play.act('measure', 'a', as.clerk, { type: 'close' }, '2024-07-16');
  const row = { campaign: 'r-1', seed: '1', phase: 'playing', options: JSON.stringify({}) };
  const [now, until] = [instant('2024-08-01 09:00'), instant('2025-06-28 09:00')];
  await ledger.db
    .insertInto('rehearsal')
    .values({ ...row, now, until } as never)
    .execute();
  const page = await open({ viewport: { width: 360, height: 640 } });
  const heard = complaintsOf(page);
  await page.goto(`${site.url}/c/r-1/rehearsal?day=2024-07-16`);
  expect(await page.textContent('#day')).toBe(
    '7月16日 周二：邮件 0 封 · 申请销号 0 · 销号 1 · 退回 0 · 延期 0 · 反弹 0',
  );
  expect(await page.textContent('figcaption')).toContain('到 7月16日 周二 共 1 条');
  await picture(page, 'rehearsal');
  await page.getByRole('link', { name: '上一事件' }).click();
  expect(await page.textContent('#day')).toContain('7月10日 周三');
  // The slider says the day it stands for, and goes there.
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.textContent('#day')).toContain('7月11日 周四');
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  expect(heard).toEqual([]);
  // What the curve draws is what its table says.
  const last = await page.locator('figure').first().locator('tbody tr').last().locator('td').allTextContents();
  expect(last).toEqual(['2024-09-30', '2', '0', '0']);
  await page.context().close();
}, 60_000);
