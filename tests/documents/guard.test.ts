import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limits } from '../../documents/in/workbook/guard.ts';
import { readWorkbook } from '../../documents/in/workbook.ts';
import { book, soundSheets } from './books.ts';

const options = { on: '2024-03-28', feedback: '2024-03-28' };
const centralEntry = Buffer.from('504b0102', 'hex');

test('what is no workbook is a coded error', async () => {
  const sound = await book(soundSheets());
  for (const bytes of [Buffer.alloc(0), Buffer.from('编号,问题'), sound.subarray(0, sound.length / 2)])
    await expect(readWorkbook(bytes, options)).rejects.toMatchObject({ code: 'file-damaged' });
});

test('a zip that is no workbook is a coded error', async () => {
  const sound = await book(soundSheets());
  const renamed = Buffer.from(sound.toString('latin1').replaceAll('xl/workbook.xml', 'xl/wordbook.xml'), 'latin1');
  await expect(readWorkbook(renamed, options)).rejects.toMatchObject({ code: 'file-damaged' });
});

test('a compound file (old .xls, or one with a password) is said to be one', async () => {
  const bytes = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
  await expect(readWorkbook(bytes, options)).rejects.toMatchObject({ code: 'file-encrypted' });
});

test('an encrypted entry is said to be one', async () => {
  const bytes = await book(soundSheets());
  const entry = bytes.indexOf(centralEntry);
  bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8);
  await expect(readWorkbook(bytes, options)).rejects.toMatchObject({ code: 'file-encrypted' });
});

test('a zip that declares more than the cap is not opened', async () => {
  const bytes = await book(soundSheets());
  bytes.writeUInt32LE(limits.inflated, bytes.indexOf(centralEntry) + 24);
  await expect(readWorkbook(bytes, options)).rejects.toMatchObject({ code: 'file-inflates-too-much' });
});

test('a file over the cap is refused before it is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-'));
  try {
    const file = join(folder, 'large.xlsx');
    const handle = await open(file, 'w');
    await handle.truncate(limits.file + 1);
    await handle.close();
    await expect(readWorkbook(file, options)).rejects.toMatchObject({ code: 'file-too-large', facts: { limit: 20 } });
  } finally {
    await rm(folder, { recursive: true });
  }
});
