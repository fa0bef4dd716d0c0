import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type File, openBook } from '../../documents/in/book/open.ts';
import { sheetParts } from '../../documents/in/book/xlsx.ts';
import { readNumbered } from '../../documents/in/lists/read.ts';
import type { ListRow } from '../../documents/in/lists/row.ts';
import { openZip } from '../../documents/in/zip.ts';
import { writeCells } from '../../documents/out/cells.ts';
import { numberFile } from '../../documents/out/numbered.ts';
import { replaceParts } from '../../documents/out/zip.ts';
import { dirty } from './dirty/books.ts';
import { type MadeSheet, xlsx } from './dirty/xlsx.ts';

const options = { on: '2024-03-28', feedback: '2024-03-28' };
const example = { name: 'qinghe.xlsx', bytes: readFileSync(new URL('../../examples/qinghe.xlsx', import.meta.url)) };

/** The files with ids in them, as `import --write-ids` writes them. */
function numbered(files: File[]): File[] {
  const { numbering } = readNumbered(files, options);
  return files.map((file) => {
    const own = numbering.filter((one) => one.file === file.name);
    return own.length === 0 ? file : { ...file, bytes: numberFile(file, own) };
  });
}

/** A workbook whose texts from `row` on in a column of a sheet say something else. */
function reworded(file: File, sheet: string, column: number, from: number): File {
  const cells = openBook(file)
    .find(({ name }) => name === sheet)!
    .rows.flatMap(({ number, cells: own }) =>
      number >= from && own[column] ? [{ row: number, column, text: `按新要求：${own[column]}` }] : [],
    );
  const { part, xml } = sheetParts(file.bytes).find(({ name }) => name === sheet)!;
  return { ...file, bytes: replaceParts(file.bytes, new Map([[part, Buffer.from(writeCells(xml, cells))]])) };
}

const ids = (rows: ListRow[]) => rows.map(({ row, sheet, id, outcome }) => `${sheet} ${row} ${id} ${outcome}`);

test.each([...dirty, { name: 'the example', files: () => [example] }])(
  '$name: with ids written into it, it says the same under the same ids, and needs no more',
  ({ files }) => {
    const before = readNumbered(files(), options);
    const after = readNumbered(numbered(files()), options);
    expect(ids(after.rows)).toEqual(ids(before.rows));
    expect(after.lists.findings.map(({ id, no }) => [id, no])).toEqual(
      before.lists.findings.map(({ id, no }) => [id, no]),
    );
    expect(after.errors).toEqual(before.errors);
    expect(after.numbering).toEqual([]);
  },
);

