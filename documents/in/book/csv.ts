import { CodedError } from '../../../domain/errors.ts';
import { type BookRow, mostCells, type Sheet } from './book.ts';

/** A text file of values, as spreadsheets save and open it: the sheet bears the file's name. */
export function readCsv(bytes: Buffer, name: string): Sheet {
  const whole = decodeText(bytes);
  // A first line that only names the separator is none that the spreadsheet shows.
  const [line = '', said] = /^sep=(.)\r?\n/i.exec(whole) ?? [];
  const text = whole.slice(line.length);
  const separator = said ?? separatorOf(text);
  return { name, rows: records(text, separator, name), merges: [] };
}

/**
 * UTF-8 or UTF-16 by their marks, else UTF-8 where it is that, else GB18030, in which Chinese Windows saves.
 * @throws CodedError `encoding-unknown`
 */
export function decodeText(bytes: Buffer): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : bytes[0] === 0xfe && bytes[1] === 0xff ? ['utf-16be'] : [];
  for (const encoding of [...marked, 'utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // Text has no control characters; what has them is something else.
      if (!/[^\P{Cc}\t\n\v\f\r]/u.test(text)) return text;
    } catch {
      // The next one may fit.
    }
  }
  throw new CodedError('encoding-unknown');
}

/** The sign that parts the most cells in the first lines. */
function separatorOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '');
  const count = (sign: string) => head.split(sign).length;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function records(text: string, separator: string, sheet: string): BookRow[] {
  const rows: BookRow[] = [];
  let cells: string[] = [];
  let number = 1;
  let column = 0;
  let count = 0;
  let at = 0;
  while (at <= text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : unquoted(text, at, separator);
    if (cell !== '') {
      cells[column] = cell;
      count += 1;
      if (count > mostCells) throw new CodedError('sheet-too-large', { sheet, limit: mostCells });
    }
    if (text[end] === separator) column += 1;
    else {
      if (cells.length > 0) rows.push({ number, cells });
      cells = [];
      number += 1;
      column = 0;
    }
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return rows;

  /** A cell in quotes, which may hold separators, line breaks and doubled quotes; what follows its end is its own. */
  function quoted(whole: string, from: number): [string, number] {
    let cell = '';
    let place = from + 1;
    for (;;) {
      const close = whole.indexOf('"', place);
      if (close === -1) return [(cell + whole.slice(place)).trim(), whole.length];
      cell += whole.slice(place, close);
      if (whole[close + 1] !== '"') {
        const [rest, end] = unquoted(whole, close + 1, separator);
        return [(cell + rest).replace(/\r\n?/g, '\n').trim(), end];
      }
      cell += '"';
      place = close + 2;
    }
  }
}

function unquoted(text: string, from: number, separator: string): [string, number] {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return [text.slice(from, end).trim(), end];
}
