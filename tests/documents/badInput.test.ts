import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readListsApart } from '../../documents/in/apart/apart.ts';
import { readLists } from '../../documents/in/lists/read.ts';
import { limits } from '../../documents/in/zip.ts';
import { type Made, type MadeSheet, type Part, part, parts, xlsx, zip } from './dirty/xlsx.ts';

const options = { on: '2024-03-28', feedback: '2024-03-28' };
const head: Made[] = ['问题', '整改措施', '牵头领导', '牵头单位', '完成时限'];
const good: Made[] = ['甲', '一', '张', '区水务局', '2024-9-30'];
const units: MadeSheet = {
  name: '单位名录',
  rows: [
    ['单位名称', '联系人', '邮箱'],
    ['区水务局', '甲某', 'a@example.com'],
  ],
};
const sheets = (...rows: Made[][]): MadeSheet[] => [{ name: '表', rows: [head, good, ...rows] }, units];
const read = (bytes: Buffer, name = 'a.xlsx') => readLists([{ name, bytes }], options);
const codes = (bytes: Buffer) =>
  read(bytes).errors.map(({ sheet, row, column, code }) => `${sheet} ${row} ${column} ${code}`);
const replaced = (all: Part[], name: string, change: (xml: string) => string) =>
  zip(all.map((one) => (one.name === name ? { name, bytes: Buffer.from(change(one.bytes.toString())) } : one)));