describe('a workbook with ids written into it', () => {
  const sheet: MadeSheet = {
    name: '整改清单',
    rows: [
      ['某区整改清单'],
      ['序号', '反馈问题', '整改措施', '牵头单位', '完成时限', '备注'],
      [1, '河水返黑', '1. 清淤\n2. 截污', '区水务局', { serial: 45565, format: 'yyyy-mm-dd' }, '加急'],
      [2, null, '长效管护', '区水务局', '长期坚持', null],
      [3, '路灯不亮', '修好路灯', '区住建局', '2024年9月', null],
      [4, null, '抽水', '区水务', '2024年9月', null],
    ],
    merges: ['A1:F1', 'B3:B4', 'B5:B6'],
  };
  const units: MadeSheet = {
    name: '单位名录',
    rows: [
      ['单位名称', '别名'],
      ['区水务局', '水利局'],
      ['区住建局', null],
    ],
  };
  const file = { name: '清单.xlsx', bytes: xlsx([sheet, units], { prefix: 'x' }) };
  const copy = numbered([file])[0]!;

  test('has them in columns behind all others, for what is sound', () => {
    const [rows] = openBook(copy).map((one) => one.rows.map(({ cells }) => [cells[6] ?? '', cells[7] ?? '']));
    const made = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}-[0-9a-z]{10}$`));
    expect(rows).toEqual([
      ['', ''],
      ['任务编号', '问题编号'],
      [expect.stringMatching(/^m-\w{10}、m-\w{10}$/), made('f')],
      [made('m'), made('f')],
      [made('m'), made('f')],
      // Its unit is asked first.
      ['', ''],
    ]);
  });

  test('is otherwise the one it was: dates, merges and every other part', () => {
    const [before, after] = [openBook(file), openBook(copy)];
    expect(after.map(({ name, merges }) => [name, merges])).toEqual(before.map(({ name, merges }) => [name, merges]));
    expect(after[0]!.rows.map(({ cells }) => Array.from({ length: 6 }, (_, i) => cells[i] ?? ''))).toEqual(
      before[0]!.rows.map(({ cells }) => Array.from({ length: 6 }, (_, i) => cells[i] ?? '')),
    );
    const [one, other] = [openZip(file.bytes), openZip(copy.bytes)];
    expect(other.names).toEqual(one.names);
    const changed = one.names.filter((name) => !one.part(name)!.equals(other.part(name)!));
    expect(changed).toEqual(['xl/worksheets/sheet1.xml']);
  });

  test('is known again when measures and findings are worded anew', () => {
    const again = reworded(reworded(copy, '整改清单', 1, 3), '整改清单', 2, 4);
    const [before, after] = [copy, again].map((one) => readNumbered([one], options));
    const sound = ({ rows }: { rows: ListRow[] }) => rows.filter(({ outcome }) => outcome === 'create');
    expect(sound(after!).map(({ id }) => id)).toEqual(sound(before!).map(({ id }) => id));
    expect(after!.lists.findings.map(({ id }) => id)).toEqual(before!.lists.findings.map(({ id }) => id));
    expect(after!.lists.findings[0]!.title).toBe('按新要求：河水返黑');
    const without = readNumbered([reworded(file, '整改清单', 2, 4)], options);
    expect(sound(without).map(({ id }) => id)).not.toEqual(sound(before!).map(({ id }) => id));
  });
});

test('a text table is written anew with its ids, in UTF-8', () => {
  const text = '单位名称;别名\r\n区水务局;\r\n';
  const list = '问题;整改措施;牵头单位;完成时限\r\n河水返黑;"清淤;截污";区水务局;2024-9-30\r\n';
  const files = [
    { name: 'units.csv', bytes: Buffer.from(text) },
    { name: 'list.csv', bytes: Buffer.from(list) },
  ];
  const [, copy] = numbered(files);
  expect(copy!.bytes.toString()).toMatch(
    /^\ufeff问题,整改措施,牵头单位,完成时限,任务编号,问题编号\r\n河水返黑,"清淤;截污",区水务局,2024-9-30,m-\w+,f-\w+\r\n$/,
  );
  expect(ids(readNumbered([files[0]!, copy!], options).rows)).toEqual(ids(readNumbered(files, options).rows));
});

test('a number that somebody gave stays, and 编号 that numbers the findings is told from the measures’ own', () => {
  const rows = [
    ['编号', '问题', '整改措施', '牵头单位', '完成时限'],
    ['一', '河水返黑', '清淤', '区水务局', '2024-9-30'],
    ['一', '河水返黑', '截污', '区水务局', '2024-9-30'],
    ['二', '路灯不亮', '修好路灯', '区水务局', '2024-9-30'],
  ];
  const units: MadeSheet = {
    name: '单位名录',
    rows: [
      ['单位名称', '别名'],
      ['区水务局', null],
    ],
  };
  const file = { name: 'a.xlsx', bytes: xlsx([{ name: '清单', rows }, units]) };
  const [copy] = numbered([file]);
  expect(openBook(copy!)[0]!.rows.map(({ cells }) => cells[0])).toEqual(['编号', '一', '一', '二']);
  const again = reworded(copy!, '清单', 2, 2);
  expect(ids(readNumbered([again], options).rows)).toEqual(ids(readNumbered([file], options).rows));
});
