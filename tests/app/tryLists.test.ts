import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dirty } from '../documents/dirty/books.ts';
import { dataFolder, documentOf, xiaohao } from './terminal.ts';

const data = dataFolder();
afterAll(data.remove);

const [titled, , , several] = dirty;
const file = (name: string, bytes: Buffer) => {
  const path = join(data.path, name);
  writeFileSync(path, bytes);
  return path;
};

test('lists are tried without a service, a campaign or data, and leave nothing behind', async () => {
  const path = file('a.xlsx', titled!.files()[0]!.bytes);
  const said = await xiaohao(['import', path, '--dry-run', '--json', '--on', '2024-03-28'], data.path);
  expect(documentOf(said)).toMatchObject({
    ...{ create: 3, change: 0, same: 0, gone: 0, ask: 0, errors: [] },
    rows: [
      { sheet: 'Sheet1', row: 4, leadUnit: '区水务局', doneDue: '2024-09-30', outcome: 'create' },
      { row: 5 },
      { row: 6 },
    ],
  });
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(data.path, 'ledger'))).toBe(false);
});

test('for a campaign that is nowhere yet everything is new; questions are shown with their answers', async () => {
  const path = file('b.xlsx', several!.files()[0]!.bytes);
  const said = await xiaohao(['import', path, '--dry-run', '--campaign', 'c1', '--on', '2024-03-28'], data.path);
  expect(said.code).toBe(0);
  expect(said.stdout).toMatch(/leadUnits-\w+/);
  expect(said.stdout).toContain('区城管局：由它牵头');
});

test('a file that cannot be read is named, with its code, and the exit code is 1', async () => {
  const path = file('c.xlsx', Buffer.from('PK no workbook'));
  const said = await xiaohao(['import', path, '--dry-run', '--json'], data.path);
  expect(documentOf(said)).toMatchObject({
    ...{ create: 0, rows: [], errors: [{ file: path, code: 'file-damaged' }] },
    error: { code: 'file-damaged', facts: { file: path } },
  });
  expect(said.code).toBe(1);
});

test('a header of its own is mapped on the command line', async () => {
  const path = file('d.csv', Buffer.from('毛病,怎么改,牵头领导,牵头单位,时限\n甲,一,张,区水务局,2024-9-30\n'));
  const units = file('单位名录.csv', Buffer.from('单位名称\n区水务局\n'));
  const mapped = ['--column', '问题=毛病', '--column', '整改措施=怎么改'];
  const said = await xiaohao(['import', path, units, '--dry-run', '--json', ...mapped], data.path);
  expect(documentOf(said)).toMatchObject({ create: 1, rows: [{ finding: '甲', measure: '一' }] });
  const wrong = await xiaohao(['import', path, '--dry-run', '--column', '天气=怎么改'], data.path);
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.stderr).toContain('column-unknown');
});
