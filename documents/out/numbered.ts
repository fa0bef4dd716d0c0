import { CodedError } from '../../domain/errors.ts';
import type { Sheet } from '../in/book/book.ts';
import { type File, isText, openBook } from '../in/book/open.ts';
import { sheetParts } from '../in/book/xlsx.ts';
import type { Numbering } from '../in/lists/numbering.ts';
import { writeCells } from './cells.ts';
import { replaceParts } from './zip.ts';

/**
 * A file with ids written into its cells: all else of a workbook stays as it is, byte by byte but for the sheets that are
 * written to. A text table is written anew, in UTF-8.
 * @throws CodedError `ids-not-written` where anything else would have come out of it
 */
export function numberFile(file: File, numbering: Numbering[]): Buffer {
  const sheets = openBook(file);
  const bytes = isText(file) ? csv(filled(sheets[0]!, numbering)) : patched(file.bytes, numbering);
  const again = openBook({ ...file, bytes });
  const wanted = sheets.map((sheet) =>
    filled(
      sheet,
      numbering.filter((one) => one.sheet === sheet.name || isText(file)),
    ),
  );
  if (again.length !== wanted.length || again.some((sheet, i) => !isSame(sheet, wanted[i]!)))
    throw new CodedError('ids-not-written', { file: file.name });
  return bytes;
}

function patched(bytes: Buffer, numbering: Numbering[]): Buffer {
  const parts = new Map<string, Buffer>();
  for (const { name, part, xml } of sheetParts(bytes)) {
    const cells = numbering.flatMap((one) => (one.sheet === name ? one.cells : []));
    if (cells.length > 0) parts.set(part, Buffer.from(writeCells(xml, cells)));
  }
  return replaceParts(bytes, parts);
}

function filled(sheet: Sheet, numbering: Numbering[]): Sheet {
  const rows = new Map(sheet.rows.map(({ number, cells }) => [number, [...cells]]));
  for (const { row, column, text } of numbering.flatMap(({ cells }) => cells)) {
    const cells = rows.get(row);
    if (cells) cells[column] = text;
  }
  return { ...sheet, rows: [...rows].map(([number, cells]) => ({ number, cells })) };
}

function isSame(one: Sheet, other: Sheet): boolean {
  const plain = ({ rows, merges }: Sheet) =>
    JSON.stringify([rows.map(({ number, cells }) => [number, Array.from(cells, (cell) => cell ?? '')]), merges]);
  return plain(one) === plain(other);
}

/** With the mark by which spreadsheets know UTF-8. */
function csv({ rows }: Sheet): Buffer {
  const quoted = (cell = '') => (/[",;\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines: string[] = [];
  for (const { number, cells } of rows) lines[number - 1] = Array.from(cells, quoted).join(',');
  return Buffer.from(`\ufeff${Array.from(lines, (line) => line ?? '').join('\r\n')}\r\n`);
}
