import type { Day } from '../calendar/day.ts';
import type { Directory, UnitId } from './directory.ts';

/** What is counted: pieces, areas, money. Figures of two kinds, or of one kind in two units, are never added up. */
export const quantityKinds = ['count', 'area', 'money'] as const;
export type QuantityKind = (typeof quantityKinds)[number];

/** How much there is to do: 32 个, 120.5 亩, 860 万元. */
export type Quantity = { kind: QuantityKind; unit: string; total: number };

/** A part of a measure that is closed by itself; `total` is its share of the measure's quantity: all parts have one, or none. */
export type PartDraft = { id: string; title: string; unit: UnitId; total?: number };

/** So much is to be done by the end of that day, whoever asks for it (PROCESS.md: a quota from above). */
export type Quota = { day: Day; done: number };

/** "各镇(街道)": a part for each township of the directory, by the unit's own name. */
export function partForEachTownship({ units }: Directory): PartDraft[] {
  return units
    .filter(({ name }) => /(镇|乡|街道)(办事处|人民政府)?$/.test(name))
    .map(({ id, name }) => ({ id, title: name, unit: id }));
}
