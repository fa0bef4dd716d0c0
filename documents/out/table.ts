import writeExcelFile from 'write-excel-file/node';

/** A heading and its rows, all of it text: nothing in it is ever read as a formula. */
export type Table = { sheet: string; header: string[]; rows: string[][]; widths: number[] };

export async function tableWorkbook({ sheet, header, rows, widths }: Table): Promise<Buffer> {
  const heading = { type: String, fontWeight: 'bold' } as const;
  const text = { type: String, format: '@', wrap: true } as const;
  return writeExcelFile(
    [header, ...rows].map((row, i) => row.map((value) => (value ? { value, ...(i === 0 ? heading : text) } : null))),
    {
      sheet,
      ...{ columns: widths.map((width) => ({ width })), stickyRowsCount: 1, orientation: 'landscape' },
    },
  ).toBuffer();
}

/** With a mark of its encoding, without which a spreadsheet of an office reads Chinese wrongly. */
export function tableCsv({ header, rows }: Table): string {
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** What a spreadsheet would run begins with an apostrophe, which it shows to nobody. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
