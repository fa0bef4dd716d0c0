import { CodedError } from '../../../domain/errors.ts';
import { readXml } from '../xml.ts';
import { type BookRow, type Merge, mostCells, noValue, type Sheet } from './book.ts';
import { type Shown, shownDate } from './dates.ts';

/** What the cells of a book refer to. */
export type Look = { strings: string[]; shown: Shown[]; since1904: boolean };

type Cell = { column: number; type: string; style: number; value: string | null; formula: boolean };
const edge = { rows: 1_048_576, columns: 16_384 };

/** One worksheet part: its filled cells as text, and which are merged. */
export function readSheet(name: string, bytes: Buffer, part: string, look: Look): Sheet {
  const rows: BookRow[] = [];
  const merges: Merge[] = [];
  let row: BookRow = { number: 0, cells: [] };
  let cell: Cell | null = null;
  let hears = false;
  let column = -1;
  let count = 0;
  readXml(bytes, part, {
    open(element, attributes) {
      if (element === 'row') {
        row = { number: rowNumber(attributes().r, row.number + 1), cells: [] };
        column = -1;
      } else if (element === 'c') {
        const { r, t = 'n', s = '0' } = attributes();
        column = r === undefined ? column + 1 : columnOf(r);
        if (column >= edge.columns) throw new CodedError('file-damaged');
        cell = { column, type: t, style: Number(s), value: null, formula: false };
      } else if (cell && element === 'f') cell.formula = true;
      else if (cell && (element === 'v' || element === 't')) {
        cell.value ??= '';
        hears = true;
      } else if (element === 'mergeCell') {
        const merge = mergeOf(attributes().ref ?? '');
        if (merge && merges.length < mostCells) merges.push(merge);
      }
    },
    text(more) {
      if (hears && cell) cell.value += more;
    },
    close(element) {
      if (element === 'v' || element === 't') hears = false;
      else if (element === 'row' && row.cells.length > 0) rows.push(row);
      else if (element === 'c' && cell) {
        const text = textOf(cell, look);
        if (text !== '') {
          row.cells[cell.column] = text;
          count += 1;
          if (count > mostCells) throw new CodedError('sheet-too-large', { sheet: name, limit: mostCells });
        }
        cell = null;
      }
    },
  });
  return { name, rows, merges };
}

function textOf({ type, style, value, formula }: Cell, { strings, shown, since1904 }: Look): string {
  if (value === null) return formula ? noValue : '';
  if (type === 's') return plain(strings[Number(value)] ?? '');
  if (type === 'b') return value === '1' ? '是' : '否';
  if (type === 'd') return value.slice(0, 10);
  if (type !== 'n') return plain(value);
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) return value.trim();
  const date = shown[style];
  return date ? (shownDate(number, date, since1904) ?? `#${value}`) : String(number);
}

/** Texts as they were typed: signs that XML cannot hold are written `_x000D_`. */
function plain(text: string): string {
  const whole = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  return whole.replace(/\r\n?/g, '\n').trim();
}

function rowNumber(written: string | undefined, next: number): number {
  const number = written === undefined ? next : Number(written);
  if (!Number.isInteger(number) || number < 1 || number > edge.rows) throw new CodedError('file-damaged');
  return number;
}

/** `AB12` → 27; a place that is none is refused. */
function columnOf(place: string): number {
  const letters = /^\$?([A-Z]{1,3})\$?\d+$/.exec(place)?.[1];
  if (!letters) throw new CodedError('file-damaged');
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function mergeOf(ref: string): Merge | null {
  const [from, to] = ref.split(':');
  if (!from || !to || !/\d+$/.test(from) || !/\d+$/.test(to)) return null;
  return {
    top: Number(/\d+$/.exec(from)![0]),
    bottom: Number(/\d+$/.exec(to)![0]),
    left: columnOf(from),
    right: columnOf(to),
  };
}
