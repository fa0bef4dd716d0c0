import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameOf } from '../../mail/inbox/folder.ts';
import { openInbox } from '../../mail/inbox/inbox.ts';
import { renderDigest } from '../../mail/render/digest.ts';
import type { PageEnv } from '../../web/access/guard.ts';
import type { Session } from '../../web/access/session.ts';
import type { PageDeps } from '../../web/deps.ts';
import { inboxPages } from '../../web/inbox/pages.tsx';
import { unitDigest } from './digests.ts';

let folder: string;
let get: (path: string) => Promise<Response>;
const script = '<script>alert(1)</script>';
const names = Array.from({ length: 61 }, (_, n) => nameOf(n + 1, 'a'.repeat(12)));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-pages-'));
  await mkdir(join(folder, 'new'));
  const { raw } = await renderDigest(unitDigest);
  const evil = `Delivered-To: evil@x.test\r\nSubject: ${script}\r\nFrom: "${script}" <e@x.test>\r\nTo: "${script}" <evil@x.test>\r\nX-Note: ${script}\r\n\r\n${script} https://a.test/?q=1&b="\r\n`;
  for (const name of names.slice(0, 60))
    await writeFile(join(folder, 'new', name), `Delivered-To: u07@x.test\r\n${raw}`);
  await writeFile(join(folder, 'new', names[60]!), evil);
  const inbox = await openInbox(folder);
  const site = { base: 'http://127.0.0.1', seal: Buffer.alloc(32), admins: [], clientOf: () => '' };
  const app = new Hono<PageEnv>();
  app.use(async (c, next) => {
    c.set('visitor', { session: { operator: true } as Session, admin: false });
    await next();
  });
  app.route('/', inboxPages({ inbox, site } as unknown as PageDeps));
  get = async (path) => app.request(path);
});
afterAll(() => rm(folder, { recursive: true }));

test('the list says how many, newest first, 50 a page', async () => {
  const page = await (await get('/inbox')).text();
  expect(page).toMatch(/^<!DOCTYPE html><html lang="zh-CN">/);
  expect(page).toContain('<h1>共 61 封邮件</h1>');
  expect(page).toContain('第 1 页，共 2 页');
  expect(page.match(/href="\/inbox\/\d{12}-/g)).toHaveLength(50);
  expect(page.indexOf(names[60]!)).toBeLessThan(page.indexOf(names[59]!));
  expect((await (await get('/inbox?page=2')).text()).match(/href="\/inbox\/\d{12}-/g)).toHaveLength(11);
});

test('the filter stands in the address and says when nothing fits', async () => {
  expect(await (await get('/inbox?to=evil%40x.test')).text()).toContain('<h1>evil@x.test 收到 1 封邮件</h1>');
  expect(await (await get('/inbox?to=nobody%40x.test')).text()).toContain('没有发给这个地址的邮件。');
});

test('English on request, kept in the links', async () => {
  const page = await (await get('/inbox?lang=en')).text();
  expect(page).toContain('Mails in all: 61');
  expect(page).toMatch(/href="\/inbox\/[^"]*\?lang=en"/);
});

test('a mail shows its text with the link, its headers, and its HTML in a frame that can do nothing', async () => {
  const page = await (await get(`/inbox/${names[0]}`)).text();
  expect(page).toContain('▲将到期 12-3 老旧小区消防通道清理');
  expect(page).toContain(
    '<a href="https://xiaohao.example.com/u/7KqExample" rel="noreferrer noopener" target="_blank">',
  );
  expect(page).toContain('x-xiaohao-window: 2024-09-20T01:00:00.000Z');
  expect(page).toMatch(/<iframe [^>]*sandbox=""/);
  const part = await get(`/inbox/${names[0]}/html`);
  expect(part.headers.get('Content-Security-Policy')).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline';.* sandbox$/,
  );
  expect(await part.text()).toContain('打开办理页面');
});

test('script in subject, names, headers and text comes out as text', async () => {
  for (const path of ['/inbox', `/inbox/${names[60]}`, `/inbox?to=${encodeURIComponent(script)}`]) {
    const page = await (await get(path)).text();
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
  }
});

test('every answer carries a strict policy, and pages have no inline style or script', async () => {
  for (const path of ['/inbox', `/inbox/${names[0]}`, '/inbox/none.eml']) {
    const answer = await get(path);
    expect(answer.headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(await answer.text()).not.toMatch(/ style=|<style|<script(?! src="\/assets\/)| on\w+=/);
  }
});

test('what is not there is a 404 with a way back', async () => {
  for (const path of ['/inbox/none.eml', '/inbox/..%2F..%2Fetc%2Fpasswd', `/inbox/${names[60]}/html`]) {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('没有这封邮件');
  }
});

test('a crawler over all pages changes nothing', async () => {
  const before = await readdir(join(folder, 'new'));
  for (const path of ['/inbox', '/inbox?page=-1', '/inbox?page=9999', `/inbox/${names[0]}`, `/inbox/${names[0]}/html`])
    await get(path);
  expect(await readdir(join(folder, 'new'))).toEqual(before);
});