const refused = (bytes: Buffer, name?: string) => {
  try {
    read(bytes, name);
  } catch (error) {
    const { code, facts } = error as { code: string; facts: object };
    return { code, facts };
  }
  throw new Error('it was read');
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a file as a whole is refused with a code that names it', () => {
  test('a zip that unpacks to more than it may, whatever it says of itself', () => {
    const bomb = part('xl/worksheets/sheet1.xml', ' '.repeat(limits.inflated + 1));
    const all = [...parts(sheets()).filter(({ name }) => name !== bomb.name), bomb];
    for (const bytes of [zip(all), zip(all, 100)])
      expect(refused(bytes)).toMatchObject({ code: 'file-inflates-too-much', facts: { file: 'a.xlsx', limit: 200 } });
  });

  test('entities, inner and outer, in whichever part', async () => {
    let calls = 0;
    const server = createServer(() => {
      calls += 1;
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    for (const [name, entity] of [
      ['xl/sharedStrings.xml', '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'],
      ['xl/worksheets/sheet1.xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
      ['xl/workbook.xml', `<!DOCTYPE x SYSTEM "http://127.0.0.1:${port}/x.dtd">`],
    ] as const) {
      const bytes = replaced(parts(sheets()), name, (xml) => xml.replace('?>', `?>${entity}`));
      expect(refused(bytes)).toMatchObject({ code: 'file-has-entities', facts: { file: 'a.xlsx', part: name } });
    }
    server.close();
    expect(calls).toBe(0);
  });

  test('damaged: cut off, a byte changed, a part missing, XML that is none', () => {
    const bytes = xlsx(sheets());
    const changed = Buffer.from(bytes);
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 40;
    changed[at] = changed[at]! ^ 0xff;
    const all = parts(sheets());
    for (const wrong of [
      bytes.subarray(0, bytes.length - 30),
      changed,
      zip(all.filter(({ name }) => name !== 'xl/worksheets/sheet1.xml')),
      replaced(all, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('</sheetData>', '')),
      replaced(all, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('r="2"', 'r="99999999"')),
    ])
      expect(refused(wrong)).toEqual({ code: 'file-damaged', facts: { file: 'a.xlsx' } });
  });

  test('a page saved as .xls, an old .xls, bytes that are no text', () => {
    expect(refused(Buffer.from('<html><table></table></html>'), 'a.xls').code).toBe('file-damaged');
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
    expect(refused(old, 'a.xls').code).toBe('file-encrypted');
    expect(refused(Buffer.from([0xff, 0x00, 0x81, 0x07, 0x20]), 'a.csv').code).toBe('encoding-unknown');
  });
});

describe('macros, links to other books and pictures are passed over', () => {
  test('the lists are read as if they were not there', () => {
    const all = parts(sheets());
    const links = (xml: string) =>
      xml.replace(
        '</Relationships>',
        '<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="file:///etc/passwd" TargetMode="External"/><Relationship Id="x2" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
      );
    const bytes = replaced(
      [...all, { name: 'xl/vbaProject.bin', bytes: Buffer.alloc(100, 7) }],
      'xl/_rels/workbook.xml.rels',
      links,
    );
    expect(read(bytes, 'a.xlsm')).toMatchObject({ errors: [], rows: [{ outcome: 'create' }] });
  });

  test('a part outside the file is not looked for', () => {
    const climbs = (xml: string) => xml.replace('worksheets/sheet1.xml', '../../../../etc/passwd');
    expect(refused(replaced(parts(sheets()), 'xl/_rels/workbook.xml.rels', climbs)).code).toBe('file-damaged');
  });
});

describe('a cell is named with what is wrong in it, and the good rows are read', () => {
  test.each([
    ['a megabyte in a cell', ['乙', 'x'.repeat(2 ** 20), '张', '区水务局', '2024-9-30'], '表 3 整改措施 cell-too-long'],
    ['the 30th of February', ['乙', '二', '张', '区水务局', '2024年2月30日前'], '表 3 完成时限 no-such-date'],
    [
      'a count of days that is no date',
      ['乙', '二', '张', '区水务局', { serial: 99_999_999, format: 'yyyy-mm-dd' }],
      '表 3 完成时限 no-such-date',
    ],
    [
      'a formula that failed',
      ['乙', { error: '#N/A' }, '张', '区水务局', '2024-9-30'],
      '表 3 整改措施 formula-no-value',
    ],
    ['an empty measure', ['乙', null, '张', '区水务局', '2024-9-30'], '表 3 整改措施 cell-missing'],
  ] as [string, Made[], string][])('%s', (_, row, error) => {
    const bytes = xlsx(sheets(row));
    expect(codes(bytes)).toEqual([error]);
    expect(read(bytes).lists.measures).toHaveLength(1);
  });

  test('a line break in an address', () => {
    const wrong = {
      name: '单位名录',
      rows: [units.rows[0]!, ['区水务局', '甲某', 'a@example.com\r\nBcc: b@example.org']],
    };
    expect(codes(xlsx([sheets()[0]!, wrong]))).toEqual(['单位名录 2 邮箱 not-one-address']);
    expect(read(xlsx([sheets()[0]!, wrong])).lists.measures).toHaveLength(1);
  });

  test('a sheet that has a header and nothing else', () => {
    expect(codes(xlsx([{ name: '表', rows: [['标题'], head] }, units]))).toEqual(['表 2  sheet-empty']);
  });

  test('a column that stands there twice', () => {
    const rows: Made[][] = [
      [...head, '完成时限'],
      [...good, '2024-10-31'],
    ];
    expect(codes(xlsx([{ name: '表', rows }, units]))).toEqual(['表 1 完成时限 column-repeated']);
  });

  test('merges as wide and deep as a sheet can be', () => {
    const [list] = sheets();
    const merges = ['A2:XFD1048576', 'A1:A1048576', 'C2:C900000'];
    expect(read(xlsx([{ ...list!, merges }, units])).rows.length).toBeLessThanOrEqual(1);
  });
});

describe('apart, in a process of its own', () => {
  const given = (name: string) => ({ name, path: join(folder, name) });

  test('the same is read as here, and files are named as they were given', async () => {
    await writeFile(join(folder, 'a.xlsx'), xlsx(sheets()));
    const here = readLists([{ name: 'a.xlsx', bytes: xlsx(sheets()) }], options);
    expect(await readListsApart([given('a.xlsx')], options)).toEqual(here);
    await expect(readListsApart([given('b.xlsx')], options)).rejects.toMatchObject({
      ...{ code: 'file-missing', facts: { file: 'b.xlsx', why: 'ENOENT' } },
    });
  });

  test('200 MB are not read at all', async () => {
    const file = await open(join(folder, 'large.xlsx'), 'w');
    await file.truncate(200 * 2 ** 20);
    await file.close();
    const before = process.memoryUsage().rss;
    await expect(readListsApart([given('large.xlsx')], options)).rejects.toMatchObject({
      ...{ code: 'file-too-large', facts: { size: 200, limit: 20, file: 'large.xlsx' } },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20);
  });

  test('what takes too much memory or too long ends there, and only there', async () => {
    // 190 MB of cells: within what may be unpacked, more than fits into the heap given here.
    const cell = '<c t="inlineStr"><is><t>一二三四五六七八</t></is></c>';
    const rows = `<row>${cell.repeat(100)}</row>`;
    const xml = `<worksheet><sheetData>${rows.repeat(15_000)}</sheetData></worksheet>`;
    const all = parts(sheets()).filter(({ name }) => name !== 'xl/worksheets/sheet1.xml');
    const bytes = zip([...all, part('xl/worksheets/sheet1.xml', xml)]);
    const before = process.memoryUsage().rss;
    const files = [{ name: 'wide.xlsx', bytes }];
    const small = readListsApart(files, options, { seconds: 60, megabytes: 64 });
    await expect(small).rejects.toMatchObject({ code: 'reading-too-large', facts: { limit: 64 } });
    const short = readListsApart(files, options, { seconds: 0.1, megabytes: 512 });
    await expect(short).rejects.toMatchObject({ code: 'reading-too-long' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
    await writeFile(join(folder, 'a.xlsx'), xlsx(sheets()));
    expect((await readListsApart([given('a.xlsx')], options)).errors).toEqual([]);
  });
});
