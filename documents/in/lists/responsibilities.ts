import type { ListKey } from './columns.ts';
import { spelling, wording } from './names.ts';
import type { Row } from './table.ts';

type ListRow = Row<ListKey>;

/** 责任清单: who is responsible, found by the task's number, its words, its place in the list, or its finding. */
export class Responsibilities {
  private readonly rows: ListRow[];
  private readonly by = new Map<string, ListRow>();
  private readonly used = new Set<ListRow>();
  private readonly repeated = new Map<string, number>();

  constructor(rows: ListRow[]) {
    this.rows = rows;
    const orders = new Map<string, number>();
    for (const row of rows) orders.set(row.text('no'), (orders.get(row.text('no')) ?? 0) + 1);
    for (const row of rows) {
      const [number, words] = [row.text('id'), row.text('text')];
      const finding = row.text('findingNo') || row.text('finding');
      if (number) this.add(key('number', finding, number), row, number);
      else if (words) this.add(key('words', finding, words), row, null);
      else if (finding) this.add(key('finding', finding), row, null);
      else if (row.text('no') && orders.get(row.text('no')) === 1) this.add(key('order', row.text('no')), row, null);
    }
  }

  get some(): boolean {
    return this.rows.length > 0;
  }

  /** The row for a measure, null where none fits. `text` is the whole cell, also of one that numbers several. */
  of(measure: ListRow, text: string, ordersOnce: boolean): ListRow | null {
    const findings = [measure.text('findingNo'), measure.text('finding')].filter((one) => one !== '');
    const keys = [
      ...(measure.text('id') ? [...findings, ''].map((finding) => key('number', finding, measure.text('id'))) : []),
      ...[...findings, ''].map((finding) => key('words', finding, text)),
      ...(ordersOnce && measure.text('no') ? [key('order', measure.text('no'))] : []),
      ...findings.map((finding) => key('finding', finding)),
    ];
    const found = keys.map((one) => this.by.get(one)).find((row) => row !== undefined) ?? null;
    if (found) this.used.add(found);
    return found;
  }

  /** Says which rows belong to no measure, and which repeat another. */
  close(known: Set<string>): void {
    for (const row of this.rows) {
      const number = row.text('id');
      if (this.used.has(row)) continue;
      if (number && !known.has(spelling(number))) row.fail('id', 'unknown-task', { name: number, id: number });
      else if (number && this.repeated.has(spelling(number)) && ![...this.by.values()].includes(row))
        row.fail('id', 'id-repeated', { id: number, first: this.repeated.get(spelling(number))! });
      else if (!number)
        row.fail(row.has('text') ? 'text' : 'no', 'unknown-task', { id: row.text('text') || row.text('no') });
    }
  }

  private add(at: string, row: ListRow, number: string | null): void {
    const first = this.by.get(at);
    if (!first) this.by.set(at, row);
    else if (number) this.repeated.set(spelling(number), first.number);
  }
}

function key(...parts: string[]): string {
  return parts.map(wording).join('\u0000');
}
