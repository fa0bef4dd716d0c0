import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { assets } from '../../web/frame/assets.ts';
import { as, due, findingDraft, jyj, measureDraft, people } from '../support/domain.ts';
import { plain, playCampaign, visit } from './play.ts';

const script = '<script>alert(1)</script>';
let ledger: Ledger;
let get: ReturnType<typeof visit>;

/** 55 measures of two units: 2-1 … 2-54 due in October, 10-1 of 区教育局 with script in its title, due in August. */
beforeAll(async () => {
  ledger = await openLedger();
  const many = Array.from({ length: 54 }, (_, n) =>
    measureDraft({ id: `m${n}`, no: `2-${n + 1}`, title: `措施${n + 1}`, doneDue: due('2024-10-31') }),
  );
  const late = measureDraft({
    ...{ id: 'late', finding: 'f2', no: '10-1', title: script, leadUnit: jyj, participants: [] },
    ...{ leaders: [people.secretary.id], kind: 'immediate', doneDue: due('2024-08-30') },
  });
  const play = await playCampaign(ledger, 'c1', {
    findings: [findingDraft({ id: 'f1', no: '2' }), findingDraft({ id: 'f2', no: '10', title: `${script}问题` })],
    measures: [...many, late],
  });
  await play.act('measure', 'm0', as.liaison, { type: 'submit', evidence: ['a.pdf'] } as never, '2024-09-02');
  get = visit(ledger, '2024-09-20 09:00');
});
afterAll(() => ledger.close());

/** The numbers of the measures a board shows, in its order. */
async function numbers(query: string): Promise<string[]> {
  const { text } = await get(`/c/c1${query}`);
  return [...text.matchAll(/<td class="number">([^<]*)</g)].map((match) => match[1]!);
}

test('one campaign alone opens by itself, in the language asked for', async () => {
  expect((await get('/')).headers.get('Location')).toBe('/c/c1');
  expect((await get('/?lang=en')).headers.get('Location')).toBe('/c/c1?lang=en');
});

test('the head counts measures and findings apart, and says as of when', async () => {
  const text = plain((await get('/c/c1')).text);
  expect(text).toContain('措施 55 = 已销号 0（0.0%）+ 未销号 55');
  expect(text).toContain('问题 2 = 已销号 0（0.0%）+ 待销号 0 + 在办 2');
  expect(text).toContain('截至 2024-09-20 周五 09:00');
  expect(text).toContain('集中整改期余 8 天（9月28日 周六，休息日）');
  expect(text).not.toContain('演练');
});

test('each light is counted with its shape and its word, and past limits by who holds them', async () => {
  const text = plain((await get('/c/c1')).text);
  for (const counter of ['■逾期 1', '●正常 53', '◇审核中 1', '▼滞后 0', '√已销号 0']) expect(text).toContain(counter);
  expect(text).toContain('责任单位 2 · 牵头领导 0 · 整改办 0 · 上级 0');
});

test('what cannot wait stands first, fifty on a page', async () => {
  const first = await numbers('');
  expect(first).toHaveLength(50);
  expect(first.slice(0, 3)).toEqual(['10-1', '2-1', '2-2']);
  expect(await numbers('?page=2')).toEqual(['2-50', '2-51', '2-52', '2-53', '2-54']);
  expect(plain((await get('/c/c1')).text)).toContain('第 1 页，共 2 页');
  expect(await numbers('?page=99')).toEqual(first);
});

test('by number it counts as a person counts', async () => {
  expect((await numbers('?sort=number')).slice(8, 11)).toEqual(['2-9', '2-10', '2-11']);
  expect((await numbers('?sort=number&page=2')).at(-1)).toBe('10-1');
});

test.each([
  ['?light=overdue', ['10-1']],
  ['?unit=jyj', ['10-1']],
  ['?leader=secretary', ['10-1']],
  ['?kind=immediate', ['10-1']],
  ['?due=past', ['10-1']],
  ['?due=week', []],
  ['?due=month', []],
  ['?past=unit&sort=number', ['2-1', '10-1']],
  ['?q=2-54', ['2-54']],
  ['?q=措施33', ['2-33']],
  ['?q=教育局', ['10-1']],
  ['?q=script', ['10-1']],
  ['?q=100%25', []],
  ['?q=_', []],
  ["?q=';drop table measure", []],
])('the address %s shows what it says', async (query, expected) => {
  expect(await numbers(query)).toEqual(expected);
});

