import { writeFile } from 'node:fs/promises';
import { parse } from 'node:path';
import type { NumberedFile } from '../documents/in/apart/apart.ts';
import { CodedError } from '../domain/errors.ts';

/** A file that was written with ids in it, and into how many of its cells. */
export type Copy = { file: string; out: string; cells: number };

/**
 * Writes files that got ids beside the ones they came from (`lists.xlsx` → `lists-ids.xlsx`), never over another file.
 * @throws CodedError `file-not-written`
 */
export async function writeCopies(numbered: NumberedFile[]): Promise<Copy[]> {
  const copies: Copy[] = [];
  for (const { name, bytes, cells } of numbered) {
    const { dir, name: base, ext } = parse(name);
    const out = `${dir ? `${dir}/` : ''}${base}-ids${ext}`;
    await writeFile(out, bytes, { flag: 'wx' }).catch((cause) => {
      const { code = '' } = cause as NodeJS.ErrnoException;
      throw new CodedError('file-not-written', { file: out, why: code }, { cause });
    });
    copies.push({ file: name, out, cells });
  }
  return copies;
}
