import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { renderDigest } from '../../mail/render/digest.ts';
import { extension, fireLane, leaderDigest, monthlyReport, unitDigest, withItems } from './digests.ts';

test('the same digest gives the same bytes', async () => {
  const [first, again] = await Promise.all([renderDigest(unitDigest), renderDigest(structuredClone(unitDigest))]);
  expect(first.raw.equals(again.raw)).toBe(true);
});

test('Message-ID comes from campaign, person and window, whatever the items are', async () => {
  const idOf = async (digest: typeof unitDigest) => (await renderDigest(digest)).messageId;
  const id = await idOf(unitDigest);
  expect(id).toMatch(/^<[0-9a-f]{32}@qinghe\.example\.com>$/);
  expect(await idOf(withItems(unitDigest, fireLane))).toBe(id);
  expect(await idOf({ ...unitDigest, window: unitDigest.window + 1 })).not.toBe(id);
  expect(await idOf({ ...unitDigest, person: { ...unitDigest.person, id: 'U08' } })).not.toBe(id);
  expect(await idOf({ ...unitDigest, campaign: { ...unitDigest.campaign, id: 'other' } })).not.toBe(id);
});

test('headers say what sent it, for which window and which notices', async () => {
  const { raw, from, to } = await renderDigest(unitDigest, 'xiaohao@mail.example.com');
  const mail = await PostalMime.parse(raw);
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  expect({ from, to }).toEqual({ from: 'xiaohao@mail.example.com', to: 'u07@zhujian.example.com' });
  expect(mail.from).toMatchObject({ name: '青禾区委整改办', address: 'xiaohao@mail.example.com' });
  expect(mail.replyTo).toMatchObject([{ address: 'zgb@qinghe.example.com' }]);
  expect(header('auto-submitted')).toBe('auto-generated');
  expect(header('date')).toBe('Fri, 20 Sep 2024 01:00:00 +0000');
  expect(header('x-xiaohao-window')).toBe('2024-09-20T01:00:00.000Z');
  expect(header('x-xiaohao-notices')?.split(/,\s*/)).toEqual(unitDigest.items.map(({ notice }) => notice));
  expect(mail.attachments).toEqual([]);
});

test('a line that speaks for several notices names them all; lines end in CRLF', async () => {
  const { raw } = await renderDigest(withItems(unitDigest, { ...fireLane, also: ['n/12-3/green', 'n/12-3/task'] }));
  const { headers } = await PostalMime.parse(raw);
  const ids = headers.find(({ key }) => key === 'x-xiaohao-notices')?.value.split(/,\s*/);
  expect(ids).toEqual([fireLane.notice, 'n/12-3/green', 'n/12-3/task']);
  expect(raw.toString()).not.toMatch(/[^\r]\n|\r[^\n]/);
});

test('the text part is complete in itself', async () => {
  const { text } = await PostalMime.parse((await renderDigest(unitDigest)).raw);
  expect(text?.trim()).toBe(
    `
青禾区委整改办 致 区住建局联络员
2024年9月20日 周五

9月18日邮件所列 16-3“将到期”作废：延期已批准，时限改为 10月31日。

一、更正
●正常 16-3 农贸市场计量器具检定：时限 9月27日 → 10月31日（延期已批准）。9月18日邮件中的“将到期”作废。

二、要办
1. ▲将到期 12-3 老旧小区消防通道清理：9月30日（周一）到期，剩 10 天。原文“9月底前”，取当月最后一天。
2. 9月月报 7 项，要填 4 项：9月25日（周三）17:00 截止。

三、办理
一个页面，不用密码，只能办本单位事项，9月30日失效，勿转发。打开不等于签收。
https://xiaohao.example.com/u/7KqExample

有疑问请直接回复，由整改办答复。
本邮件由系统按 青禾区委整改办 设定的规则发出，编号 20240920-U07。
`.trim(),
  );
});

test('both parts say the same', async () => {
  for (const digest of [unitDigest, leaderDigest]) {
    const { text, html } = await PostalMime.parse((await renderDigest(digest)).raw);
    const shown = html!.replace(/<title>.*?<\/title>/s, '').replace(/<[^>]+>/g, '\n');
    const figures = (part: string) => [...new Set(part.match(/\d+-\d|\d+月\d+日|\d+ [项天次条]/g))].sort();
    expect(figures(shown)).toEqual(figures(text!));
  }
});

