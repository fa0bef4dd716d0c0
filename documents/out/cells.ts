import type { NewCell } from '../in/book/book.ts';

/**
 * A worksheet's XML with texts in some of its cells. Nothing else of it is touched; a cell that is new looks like the one
 * to its left. Rows that are not there are left out.
 */
export function writeCells(xml: string, cells: NewCell[]): string {
  const byRow = new Map<number, NewCell[]>();
  for (const cell of cells) byRow.set(cell.row, [...(byRow.get(cell.row) ?? []), cell]);
  let number = 0;
  const written = xml.replace(
    /<((?:\w+:)?)row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/\1row>)/g,
    (whole, prefix: string, attributes: string, inside: string | undefined) => {
      number = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? number + 1);
      const own = byRow.get(number);
      if (!own || inside === undefined) return whole;
      const filled = own.reduce((text, cell) => writeCell(text, prefix, cell), inside);
      return `<${prefix}row${attributes.replace(/\s+spans="[^"]*"/, '')}>${filled}</${prefix}row>`;
    },
  );
  const last = Math.max(...cells.map(({ column }) => column));
  return written.replace(
    /(<(?:\w+:)?dimension\b[^>]*?\bref="[A-Z]+\d+:)([A-Z]+)(\d+")/,
    (whole, from: string, letters: string, to: string) =>
      numberOf(letters) >= last ? whole : `${from}${lettersOf(last)}${to}`,
  );
}

function writeCell(inside: string, prefix: string, { row, column, text }: NewCell): string {
  const found = [...inside.matchAll(/<((?:\w+:)?)c\b([^>]*?)(?:\/>|>[\s\S]*?<\/\1c>)/g)];
  let place = -1;
  const cells = found.map((match) => {
    const [whole, , attributes = ''] = match;
    const letters = /\br="([A-Z]+)\d+"/.exec(attributes)?.[1];
    place = letters ? numberOf(letters) : place + 1;
    return {
      from: match.index,
      to: match.index + whole.length,
      column: place,
      style: /\bs="\d+"/.exec(attributes)?.[0],
    };
  });
  const here = cells.find((cell) => cell.column === column);
  const before = cells.filter((cell) => cell.column < column).at(-1);
  const style = (here ?? before)?.style;
  const at = `${prefix}c r="${lettersOf(column)}${row}"${style ? ` ${style}` : ''} t="inlineStr"`;
  const cell = `<${at}><${prefix}is><${prefix}t>${escaped(text)}</${prefix}t></${prefix}is></${prefix}c>`;
  const from = here?.from ?? before?.to ?? cells[0]?.from ?? 0;
  return inside.slice(0, from) + cell + inside.slice(here?.to ?? from);
}

function numberOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** 27 → `AB` */
function lettersOf(column: number): string {
  const before = Math.floor(column / 26) - 1;
  return `${before >= 0 ? lettersOf(before) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
