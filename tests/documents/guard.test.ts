import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readListsApart } from '../../documents/in/apart/apart.ts';
import { type File, openBook } from '../../documents/in/book/open.ts';
import { limits } from '../../documents/in/zip.ts';
import { book, soundSheets } from './books.ts';

const options = { on: '2024-03-28', feedback: '2024-03-28' };
const readBook = (bytes: Buffer) => openBook({ name: 'lists.xlsx', bytes } satisfies File);
const centralEntry = Buffer.from('504b0102', 'hex');

test('what is no workbook is a coded error', async () => {
  const sound = await book(soundSheets());
  for (const bytes of [Buffer.alloc(0), Buffer.from('编号,问题'), sound.subarray(0, sound.length / 2)])
    expect(() => readBook(bytes)).toThrow(expect.objectContaining({ code: 'file-damaged' }));
});

test('a zip that is no workbook is a coded error', async () => {
  const sound = await book(soundSheets());
  const renamed = Buffer.from(sound.toString('latin1').replaceAll('xl/workbook.xml', 'xl/wordbook.xml'), 'latin1');
  expect(() => readBook(renamed)).toThrow(expect.objectContaining({ code: 'file-damaged' }));
});

test('a compound file (old .xls, or one with a password) is said to be one', async () => {
  const bytes = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
  expect(() => readBook(bytes)).toThrow(expect.objectContaining({ code: 'file-encrypted' }));
});

test('an encrypted entry is said to be one', async () => {
  const bytes = await book(soundSheets());
  const entry = bytes.indexOf(centralEntry);
  bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8);
  expect(() => readBook(bytes)).toThrow(expect.objectContaining({ code: 'file-encrypted' }));
});

test('a zip that declares more than the cap is not opened', async () => {
  const bytes = await book(soundSheets());
  bytes.writeUInt32LE(limits.inflated, bytes.indexOf(centralEntry) + 24);
  expect(() => readBook(bytes)).toThrow(expect.objectContaining({ code: 'file-inflates-too-much' }));
});

test('a file over the cap is refused before it is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-'));
  try {
    const file = join(folder, 'large.xlsx');
    const handle = await open(file, 'w');
    await handle.truncate(limits.file + 1);
    await handle.close();
    const given = [{ name: 'large.xlsx', path: file }];
    await expect(readListsApart(given, options)).rejects.toMatchObject({
      code: 'file-too-large',
      facts: { limit: 20, file: 'large.xlsx' },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
