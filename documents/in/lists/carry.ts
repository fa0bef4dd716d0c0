import { isMade } from '../itemId.ts';
import type { ListKey } from './columns.ts';
import { wording } from './names.ts';
import type { Heading, Row } from './table.ts';

/** What a row says for the blank ones below it: the finding it belongs to. */
const carried: ListKey[] = ['aspect', 'item', 'findingNo', 'finding', 'findingUnit'];

/**
 * The rows of a list with what stands above them: the finding of a row whose cell is blank, what 同上 means, and the headings printed
 * across the sheet where no column has them.
 */
export function carryDown(rows: (Row<ListKey> | Heading)[]): Row<ListKey>[] {
  const above: Partial<Record<ListKey, string>> = {};
  let headings: string[] = [];
  let last: Row<ListKey> | null = null;
  const full: Row<ListKey>[] = [];
  for (const row of rows) {
    if ('heading' in row) {
      headings = /^[(（][一二三四五六七八九十]+[)）]/.test(row.heading)
        ? [headings[0] ?? '', row.heading]
        : [row.heading];
      // What follows a heading belongs to no finding above it.
      for (const key of carried) delete above[key];
      continue;
    }
    for (const key of row.keys()) if (/^(?:同上|同前|〃|″)$/.test(row.text(key))) row.set(key, last?.text(key) ?? '');
    // An id that was written back beside a blank finding is the one above it.
    const no = row.text('findingNo');
    const begins = row.text('finding') !== '' || (no !== '' && !isMade(no));
    if (row.text('aspect') !== '' && row.text('aspect') !== above.aspect) delete above.item;
    if (begins && !sameFinding(row, above))
      for (const key of ['findingNo', 'finding', 'findingUnit'] as const) delete above[key];
    for (const key of carried) {
      if (row.text(key) !== '') above[key] = row.text(key);
      else if (above[key]) row.set(key, above[key]);
    }
    row.headings = headings;
    // A finding in a row of its own heads the measures below it.
    if (last && !begins && isBareFinding(last)) full.pop();
    full.push(row);
    last = row;
  }
  return full;
}

const ofMeasures: ListKey[] = ['text', 'unit', 'participants', 'handler', 'effectDue', 'doneDue'];

function isBareFinding(row: Row<ListKey>): boolean {
  return row.has('text') && row.text('finding') !== '' && ofMeasures.every((key) => row.text(key) === '');
}

function sameFinding(row: Row<ListKey>, above: Partial<Record<ListKey, string>>): boolean {
  const no = row.text('findingNo');
  const title = row.text('finding');
  return (no === '' || no === above.findingNo) && (title === '' || wording(title) === wording(above.finding ?? ''));
}

/** The headings above a finding, outermost first: its columns, else the lines printed across the sheet. */
export function categoryOf(row: Row<ListKey>): string[] {
  const columns = [row.text('aspect'), row.text('item')].filter((heading) => heading !== '');
  return (columns.length > 0 ? columns : row.headings).filter((heading) => heading !== '');
}
