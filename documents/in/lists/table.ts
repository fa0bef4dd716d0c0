import type { ErrorCode, Facts } from '../../../domain/errors.ts';
import { type BookRow, isBroken, type Merge, type Sheet } from '../book/book.ts';
import { type Key, plain, standardName } from './columns.ts';
import type { Header } from './header.ts';
import type { Asked, Place, Report } from './report.ts';
import type { Question, QuestionKind } from './row.ts';

/** The longest text a cell of a list may hold. */
export const longestText = 20_000;
/** What offices write into a cell that has nothing to say. */
const nothing = /^(?:[/\\-]+|[—–]+|无|暂无)$/;

/** One row of a sheet, its cells by key; it remembers what in it was wrong and what is asked about it. */
export class Row<K extends Key = Key> {
  readonly file: string;
  readonly sheet: string;
  readonly number: number;
  failed = false;
  /** Cells that hold something that cannot be read. */
  readonly broken = new Set<K>();
  readonly questions: Question[] = [];
  /** The lines printed across the sheet above it, outermost first. */
  headings: string[] = [];
  private readonly header: Header<K>;
  private readonly cells: Map<K, string>;
  private readonly report: Report;

  constructor(
    at: { file: string; sheet: string; number: number },
    header: Header<K>,
    cells: Map<K, string>,
    report: Report,
  ) {
    this.file = at.file;
    this.sheet = at.sheet;
    this.number = at.number;
    this.header = header;
    this.cells = cells;
    this.report = report;
  }

  /** Is it waiting for a person? */
  get held(): boolean {
    return this.questions.some(({ held }) => held);
  }

  keys(): K[] {
    return [...this.header.places.keys()];
  }

  has(key: K): boolean {
    return this.header.places.has(key);
  }

  /** The cell as written, '' where it is empty or there is no such column. */
  text(key: K): string {
    return this.cells.get(key) ?? '';
  }

  /** The cell, '' also where it says that there is nothing (无, /, —). */
  said(key: K): string {
    const text = this.text(key);
    return nothing.test(text) ? '' : text;
  }

  set(key: K, text: string): void {
    this.cells.set(key, text);
  }

  at(key: K | null): Place {
    const column = key === null ? '' : (this.header.names.get(key) ?? standardName(key));
    return { file: this.file, sheet: this.sheet, row: this.number, column };
  }

  fail(key: K | null, code: ErrorCode, facts: Facts = {}): void {
    this.failed = true;
    this.report.error(this.at(key), code, facts);
  }

  /** A cell that must be filled. */
  need(key: K): string {
    const text = this.text(key);
    if (text === '') this.missing(key);
    return text;
  }

  /** Says that a cell is empty, unless it was said already that what stands in it cannot be read. */
  missing(key: K): void {
    if (!this.broken.has(key)) this.fail(key, 'cell-missing', { column: this.at(key).column });
  }

  /** The answer to a question about a cell; null: it is put, and the row may have to wait. */
  ask(key: K, asked: Asked): string | null {
    const said = this.report.ask(this.at(key), asked);
    if (typeof said === 'string') return said;
    this.questions.push(said);
    return null;
  }

  answered(kind: QuestionKind, about: readonly string[]): string | null {
    return this.report.answered(kind, about);
  }

  /** Waits for what another row waits for. */
  wait(questions: Question[]): void {
    this.questions.push(...questions.filter(({ held }) => held));
  }

  wrongAnswer(key: K, answer: string): void {
    this.fail(key, 'answer-wrong', { text: answer });
  }

  /** The same place with cells of its own: one of several measures in a cell, or the person in a unit's row. */
  copy(cells: Map<K, string> = new Map(this.cells)): Row<K> {
    const row = new Row({ file: this.file, sheet: this.sheet, number: this.number }, this.header, cells, this.report);
    row.failed = this.failed;
    row.headings = this.headings;
    for (const key of this.broken) row.broken.add(key);
    row.questions.push(...this.questions);
    return row;
  }
}

/** A line that heads the rows below it (一、党的领导方面), printed across the sheet. */
export type Heading = { heading: string };

