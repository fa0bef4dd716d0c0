import { expect, test } from 'vitest';
import { readLists } from '../../documents/in/lists/read.ts';
import type { MeasureDraft } from '../../domain/plan/lists.ts';
import { book, soundSheets } from './books.ts';

const options = { on: '2024-03-28', feedback: '2024-03-28' };
const townships = ['云溪镇', '白露镇', '稻香街道'];

/** The sound campaign, its first measure with these cells, three townships in the directory. */
async function read(cells: Record<string, string | number>, participants: string | null = '区水务局') {
  const sheets = soundSheets();
  for (const name of townships) sheets.单位名录.push({ 单位名称: name, 别名: null, 曾用名: null });
  Object.assign(sheets.任务清单[0]!, cells);
  sheets.责任清单[0]!.参与单位 = participants;
  const { lists, errors, rows } = readLists([{ name: 'lists.xlsx', bytes: await book(sheets) }], options);
  const names = new Map(lists.directory.units.map(({ id, name }) => [id, name]));
  const measure = lists.measures.find(({ id }) => id === 'M1') as MeasureDraft;
  return {
    measure,
    errors: errors.map(({ column, code }) => `${column} ${code}`),
    questions: rows.flatMap(({ questions }) => questions.map(({ column, kind }) => `${column} ${kind}`)),
    parts: measure?.parts?.map(({ unit, title, total }) => [names.get(unit), title, total]),
    participants: measure?.participants.map((unit) => names.get(unit)),
  };
}

test.each([
  ['32个', '', { kind: 'count', unit: '个', total: 32 }],
  ['32', '座', { kind: 'count', unit: '座', total: 32 }],
  [32, '座', { kind: 'count', unit: '座', total: 32 }],
  ['120.5亩', '', { kind: 'area', unit: '亩', total: 120.5 }],
  ['0.3', '平方公里', { kind: 'area', unit: '亩', total: 450 }],
  ['1,250㎡', '', { kind: 'area', unit: '平方米', total: 1250 }],
  ['约８６０万元', '', { kind: 'money', unit: '万元', total: 860 }],
  ['1.2亿元', '', { kind: 'money', unit: '万元', total: 12_000 }],
  ['35000元', '', { kind: 'money', unit: '万元', total: 3.5 }],
])('数量 %s with 计量单位 “%s”', async (quantity, unit, expected) => {
  const { measure, errors } = await read({ 数量: quantity, ...(unit ? { 计量单位: unit } : {}) });
  expect(errors).toEqual([]);
  expect(measure.quantity).toEqual(expected);
});

test('no amount, no quantity; a bare number or words are said to be none', async () => {
  expect((await read({ 数量: '无' })).measure.quantity).toBeUndefined();
  for (const bad of ['32', '若干', '三十个', '十几'])
    expect((await read({ 数量: bad })).errors).toEqual(['数量 not-an-amount']);
});

test('parts by unit with their shares, told apart by titles', async () => {
  const { parts, measure, errors } = await read({
    数量: '60个',
    分项: '云溪镇（一期）：12；云溪镇（二期）：8个；白露镇：40',
  });
  expect(errors).toEqual([]);
  expect(parts).toEqual([
    ['云溪镇', '一期', 12],
    ['云溪镇', '二期', 8],
    ['白露镇', '白露镇', 40],
  ]);
  expect(new Set(measure.parts!.map(({ id }) => id)).size).toBe(3);
});

test('shares that are not the whole, another unit of measure, and unknown units are not taken', async () => {
  expect((await read({ 数量: '60个', 分项: '云溪镇：12；白露镇：40' })).errors).toEqual(['分项 parts-disagree']);
  expect((await read({ 数量: '60亩', 分项: '云溪镇：12万元；白露镇：48' })).errors).toEqual(['分项 not-an-amount']);
  expect((await read({ 分项: '云溪镇：12' })).errors).toEqual(['分项 not-an-amount']);
  expect((await read({ 分项: '青石镇、云溪镇' })).questions).toEqual(['分项 unit']);
});

test('各镇（街道） is each of them, and each has a part', async () => {
  const each = townships.map((name) => [name, name, undefined]);
  const { parts, participants, errors } = await read({}, '区水务局、各镇（街道）');
  expect(errors).toEqual([]);
  expect(participants).toEqual(['区水务局', ...townships]);
  expect(parts).toEqual(each);
  expect((await read({ 分项: '各镇(街道)' })).parts).toEqual(each);
  expect((await read({ 分项: '各镇' })).parts).toEqual(each.slice(0, 2));
  expect((await read({ 分项: '稻香街道' }, '各镇（街道）')).parts).toEqual(each.slice(2));
});

test('时序任务 is so much by a day, of the same thing', async () => {
  const { measure } = await read({ 数量: '60个', 时序任务: '2024-06-30：16；2024年9月30日：32个' });
  expect(measure.quotas).toEqual([
    { day: '2024-06-30', done: 16 },
    { day: '2024-09-30', done: 32 },
  ]);
  for (const bad of ['六月：16', '2024-06-30：16亩', '2024-06-30'])
    expect((await read({ 数量: '60个', 时序任务: bad })).errors).toEqual(['时序任务 not-an-amount']);
});
