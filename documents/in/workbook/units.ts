import type { Unit } from '../../../domain/plan/directory.ts';
import { itemId } from '../itemId.ts';
import { forms } from './columns.ts';
import { Register } from './register.ts';
import { splitNames } from './split.ts';
import type { Row } from './table.ts';

type UnitRow = Row<keyof typeof forms.units.columns>;

/** 单位名录: the units, and all names under which the lists may call them. */
export function readUnits(rows: UnitRow[]): { units: Unit[]; register: Register } {
  const register = new Register(forms.units.sheet, 'unknown-unit');
  const ids = new Map<string, number>();
  const read = rows.map((row) => {
    const name = row.text('name');
    const no = row.text('id');
    const id = itemId('u', no || name);
    const twin = register.taken(name);
    const taken = ids.get(id);
    if (twin !== null) row.fail('name', 'name-repeated', { name, first: twin });
    else if (taken !== undefined) row.fail('id', 'id-repeated', { id: no, first: taken });
    else {
      ids.set(id, row.number);
      register.add(name, id, row);
    }
    return {
      row,
      unit: { id, name, aliases: [...splitNames(row.text('aliases')), ...splitNames(row.text('former'))] },
    };
  });

  // After all names: a unit's own name is worth more than another's alias.
  const names = new Set(read.map(({ unit }) => unit.name));
  for (const { row, unit } of read)
    for (const alias of unit.aliases) if (!names.has(alias)) register.add(alias, unit.id, row);
  return { units: read.flatMap(({ row, unit }) => (row.failed ? [] : [unit])), register };
}
