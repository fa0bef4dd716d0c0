import type { ErrorCode, Facts } from '../../../domain/errors.ts';
import { halfWidth } from '../halfWidth.ts';
import type { SheetForm } from './columns.ts';
import type { Report } from './report.ts';

export type Cell = string | number | boolean | Date | null;
export type Book = { sheet: string; data: Cell[][] }[];

/** One row of a sheet, its cells by the form's keys; it remembers whether anything in it was wrong. */
export class Row<Key extends string = string> {
  readonly number: number;
  failed = false;
  private readonly form: SheetForm<Key>;
  private readonly cells: Partial<Record<Key, Cell>>;
  private readonly report: Report;

  constructor(form: SheetForm<Key>, number: number, cells: Partial<Record<Key, Cell>>, report: Report) {
    this.form = form;
    this.number = number;
    this.cells = cells;
    this.report = report;
  }

  get sheet(): string {
    return this.form.sheet;
  }

  cell(key: Key): Cell {
    return this.cells[key] ?? null;
  }

  /** The cell as trimmed text, '' where it is empty. */
  text(key: Key): string {
    return cellText(this.cell(key));
  }

  fail(key: Key, code: ErrorCode, facts: Facts = {}): void {
    this.failed = true;
    this.report.add({ sheet: this.sheet, row: this.number, column: this.form.columns[key].header }, code, facts);
  }
}

/** The rows below a sheet's header row, its columns found by name in any order; null where the sheet cannot be read. */
export function readTable<Key extends string>(book: Book, form: SheetForm<Key>, report: Report): Row<Key>[] | null {
  const sheet = book.find(({ sheet }) => sheet.trim() === form.sheet);
  if (!sheet) {
    report.add({ sheet: form.sheet, row: 0, column: '' }, 'sheet-missing', { sheet: form.sheet });
    return null;
  }
  const top = Math.max(0, sheet.data.findIndex(isFilled));
  const places = findColumns(sheet.data[top] ?? [], form, top + 1, report);
  if (!places) return null;
  return sheet.data.flatMap((data, i) => {
    if (i <= top || !isFilled(data)) return [];
    const cells: Partial<Record<Key, Cell>> = {};
    for (const [key, place] of places) cells[key] = data[place] ?? null;
    const row = new Row(form, i + 1, cells, report);
    for (const key of keysOf(form))
      if (form.columns[key].need && row.text(key) === '')
        row.fail(key, 'cell-missing', { column: form.columns[key].header });
    return [row];
  });
}

function findColumns<Key extends string>(
  header: Cell[],
  form: SheetForm<Key>,
  row: number,
  report: Report,
): Map<Key, number> | null {
  const names = header.map((cell) => halfWidth(cellText(cell)).replace(/[\s*]/g, ''));
  const places = new Map<Key, number>();
  let sound = true;
  for (const key of keysOf(form)) {
    const { header, also = [], need } = form.columns[key];
    const found = names.flatMap((name, i) => (name === header || also.includes(name) ? [i] : []));
    const code = found.length > 1 ? 'column-repeated' : need && found.length === 0 ? 'column-missing' : null;
    if (code) {
      report.add({ sheet: form.sheet, row, column: header }, code, { column: header });
      sound = false;
    } else if (found[0] !== undefined) places.set(key, found[0]);
  }
  return sound ? places : null;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  // A number too large for a date leaves an invalid one, whose toISOString throws.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '#' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return String(cell).trim();
}

function isFilled(data: Cell[]): boolean {
  return data.some((cell) => cellText(cell) !== '');
}

function keysOf<Key extends string>(form: SheetForm<Key>): Key[] {
  return Object.keys(form.columns) as Key[];
}