test('HTML has one link, printed bare, no picture, no script, and both colours in each coloured cell', async () => {
  const { html } = await PostalMime.parse((await renderDigest(leaderDigest)).raw);
  expect(html).not.toMatch(/<img|<script|<link|data:|url\(|@import/i);
  expect(html).toContain(`>${leaderDigest.link}</a>`);
  expect([...new Set([...html!.matchAll(/href="([^"]*)"/g)].map(([, href]) => href))]).toEqual([leaderDigest.link]);
  for (const [cell] of html!.matchAll(/<td[^>]*>/g)) {
    expect(cell).toMatch(/bgcolor="#/);
    expect(cell).toMatch(/background-color:#[0-9A-F]{6};color:#[0-9A-F]{6};/);
  }
});

test('200 items make one mail of at most 60 kB: 20 of them and how many the page has', async () => {
  const items = Array.from({ length: 200 }, (_, n) => ({
    ...fireLane,
    notice: `measure/qinghe-2024/${n}/yellow/2024-09-20`,
    subject: { no: `${n}`, title: '推进老旧小区消防通道清理并建立长效管护机制'.repeat(2), unit: '区住建局' },
  }));
  const { raw, subject } = await renderDigest(withItems(unitDigest, ...items));
  const { text, html, headers } = await PostalMime.parse(raw);
  expect(raw.length).toBeLessThanOrEqual(60_000);
  expect(subject).toBe('【整改】要办 200 项，最早 9月30日');
  for (const part of [text, html]) expect(part).toContain('其余 180 项见页面');
  expect(text!.match(/▲将到期/g)).toHaveLength(20);
  expect(headers.find(({ key }) => key === 'x-xiaohao-notices')?.value.split(',')).toHaveLength(200);
});

test('an address that is not exactly one is refused with whose it is', async () => {
  const two = { ...unitDigest, person: { ...unitDigest.person, email: 'a@x.test, evil@y.test' } };
  await expect(renderDigest(two)).rejects.toMatchObject({
    code: 'mail-address',
    facts: { address: 'a@x.test, evil@y.test', person: '区住建局联络员' },
  });
});

test("a unit never sees a leader's figures, even when it is handed some", async () => {
  const { text } = await PostalMime.parse((await renderDigest({ ...unitDigest, counts: leaderDigest.counts })).raw);
  expect(text).not.toMatch(/超限|牵头/);
});

test('why it came to another person stands in the line', async () => {
  const { text } = await PostalMime.parse(
    (await renderDigest(withItems(unitDigest, { ...fireLane, rerouted: 'vacant' }))).raw,
  );
  expect(text).toContain('改送：原定岗位空缺。');
});

test('English is complete', async () => {
  const english = { ...unitDigest, language: 'en' as const };
  const { text } = await PostalMime.parse((await renderDigest(withItems(english, fireLane, monthlyReport))).raw);
  expect(text).toContain('To do: 2. due soon 1; monthly report closes 25 Sep 17:00.');
  expect(text).toContain('due Mon 30 Sep, days left: 10.');
});

test('each level of secrecy hides what it must, in subject, headers and both parts', async () => {
  const secret = { ...extension, due: { day: '2024-09-30', days: 10, why: '原文秘密' } };
  const forbidden = {
    full: [],
    title: ['政府采购公告期未满'],
    number: ['政府采购公告期未满', '学校食堂', '区教育局', '原文秘密'],
    bare: ['政府采购公告期未满', '学校食堂', '区教育局', '原文秘密', '18-2', '将到期', '10月31日', '/decide'],
  };
  for (const [secrecy, strings] of Object.entries(forbidden) as [keyof typeof forbidden, string[]][]) {
    const { raw, subject } = await renderDigest({ ...withItems(leaderDigest, { ...secret, secrecy }), counts: null });
    const { text, html, headers } = await PostalMime.parse(raw);
    const all = [subject, text, html, ...headers.map(({ value }) => value)].join('\n');
    for (const string of strings) expect(all, `${secrecy}: ${string}`).not.toContain(string);
    if (secrecy === 'full') for (const string of forbidden.number) expect(all).toContain(string);
    if (secrecy === 'bare') {
      expect(subject).toBe('【整改】有新待办');
      expect(text).toContain('有新的待办，请登录查看。');
      expect(text).toContain('https://xiaohao.example.com/\n');
    }
  }
});

test('a mixed digest follows each item', async () => {
  const digest = withItems(unitDigest, fireLane, {
    ...fireLane,
    subject: { no: '9-9', title: '密', unit: '密' },
    secrecy: 'bare',
  });
  const { text } = await PostalMime.parse((await renderDigest(digest)).raw);
  expect(text).toContain('12-3');
  expect(text).not.toContain('9-9');
  expect(text).toContain('另有新的待办，请登录查看。');
});
