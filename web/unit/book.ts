import type { Sheet } from '../../documents/in/book/book.ts';
import type { Table } from '../../documents/out/table.ts';
import { CodedError } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { unitWords } from '../../words/unit.ts';
import type { View } from '../campaign/view.ts';
import { glanceAt } from '../item/standing.ts';
import { choices, countable, type Fields, markOf, prefilled, textFields } from './fields.ts';

/** The columns of the form as a table, in their order. */
const columns = ['no', 'title', 'due', 'choice', 'progress', 'count', 'part', 'effect'] as const;
const more = ['difficulties', 'next', 'reason', 'to', 'key'] as const;
const all = [...columns, ...more];
type Column = (typeof all)[number];
const widths = [8, 36, 12, 16, 50, 10, 10, 30, 30, 30, 30, 14, 24];

/** A row that cannot be taken, by its number in the sheet. */
export type BadRow = { row: number; what: 'unknown' | 'choice'; text: string };
/** What a table that came back says anew, by measure, and which of its rows cannot be taken. */
export type ReadBook = { fields: Map<string, Fields>; same: number; bad: BadRow[] };

/** The form as a table, filled in as the form is: a row a measure, and one for each part that is counted by itself. */
export function bookOf(measures: MeasureState[], drafts: Map<string, Fields>, view: View): Table {
  const words = unitWords[view.language];
  const open = measures.filter(({ phase }) => phase === 'open');
  return {
    sheet: words.book.sheet,
    header: all.map((column) => words.book.column[column]),
    rows: open.flatMap((measure) => rowsOf(measure, drafts.get(measure.id) ?? prefilled(measure), view)),
    widths,
  };
}

function rowsOf(measure: MeasureState, said: Fields, view: View): string[][] {
  const { no, title, id, parts = [] } = measure;
  const words = unitWords[view.language];
  const key = `${id} ${said.mark || markOf(measure)}`;
  const counts = new Map(countable(measure).map(({ part, done }) => [part, said.counts[part] ?? String(done)]));
  const row = (cells: Partial<Record<Column, string>>) => all.map((column) => cells[column] ?? '');
  const { choice, counts: _, handIn, mark: __, ...texts } = said;
  return [
    row({
      ...{ ...texts, no, title, key, due: glanceAt(measure, view).due ?? '', count: counts.get('') ?? '' },
      choice: choice && words.choices[choice],
    }),
    ...parts.map((part) =>
      row({
        ...{ no, title: `${part.id} ${part.title}`, key: `${key} ${part.id}`, count: counts.get(part.id) ?? '' },
        part: part.handedIn || part.closed || handIn.includes(part.id) ? words.book.yes : '',
      }),
    ),
  ];
}

/**
 * A table that came back: what in it says something else than the form did. Which measure a row is about its key tells,
 * whatever was sorted, left out or added.
 * @throws CodedError `bad-input` where no sheet has the form's columns
 */
export function readBook(sheets: Sheet[], measures: MeasureState[], drafts: Map<string, Fields>): ReadBook {
  const found = sheets.flatMap((sheet) => tableIn(sheet))[0];
  if (!found) throw new CodedError('bad-input', { field: 'file', value: sheets.map(({ name }) => name).join(', ') });
  const fields = new Map<string, Fields>();
  const bad: BadRow[] = [];
  for (const { number, cells } of found.rows) {
    const cell = (column: Column) => (cells[found.at[column]] ?? '').trim();
    const [id = '', mark = '', part] = cell('key').split(' ');
    const measure = measures.find((one) => one.id === id && one.phase === 'open');
    if (!measure) {
      if (cells.some((text) => text?.trim())) bad.push({ row: number, what: 'unknown', text: cell('no') || id });
      continue;
    }
    const said = fields.get(id) ?? structuredClone(drafts.get(id) ?? prefilled(measure));
    fields.set(id, said);
    if (part !== undefined) {
      if (cell('count')) said.counts[part] = cell('count');
      if (isYes(cell('part')) && !said.handIn.includes(part)) said.handIn.push(part);
      continue;
    }
    said.mark = mark;
    for (const field of [...textFields, 'to'] as const) said[field] = cell(field);
    if (cell('count')) said.counts[''] = cell('count');
    const choice = choiceIn(cell('choice'));
    if (choice === null) bad.push({ row: number, what: 'choice', text: cell('choice') });
    else said.choice = choice;
  }
  let same = 0;
  for (const [id, said] of fields) {
    const measure = measures.find((one) => one.id === id)!;
    if (differs(said, drafts.get(id) ?? prefilled(measure), measure)) said.choice ||= 'progress';
    else {
      fields.delete(id);
      same += 1;
    }
  }
  return { fields, same, bad };
}

/** Which column of a sheet is which, by their names in either language; nothing where it is another table. */
function tableIn({ rows }: Sheet) {
  for (const [n, { cells }] of rows.slice(0, 10).entries()) {
    for (const { book } of Object.values(unitWords)) {
      const places = all.map((column) => [column, cells.findIndex((text) => text?.trim() === book.column[column])]);
      const at = Object.fromEntries(places) as Record<Column, number>;
      if (at.key >= 0 && at.choice >= 0) return [{ at, rows: rows.slice(n + 1) }];
    }
  }
  return [];
}

function choiceIn(text: string): Fields['choice'] | null {
  if (text === '') return '';
  return choices.find((choice) => Object.values(unitWords).some((words) => words.choices[choice] === text)) ?? null;
}

function isYes(text: string): boolean {
  return Object.values(unitWords).some(({ book }) => book.yes === text);
}

/** Whether two versions of a measure's part of the form would send something else. */
function differs(a: Fields, b: Fields, measure: MeasureState): boolean {
  const open = (measure.parts ?? []).filter(({ handedIn, closed }) => !handedIn && !closed);
  const counted = ({ counts }: Fields) => countable(measure).map(({ part, done }) => Number(counts[part] ?? done));
  const bare = (said: Fields) => [
    ...[said.choice, ...[...textFields, 'to' as const].map((field) => said[field]), ...counted(said)],
    ...open.map(({ id }) => said.handIn.includes(id)),
  ];
  return JSON.stringify(bare(a)) !== JSON.stringify(bare(b));
}
