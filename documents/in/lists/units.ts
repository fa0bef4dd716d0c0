import type { Unit, UnitId } from '../../../domain/plan/directory.ts';
import type { Language } from '../../../words/language.ts';
import { listWords } from '../../../words/lists.ts';
import { itemId } from '../itemId.ts';
import type { DirectoryKey, Key } from './columns.ts';
import { nearest, splitNames } from './names.ts';
import { Register } from './register.ts';
import type { Option } from './row.ts';
import type { Row } from './table.ts';

/** The answer by which a person has an unknown name entered as written. */
export const asNew = 'new';

/** The units the lists may name: those of the directory, those known before, and those a person has let in. */
export class Units {
  readonly all = new Map<UnitId, Unit>();
  private readonly register = new Register('unknown-unit');
  private readonly language: Language;
  private readonly proposals = new Map<string, Option[]>();

  constructor(known: Unit[], language: Language) {
    this.language = language;
    for (const unit of known) {
      this.all.set(unit.id, unit);
      for (const name of unit.aliases) this.register.add(name, unit.id, null);
    }
    for (const { id, name } of known) this.register.add(name, id, null);
  }

  /** 单位名录: a row for each unit; a second row of the same unit (another contact of it) adds what it says. */
  read(rows: Row<DirectoryKey>[]): void {
    const ids = new Map<string, number>();
    const read: { row: Row<DirectoryKey>; unit: Unit }[] = [];
    for (const row of rows) {
      const name = row.need('unit');
      const no = row.text('id');
      const aliases = [...splitNames(row.said('aliases')), ...splitNames(row.said('former'))];
      const twin = name ? this.register.taken(name) : null;
      if (twin !== null) {
        if (!row.said('name')) row.fail('unit', 'name-repeated', { name, first: twin });
        continue;
      }
      const id = no ? itemId('u', no) : (this.knownAs([name, ...aliases]) ?? itemId('u', name));
      const taken = ids.get(id);
      if (taken !== undefined) row.fail('id', 'id-repeated', { id: no, first: taken });
      else {
        ids.set(id, row.number);
        if (name) this.register.add(name, id, row);
      }
      const before = this.all.get(id);
      const kept = before ? [before.name, ...before.aliases].filter((one) => one !== name) : [];
      const unit = { id, name, aliases: [...new Set([...kept, ...aliases])] };
      read.push({ row, unit });
      if (!row.failed) this.all.set(id, unit);
    }
    // After all names: a unit's own name is worth more than another's alias.
    const names = new Set(read.map(({ unit }) => unit.name));
    for (const { row, unit } of read)
      for (const alias of unit.aliases) if (!names.has(alias)) this.register.add(alias, unit.id, row);
  }

  /** A unit that was renamed or merged keeps the id it had. */
  private knownAs(names: string[]): UnitId | null {
    for (const name of names) {
      const id = name && this.register.taken(name) === null ? this.register.idOf(name) : null;
      if (id) return id;
    }
    return null;
  }

  /** The unit of this name; null: the row is in error, or a person is asked which one it is. */
  find<K extends Key>(row: Row<K>, column: K, name: string): UnitId | null {
    if (this.register.has(name)) return this.register.find(row, column, name);
    const answer = row.ask(column, { kind: 'unit', text: name, options: this.propose(name), held: true });
    if (answer === null) return null;
    if (answer === asNew) return this.enter(name);
    if (this.all.has(answer)) return answer;
    if (this.register.has(answer)) return this.register.find(row, column, answer);
    row.wrongAnswer(column, answer);
    return null;
  }

  /** Is this the name of a unit? */
  has(name: string): boolean {
    return this.register.has(name);
  }

  /** Several names as one writes them, 甲局和乙局 taken apart where only so they are known. */
  apart(names: string[]): string[] {
    return names.flatMap((name) => {
      if (this.register.has(name)) return [name];
      const parts = name.split(/和|及|与|\s+/).filter((part) => part !== '');
      return parts.length > 1 && parts.every((part) => this.register.has(part)) ? parts : [name];
    });
  }

  enter(name: string): UnitId {
    const id = itemId('u', name);
    this.all.set(id, { id, name, aliases: [] });
    this.register.add(name, id, null);
    return id;
  }

  private propose(name: string): Option[] {
    const found = this.proposals.get(name);
    if (found) return found;
    const byName = new Map(
      [...this.all.values()].flatMap((unit) => [unit.name, ...unit.aliases].map((one) => [one, unit])),
    );
    const units = new Set(nearest(name, byName.keys()).map((one) => byName.get(one)!.name));
    const { known, newUnit } = listWords[this.language].option;
    const options = [...[...units].map((one) => ({ value: one, label: known })), { value: asNew, label: newUnit }];
    this.proposals.set(name, options);
    return options;
  }
}
