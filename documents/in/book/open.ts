import { CodedError } from '../../../domain/errors.ts';
import { guardSize, isCompoundFile } from '../zip.ts';
import type { Sheet } from './book.ts';
import { readCsv } from './csv.ts';
import { readXlsx } from './xlsx.ts';

/** A file as it was handed in; only its name's ending and its last part matter. */
export type File = { name: string; bytes: Buffer };

/**
 * The sheets of a workbook (.xlsx, .xlsm) or a text table (.csv, .txt), told by what is in the file.
 * @throws CodedError `file-too-large`, `file-encrypted`, `file-damaged`, `file-has-entities`, `encoding-unknown`, …
 */
export function openBook({ name, bytes }: File): Sheet[] {
  guardSize(bytes.length);
  if (isCompoundFile(bytes)) throw new CodedError('file-encrypted');
  if (isText({ name, bytes })) return [readCsv(bytes, baseOf(name).replace(/\.\w+$/, ''))];
  try {
    return readXlsx(bytes);
  } catch (cause) {
    throw cause instanceof CodedError ? cause : new CodedError('file-damaged', {}, { cause });
  }
}

/** Is it a text table, and no workbook by another name? */
export function isText({ name, bytes }: File): boolean {
  return bytes.subarray(0, 2).toString('latin1') !== 'PK' && /\.(?:csv|tsv|txt)$/i.test(baseOf(name));
}

function baseOf(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}
