import type { NewCell } from '../book/book.ts';
import type { ListKey } from './columns.ts';
import type { Findings } from './findings.ts';
import type { Header } from './header.ts';
import type { Row } from './table.ts';
import type { Settled } from './twins.ts';

/** A table of the lists: where its header stands, and the first column behind everything it holds. */
export type Place = { file: string; sheet: string; header: Header; width: number };

/** Cells that are to be filled in one sheet of a file. */
export type Numbering = { file: string; sheet: string; cells: NewCell[] };

/**
 * The cells that have to be filled so that every sound row is known by its number from then on: 任务编号 of a measure,
 * 问题编号 of its finding. A number that somebody gave is never changed.
 */
export function numberingOf(measures: Place[], listed: Place[], settled: Settled[], findings: Findings): Numbering[] {
  const sound = findings.rows().filter(({ row, no }) => no === '' && !row.failed && !row.held);
  return [
    ...measures.map((place) => {
      const rows = groupsOf(settled, place);
      const told = rows.flatMap(({ row, all }) => {
        const number = row.text('findingNo') === '' ? findings.numberFor(all[0]!.measure.finding!) : null;
        return number === null ? [] : [{ row: row.number, text: number }];
      });
      const own = rows.flatMap(({ row, all }) =>
        row.text('id') === '' ? [{ row: row.number, text: all.map(({ measure }) => measure.id).join('、') }] : [],
      );
      // 编号 alone has turned out to number the findings: there is no column for the measures' own numbers.
      const { names } = place.header;
      const isFindings =
        names.get('id') === '编号' && !names.has('findingNo') && rows.some(({ row }) => row.text('findingNo'));
      return filling(place, [
        { key: isFindings ? null : 'id', name: '任务编号', cells: own },
        { key: 'findingNo', name: '问题编号', cells: told },
      ]);
    }),
    ...listed.map((place) => {
      const cells = sound.flatMap(({ row, id }) => (isIn(row, place) ? [{ row: row.number, text: id }] : []));
      const key = place.header.places.has('id') ? 'id' : 'findingNo';
      return filling(place, [{ key, name: '问题编号', cells }]);
    }),
  ].filter(({ cells }) => cells.length > 0);
}

/** The sound measures of a table, those of one cell together; a row of which anything is unsettled is left out. */
function groupsOf(settled: Settled[], place: Place) {
  const byRow = new Map<number, Settled[]>();
  for (const one of settled) {
    const { row } = one.measure;
    if (isIn(row, place)) byRow.set(row.number, [...(byRow.get(row.number) ?? []), one]);
  }
  const isSound = ({ measure: { row, finding }, twin }: Settled) =>
    finding !== null && twin === null && !row.failed && !row.held;
  return [...byRow.values()].flatMap((all) => (all.every(isSound) ? [{ row: all[0]!.measure.row, all }] : []));
}

type Filling = { key: ListKey | null; name: string; cells: { row: number; text: string }[] };

/** Into the column there is for it, else into a new one behind all others, under a header of its own. */
function filling({ file, sheet, header, width }: Place, columns: Filling[]): Numbering {
  let free = width;
  const cells: NewCell[] = columns.flatMap(({ key, name, cells: own }) => {
    if (own.length === 0) return [];
    const known = key === null ? undefined : header.places.get(key);
    const column = known ?? free;
    if (known === undefined) free += 1;
    const head = known === undefined ? [{ row: header.bottom, column, text: name }] : [];
    return [...head, ...own.map(({ row, text }) => ({ row, column, text }))];
  });
  return { file, sheet, cells };
}

function isIn({ file, sheet }: Row<ListKey>, place: Place): boolean {
  return file === place.file && sheet === place.sheet;
}
