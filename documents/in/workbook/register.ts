import { halfWidth } from '../halfWidth.ts';
import type { Row } from './table.ts';

type Entry = { id: string; row: number; state: 'good' | 'leftOut' | 'ambiguous' };

/** Who and what can be named in a cell: an id for each name, and what became of the row that carries it. */
export class Register {
  private readonly entries = new Map<string, Entry>();
  private readonly sheet: string;
  private readonly unknown: 'unknown-unit' | 'unknown-person' | 'unknown-finding' | 'unknown-task';

  constructor(sheet: string, unknown: Register['unknown']) {
    this.sheet = sheet;
    this.unknown = unknown;
  }

  /** The row that has this name already, or null. */
  taken(name: string): number | null {
    return this.entries.get(key(name))?.row ?? null;
  }

  /** Gives a name to a row; a second row of the same name makes it name nobody. */
  add(name: string, id: string, row: Row): void {
    const held = this.entries.get(key(name));
    if (!held) this.entries.set(key(name), { id, row: row.number, state: row.failed ? 'leftOut' : 'good' });
    else if (held.id !== id) held.state = 'ambiguous';
  }

  leaveOut(id: string): void {
    for (const entry of this.entries.values()) if (entry.id === id) entry.state = 'leftOut';
  }

  /** The id behind a name; where there is none the row that used it is in error and says why. */
  find<Key extends string>(row: Row<Key>, column: Key, name: string): string | null {
    const entry = this.entries.get(key(name));
    if (!entry) row.fail(column, this.unknown, { name, id: name });
    else if (entry.state === 'leftOut') row.fail(column, 'depends-on-error', { id: name, sheet: this.sheet });
    else if (entry.state === 'ambiguous') row.fail(column, 'name-repeated', { name, first: entry.row });
    else return entry.id;
    return null;
  }
}

function key(name: string): string {
  return halfWidth(name).replace(/\s/g, '');
}