test('a filter that fits nothing says so and offers a way out', async () => {
  const { text } = await get('/c/c1?q=没有这样的');
  expect(text).toContain('没有符合条件的措施 <a href="/c/c1">清除筛选</a>');
});

test('the filter stays in the form, in the paging and in the other language', async () => {
  const { text } = await get('/c/c1?unit=zjj&sort=due');
  expect(text).toContain('<option value="zjj" selected="">区住建局</option>');
  expect(text).toContain('href="/c/c1?unit=zjj&amp;sort=due&amp;page=2"');
  expect(text).toContain('href="/c/c1?unit=zjj&amp;sort=due&amp;lang=en"');
});

test('script in a title comes out as text', async () => {
  for (const path of ['/c/c1', `/c/c1?q=${encodeURIComponent(script)}`, '/c/c1/m/late', '/c/c1/f', '/c/c1/f/f2']) {
    const { text } = await get(path);
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
  }
});

test('every page carries the strict policy and holds nothing inline', async () => {
  for (const path of [
    '/',
    '/c/c1',
    '/c/c1/f',
    '/c/c1/f/f1',
    '/c/c1/m/m0',
    '/c/none',
    '/c/c1/m/none',
    '/sign-in',
    assets.theme.path,
  ]) {
    const { text, headers } = await get(path);
    expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(text).not.toMatch(/ style=|<style|<script(?! src="\/assets\/[^"]+" defer=""><\/script>)| on\w+=/);
  }
});

test('what is not there is a page that says so', async () => {
  for (const path of ['/c/none', '/c/none/m/m0', '/c/c1/m/none', '/c/c1/f/none', '/c/c1/nowhere']) {
    const { status, text } = await get(path);
    expect(status, path).toBe(404);
    expect(text).toContain('<h1>没有这一项</h1>');
  }
  expect((await get('/c/c1/m/none?lang=en')).text).toContain('There is no “none”');
});

test('the findings stand by their numbers, each with how many of its measures are settled', async () => {
  const text = plain((await get('/c/c1/f')).text);
  expect(text).toContain('问题 2 个');
  expect(text).toMatch(/2 老旧小区安全隐患突出 区住建局 0\/54 在办 10 /);
  expect((await get('/c/c1/f?page=9')).headers.get('Location')).toBe('/c/c1/f');
});

test('several campaigns are listed, and none says what to have at hand', async () => {
  const empty = await openLedger();
  expect((await visit(empty, 0)('/')).text).toContain('<h1>还没有整改专项</h1>');
  for (const id of ['x', 'y']) await playCampaign(empty, id, { findings: [], measures: [] }, { clock: 'stepped' });
  const { text } = await visit(empty, 0)('/');
  expect(text).toContain('<h1>整改专项 2 个</h1>');
  expect(text).toMatch(/href="\/c\/y".*演练/);
  expect(plain((await visit(empty, '2024-07-02')('/c/x')).text)).toMatch(/措施 0 问题 0.*还没有措施/);
  await empty.close();
});

test('in English nothing of the catalogue is left in Chinese', async () => {
  const text = plain((await get('/c/c1?lang=en&light=withReviewer')).text);
  expect(text).toContain('Measures 55 = closed 0 (0.0%) + not closed 55');
  expect(text).toContain('as of Fri 2024-09-20 09:00');
  const names = /青禾区委巡察整改|区住建局|区教育局|分管副区长|区委书记|措施\d+|中文/g;
  expect(text.replaceAll(names, '')).not.toMatch(/\p{Script=Han}/u);
});

test('no page changes the record', async () => {
  const count = () =>
    ledger.db
      .selectFrom('event')
      .select((q) => q.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
  const before = await count();
  for (const path of ['/', '/c/c1', '/c/c1/f', '/c/c1/f/f1', '/c/c1/m/m0']) await get(path);
  expect(await count()).toEqual(before);
});
