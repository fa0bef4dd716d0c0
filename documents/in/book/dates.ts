import { dayFrom, dayNumber } from '../../../domain/calendar/day.ts';

/** What a number format shows of a date; null where it shows a number or a time. */
export type Shown = 'day' | 'month' | 'year' | null;

/** Formats that Excel knows by number; 27 to 58 are its Chinese ones. */
const builtIn: [Shown, number[]][] = [
  ['day', [14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58]],
  ['month', [17, 27, 36, 50, 52, 57]],
];

/** What a cell of this format shows. `code` is the book's own definition of the number, if it has one. */
export function shownBy(format: number, code: string | undefined): Shown {
  if (code === undefined) return builtIn.find(([, numbers]) => numbers.includes(format))?.[0] ?? null;
  const [first = ''] = code.split(';');
  const letters = first.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  if (/general|[#0?@]/.test(letters)) return null;
  if (letters.includes('d')) return 'day';
  if (/m/.test(letters) && !/[hs]/.test(letters)) return 'month';
  return letters.includes('y') && !/[hms]/.test(letters) ? 'year' : null;
}

const epoch = dayNumber('1899-12-30');
/** The 1904 dates of old Macs begin this many days later. */
const macShift = 1462;

/**
 * A spreadsheet's count of days as the cell shows it; a month alone stays a month, because an office that lets a cell
 * show 2024年9月 does not mean its first day. null where the count is no date.
 */
export function shownDate(serial: number, shown: Exclude<Shown, null>, since1904: boolean): string | null {
  const count = Math.floor(serial) + (since1904 ? macShift : 0);
  // Excel counts a 29 February 1900 that never was.
  if (!(count >= 1 && count <= 2_958_465) || count === 60) return null;
  const day = dayFrom(epoch + count + (count < 60 ? 1 : 0));
  if (shown === 'day') return day;
  const year = `${+day.slice(0, 4)}年`;
  return shown === 'year' ? year : `${year}${+day.slice(5, 7)}月`;
}
