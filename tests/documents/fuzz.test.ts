import { expect, test } from 'vitest';
import type { File } from '../../documents/in/book/open.ts';
import { readLists } from '../../documents/in/lists/read.ts';
import type { ReadLists } from '../../documents/in/lists/row.ts';
import { isDay } from '../../domain/calendar/day.ts';
import { CodedError, errorTable } from '../../domain/errors.ts';
import { hash01 } from '../../domain/seed.ts';
import { dirty } from './dirty/books.ts';
import { type Made, type Part, parts, xlsx, zip } from './dirty/xlsx.ts';

// `FUZZ=long` for the long run with a seed of its own, `FUZZ_SEED` for the run that failed.
const long = process.env.FUZZ === 'long';
const inputs = long ? 10_000 : 500;
const seed = process.env.FUZZ_SEED ?? (long ? String(Date.now()) : 'lists');
const options = { on: '2024-03-28', feedback: '2024-03-28', calendar: { zone: 'Asia/Shanghai', years: {} } };

/** What stands in cells, and what never should. */
const scraps = [
  ...['', ' ', '\n', '、', '；', '等', '/', '#REF!', '=1+1', '0', '-1', '1e308', 'NaN', '99999', '45565', '45565.7'],
  ...[
    '2024年2月30日',
    '2023-02-29',
    '2024-13-01',
    '9月31日前',
    '2024年9月底前',
    '二〇二四年十三月',
    '每月31日',
    '六月三十一日',
  ],
  ...['1.甲2.乙', '（1）甲\n（2）乙', '一是甲\n二是乙', '①②③', '1.', '牵头单位：', '（牵头）', '甲（牵头）、乙'],
  ...[
    '区水务局',
    '水务',
    '区水务局、区财政局等',
    'a@example.com\r\nBcc: x',
    '\u0000',
    '\ud800',
    '𠀀',
    '\u202e',
    '__proto__',
  ],
  ...[
    '合计',
    '注：',
    '长期坚持',
    '立行立改',
    '持续推进',
    '收到反馈后15个工作日',
    '春节前',
    '15个工作日内',
    '已销号',
    '2024年2月29日',
  ],
  ...['constructor', '编号', '问题', 'x'.repeat(25_000)],
];
const headers = [
  ...[
    '编号',
    '序号',
    '问题编号',
    '问题',
    '方面',
    '项',
    '整改措施',
    '类型',
    '取得明显成效时限',
    '完成时限',
    '节点',
    '公开',
  ],
  ...['牵头领导', '牵头单位', '责任单位', '配合单位', '责任人', '整改状态', '进展情况', '完成时间', '销号时间', '天气'],
];

test(`${inputs} inputs neither crash the reader nor give a date that does not exist (seed ${seed})`, () => {
  console.log(`fuzz: seed ${seed}, ${inputs} inputs`);
  const seen = new Map<string, number>();
  for (let i = 0; i < inputs; i += 1) {
    const outcome = outcomeOf(inputOf(i), i);
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  }
  console.log('fuzz:', JSON.stringify(Object.fromEntries([...seen].sort())));
  // A fuzz that reads nothing, or breaks nothing, tests nothing.
  expect(seen.get('read')).toBeGreaterThan(inputs / 4);
  expect(seen.get('file-damaged')).toBeGreaterThan(inputs / 20);
}, 1_200_000);

function outcomeOf(files: File[], i: number): string {
  let read: ReadLists;
  try {
    read = readLists(files, options);
  } catch (error) {
    if (error instanceof CodedError && error.code in errorTable) return error.code;
    throw new Error(`input ${i} of seed ${seed} crashed the reader`, { cause: error });
  }
  for (const day of daysOf(read)) if (!isDay(day)) throw new Error(`input ${i} of seed ${seed} gave ${day}`);
  for (const { row, code } of read.errors)
    if (!(code in errorTable) || row < 0) throw new Error(`input ${i} of seed ${seed} gave ${code} at ${row}`);
  return 'read';
}

function daysOf({ rows, lists }: ReadLists): string[] {
  const drafts = lists.measures.flatMap(({ effectDue, doneDue, milestones, history }) => [
    ...[effectDue?.day, doneDue?.day, history?.doneOn, history?.closedOn],
    ...milestones.map(({ day }) => day),
  ]);
  const shown = rows.flatMap(({ effectDue, doneDue, past, questions }) => [
    ...[effectDue, doneDue, past?.doneOn, past?.closedOn],
    ...questions.flatMap(({ options }) => options.flatMap(({ value }) => (/^\d{4}-/.test(value) ? [value] : []))),
  ]);
  const leave = lists.directory.persons.flatMap((person) => person.leave.flatMap(({ from, to }) => [from, to]));
  return [...drafts, ...shown, ...leave].filter((day): day is string => day !== undefined && day !== null);
}

