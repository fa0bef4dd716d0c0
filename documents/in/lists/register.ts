import type { Key } from './columns.ts';
import { spelling } from './names.ts';
import type { Row } from './table.ts';

/** `row` is null where it was known before these files. */
type Entry = { id: string; row: Row | null; ambiguous: boolean };
type Unknown = 'unknown-unit' | 'unknown-person' | 'unknown-finding' | 'unknown-task';

/** Who and what can be named in a cell: an id for each name, and the row that carries it. */
export class Register {
  private readonly entries = new Map<string, Entry>();
  private readonly unknown: Unknown;

  constructor(unknown: Unknown) {
    this.unknown = unknown;
  }

  /** The row of these files that has this name already, or null. */
  taken(name: string): number | null {
    return this.entries.get(spelling(name))?.row?.number ?? null;
  }

  /** The id behind a name, whatever became of it; null where nobody has it. */
  idOf(name: string): string | null {
    return this.entries.get(spelling(name))?.id ?? null;
  }

  has(name: string): boolean {
    return this.entries.has(spelling(name));
  }

  /** Gives a name to a row (null: to what was there before); a second row of the same name makes it name nobody. */
  add<K extends Key>(name: string, id: string, row: Row<K> | null): void {
    const held = this.entries.get(spelling(name));
    if (!held?.row) this.entries.set(spelling(name), { id, row: row as Row | null, ambiguous: false });
    else if (held.id !== id) held.ambiguous = true;
  }

  /** The id behind a name; null: the row that used it is in error and says why, or waits for the one it leans on. */
  find<K extends Key>(row: Row<K>, column: K, name: string): string | null {
    const entry = this.entries.get(spelling(name));
    if (!entry) row.fail(column, this.unknown, { name, id: name });
    else if (entry.ambiguous) row.fail(column, 'name-repeated', { name, first: entry.row?.number ?? 0 });
    else if (entry.row?.failed) row.fail(column, 'depends-on-error', { id: name, sheet: entry.row.sheet });
    else if (entry.row?.held) row.wait(entry.row.questions);
    else return entry.id;
    return null;
  }
}