/** The rows below a sheet's header: merged cells filled in; totals, notes and repeated headers left out. */
export function readRows<K extends Key>(
  file: string,
  sheet: Sheet,
  header: Header<K>,
  report: Report,
): (Row<K> | Heading)[] {
  const below = sheet.rows.filter(({ number }) => number > header.bottom);
  const filled = fillMerges(below, sheet.merges, sheet.rows, new Set(header.places.values()));
  return below.flatMap((row): (Row<K> | Heading)[] => {
    const own = [...new Set(row.cells.filter((text) => text))];
    if (own.length === 0 || isTotal(row, own) || isNote(own) || repeatsHeader(row, header)) return [];
    const values = filled.get(row.number) ?? row.cells;
    const heading = filled.has(row.number) ? null : headingOf(row, own, header);
    const across = acrossOf(row, own, sheet.merges);
    if (heading !== null || across !== null) return [{ heading: heading ?? across! }];
    const cells = new Map<K, string>();
    for (const [key, place] of header.places) if (values[place]) cells.set(key, clean(values[place]));
    // A number alone is a row that was prepared and never filled.
    if ([...cells.keys()].every((key) => key === 'no')) return [];
    const read = new Row({ file, sheet: sheet.name, number: row.number }, header, cells, report);
    for (const [key, text] of cells) {
      if (isBroken(text)) read.fail(key, 'formula-no-value', { column: read.at(key).column, text });
      else if (text.length > longestText)
        read.fail(key, 'cell-too-long', { column: read.at(key).column, length: text.length, limit: longestText });
      else continue;
      cells.set(key, '');
      read.broken.add(key);
    }
    return [read];
  });
}

/** Without signs nobody sees: zero-width blanks of copied pages, control characters, halves of characters. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : '')).trim();
}

/** Rows that a merge reaches into, with its text in the columns that are read. */
function fillMerges(below: BookRow[], merges: Merge[], all: BookRow[], columns: Set<number>): Map<number, string[]> {
  const filled = new Map<number, string[]>();
  const byNumber = new Map(all.map((row) => [row.number, row]));
  const first = below[0]?.number ?? 0;
  for (const { top, bottom, left, right } of merges) {
    const text = byNumber.get(top)?.cells[left];
    if (!text || top < first) continue;
    const places = [...columns].filter((column) => left <= column && column <= right);
    if (places.length === 0) continue;
    for (let i = firstFrom(below, top); i < below.length && below[i]!.number <= bottom; i += 1) {
      const { number, cells } = below[i]!;
      const values = filled.get(number) ?? [...cells];
      for (const place of places) values[place] ||= text;
      filled.set(number, values);
    }
  }
  return filled;
}

/** Where in rows sorted by number the first one at or below this number stands. */
function firstFrom(rows: BookRow[], number: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.number < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isTotal({ cells }: BookRow, own: string[]): boolean {
  const words = own.map((text) => text.replace(/\s/g, ''));
  const first = cells.find((text) => text)?.replace(/\s/g, '') ?? '';
  if (words.some((word) => /^(?:合计|总计|小计|共计)$/.test(word))) return true;
  return /^(?:合计|总计|小计|共计)[:\uff1a\d（(]/.test(first) && first.length < 30;
}

function isNote(own: string[]): boolean {
  const [only = ''] = own;
  return (
    own.length <= 2 && /^(?:注|备注|说明|附注|填表人|填报人|填报单位|制表人?|审核人?|联系电话)[:\uff1a]/.test(only)
  );
}

function repeatsHeader<K extends Key>({ cells }: BookRow, { names, places }: Header<K>): boolean {
  let same = 0;
  for (const [key, place] of places) if (cells[place] && plain(cells[place]) === plain(names.get(key) ?? '')) same += 1;
  return same >= 2;
}

/** The text of a row that holds nothing else, in a column that is not read. */
function headingOf<K extends Key>({ cells }: BookRow, [text, more]: string[], { places }: Header<K>): string | null {
  if (text === undefined || more !== undefined) return null;
  const column = cells.findIndex((cell) => cell);
  const key = [...places].find(([, place]) => place === column)?.[0];
  return key === undefined || (key === 'no' && text.length > 2 && !/^\d+$/.test(text)) ? text : null;
}

/** The text of a row that holds nothing else, merged across three columns or more. */
function acrossOf({ number, cells }: BookRow, [text, more]: string[], merges: Merge[]): string | null {
  if (text === undefined || more !== undefined) return null;
  const column = cells.findIndex((cell) => cell);
  const wide = merges.some(
    ({ top, bottom, left, right }) => top === number && bottom === top && left === column && right - left >= 2,
  );
  return wide ? text : null;
}