function inputOf(i: number): File[] {
  const draw = (...about: (string | number)[]) => hash01(seed, i, ...about);
  const kind = draw('kind');
  if (kind < 0.4) return [{ name: 'made.xlsx', bytes: madeBook(draw) }];
  const files = dirty[Math.floor(draw('book') * dirty.length)]!.files();
  const at = Math.floor(draw('file') * files.length);
  const { name, bytes } = files[at]!;
  const isZip = bytes.subarray(0, 2).toString() === 'PK';
  files[at] = { name, bytes: isZip && kind < 0.8 ? zip(mutateParts(draw)) : mutateBytes(bytes, draw) };
  return files;
}

type Draw = (...about: (string | number)[]) => number;

/** Any headers over any scraps, with merges anywhere. */
function madeBook(draw: Draw): Buffer {
  const width = 2 + Math.floor(draw('width') * 10);
  const one = (list: string[], ...about: (string | number)[]) => list[Math.floor(draw(...about) * list.length)]!;
  const rows: Made[][] = Array.from({ length: 1 + Math.floor(draw('rows') * 8) }, (_, y) =>
    Array.from({ length: width }, (_, x): Made => {
      if (y === 0 && draw('header', x) < 0.9) return one(headers, 'name', x);
      const sort = draw('sort', x, y);
      if (sort < 0.2) return null;
      if (sort < 0.3)
        return {
          serial: (draw('serial', x, y) - 0.1) * 4e6,
          format: one(['yyyy-mm-dd', 'yyyy"年"m"月"', 'h:mm'], 'f', x, y),
        };
      if (sort < 0.4) return { formula: 'A1', value: one(scraps, 'value', x, y) };
      return one(scraps, 'scrap', x, y) + (sort < 0.6 ? one(scraps, 'more', x, y) : '');
    }),
  );
  const place = (n: number) =>
    `${String.fromCharCode(65 + Math.floor(draw('x', n) * width))}${1 + Math.floor(draw('y', n) * 9)}`;
  const merges = draw('merge') < 0.5 ? [`${place(1)}:${place(2)}`, `${place(3)}:${place(4)}`] : [];
  return xlsx([
    { name: one(['表', '问题清单', '任务清单', '责任清单', '单位名录', '人员名录'], 'sheet'), rows, merges },
  ]);
}

/** A sound book whose XML is hurt in a few places, zipped again so that the hurt is reached. */
function mutateParts(draw: Draw): Part[] {
  const rows: Made[][] = [
    ['问题', '整改措施', '牵头领导', '牵头单位', '完成时限'],
    ['甲', '一', '张', '区水务局', { serial: 45565, format: 'yyyy-mm-dd' }],
    [null, '二', '张', '区水务局', 45565],
  ];
  const all = parts([
    { name: '表', rows, merges: ['A2:A3'] },
    { name: '单位名录', rows: [['单位名称'], ['区水务局']] },
  ]);
  const hurt = Math.floor(draw('part') * all.length);
  return all.map((part, i) => {
    if (i !== hurt) return part;
    let xml = part.bytes.toString();
    for (let n = 0; n < 3; n += 1) {
      const at = Math.floor(draw('at', n) * xml.length);
      const piece = ['', '<', '>', '"', '&#0;', '&x;', '9999999999', '-1', '<![CDATA[', 'r="A1"', '</c>', '\ud800'][
        Math.floor(draw('piece', n) * 12)
      ]!;
      xml = xml.slice(0, at) + piece + xml.slice(at + Math.floor(draw('cut', n) * 4));
    }
    return { name: part.name, bytes: Buffer.from(xml) };
  });
}

function mutateBytes(bytes: Buffer, draw: Draw): Buffer {
  const copy = Buffer.from(bytes);
  const flips = 1 + Math.floor(draw('flips') * 8);
  for (let n = 0; n < flips; n += 1)
    copy[Math.floor(draw('place', n) * copy.length)] = Math.floor(draw('byte', n) * 256);
  return draw('cut') < 0.2 ? copy.subarray(0, Math.floor(draw('length') * copy.length)) : copy;
}
