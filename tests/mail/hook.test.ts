import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Announcement, answerOf, type Hook, postOf } from '../../mail/hook/hook.ts';

const hook = (kind: Hook['kind'], secret: string | null = 'a secret of sixteen'): Hook => ({
  ...{ name: 'office', kind, secret, campaign: null },
  url: kind === 'dingtalk' ? 'https://robot.example.com/send?access_token=t' : 'https://robot.example.com/send?key=k',
});
const lines = [
  { no: '12-3', light: 'overdue' as const, due: '2024-06-30', link: 'https://xh.example.com/c/c1/m/12-3' },
  { no: '12-4', light: 'dueSoon' as const, due: null, link: null },
];
const said: Announcement = { id: 'c1/7/office', campaign: 'c1', windowAt: 7, day: '2024-07-02', lines };
const now = 1_720_000_000_000;

test('a 企业微信 robot gets number, light, date and link as text', () => {
  const { url, headers, body } = postOf(hook('wecom', null), said, 'zh-CN', now);
  expect(url).toBe('https://robot.example.com/send?key=k');
  expect(headers).toMatchObject({ 'Content-Type': 'application/json' });
  const { msgtype, text } = JSON.parse(body);
  expect(msgtype).toBe('text');
  expect(text.content.split('\n')).toEqual([
    expect.stringContaining('2024-07-02'),
    '■ 12-3 逾期 2024-06-30 https://xh.example.com/c/c1/m/12-3',
    expect.stringMatching(/^▲ 12-4 \S+$/),
  ]);
});

test('a 钉钉 robot’s address carries the hour and its signature', () => {
  const url = new URL(postOf(hook('dingtalk'), said, 'zh-CN', now).url);
  expect(url.searchParams.get('access_token')).toBe('t');
  expect(url.searchParams.get('timestamp')).toBe(String(now));
  const sign = createHmac('sha256', 'a secret of sixteen').update(`${now}\na secret of sixteen`).digest('base64');
  expect(url.searchParams.get('sign')).toBe(sign);
});

test('a signed post can be checked by who knows the secret, and carries its key', () => {
  const { headers, body } = postOf(hook('signed'), said, 'en', now);
  const sign = createHmac('sha256', 'a secret of sixteen').update(`${now}.${body}`).digest('hex');
  expect(headers).toMatchObject({
    'Idempotency-Key': 'c1/7/office',
    'X-Xiaohao-Timestamp': String(now),
    'X-Xiaohao-Signature': `sha256=${sign}`,
  });
  expect(JSON.parse(body)).toEqual(said);
});

test('a robot’s text stays within what it takes, and says how much is left out', () => {
  const many = Array.from({ length: 500 }, (_, n) => ({ ...lines[0]!, no: `${n}-1` }));
  const { text } = JSON.parse(postOf(hook('wecom'), { ...said, lines: many }, 'zh-CN', now).body);
  expect(Buffer.byteLength(text.content)).toBeLessThan(2_048);
  const shown = text.content.split('\n');
  expect(shown.at(-1)).toContain(String(500 - (shown.length - 2)));
});

test.each<[Hook['kind'], number, string, string]>([
  ['wecom', 200, '{"errcode":0,"errmsg":"ok"}', 'accepted'],
  ['wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', 'deferred'],
  ['wecom', 200, '{"errcode":93000,"errmsg":"invalid webhook url"}', 'refused'],
  ['dingtalk', 200, '{"errcode":310000,"errmsg":"sign not match"}', 'refused'],
  ['dingtalk', 200, '<html>a portal that wants a sign-in', 'refused'],
  ['signed', 204, '', 'accepted'],
  ['signed', 302, '', 'refused'],
  ['signed', 401, '', 'refused'],
  ['signed', 429, '', 'deferred'],
  ['signed', 503, '', 'deferred'],
])('%s answers %d %s: %s', (kind, status, text, state) => {
  expect(answerOf(hook(kind), status, text)).toMatchObject({
    state,
    response: expect.stringContaining(String(status)),
  });
});
