/** A rectangle of cells shown as one, rows and columns counted from 1 and 0 as in `Row`. */
export type Merge = { top: number; bottom: number; left: number; right: number };

/** A row that has something in it: its number as the spreadsheet shows it, its cells as text by column from 0. */
export type BookRow = { number: number; cells: string[] };

/** A sheet as a person sees it: every cell as text, a date as `2024-09-30`, or `2024年9月` where only that is shown. */
export type Sheet = { name: string; rows: BookRow[]; merges: Merge[] };

/** What stands in a cell whose formula has no value that could be read. */
export const noValue = '#FORMULA!';

/** A formula's error or its missing value: nothing that could be taken for a text. */
export function isBroken(text: string): boolean {
  return /^#(?:FORMULA!|REF!|VALUE!|NAME\?|DIV\/0!|N\/A|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$/.test(text);
}

/** More filled cells than this in one sheet are no list. */
export const mostCells = 2_000_000;

/** A text that is to stand in a cell; row and column as in `BookRow`. */
export type NewCell = { row: number; column: number; text: string };
