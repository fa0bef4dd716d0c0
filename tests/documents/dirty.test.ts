import { expect, test } from 'vitest';
import { readLists } from '../../documents/in/lists/read.ts';
import type { ListRow } from '../../documents/in/lists/row.ts';
import { dirty } from './dirty/books.ts';

const options = { on: '2024-03-28', feedback: '2024-03-28' };

function said(row: ListRow): string {
  const { effectDue, doneDue, kind, outcome, questions } = row;
  const due = [effectDue ?? '-', doneDue ?? '-'].join(' ');
  const asked = questions.map((one) => one.kind).join(',') || '-';
  const people = `${row.leader} ${row.leadUnit} [${row.participants.join(',')}]`;
  return `${row.row} ${row.finding} ${row.measure} ${people} ${due} ${kind} ${outcome} ${asked}`;
}

test.each(dirty)('$name', ({ rows, errors = [], files }) => {
  const read = readLists(files(), options);
  expect(read.rows.map(said)).toEqual(rows);
  expect(read.errors.map(({ sheet, row, column, code }) => `${sheet} ${row} ${column} ${code}`)).toEqual(errors);
});

test.each(dirty)('$name: read twice, it says the same, under the same ids', ({ files }) => {
  expect(readLists(files(), options)).toEqual(readLists(files(), options));
});
