import { refuseCounts, refuseParts } from '../../../domain/measure/quantity.ts';
import type { UnitId } from '../../../domain/plan/directory.ts';
import type { History, MeasureDraft } from '../../../domain/plan/lists.ts';
import {
  type PartDraft,
  partForEachTownship,
  type Quantity,
  type QuantityKind,
  type Quota,
} from '../../../domain/plan/quantity.ts';
import { readDate } from '../deadline.ts';
import { halfWidth } from '../halfWidth.ts';
import type { ListKey } from './columns.ts';
import { splitNames } from './names.ts';
import type { Row } from './table.ts';
import type { Units } from './units.ts';

export type Amounts = Pick<MeasureDraft, 'quantity' | 'parts' | 'quotas'>;

/** Units of measure that are not counted as written: money goes in 万元, large areas in 亩, so that they add up. */
const measures: Record<string, { kind: QuantityKind; unit: string; times: number }> = {
  元: { kind: 'money', unit: '万元', times: 1e-4 },
  千元: { kind: 'money', unit: '万元', times: 0.1 },
  万元: { kind: 'money', unit: '万元', times: 1 },
  万: { kind: 'money', unit: '万元', times: 1 },
  亿元: { kind: 'money', unit: '万元', times: 1e4 },
  亩: { kind: 'area', unit: '亩', times: 1 },
  公顷: { kind: 'area', unit: '亩', times: 15 },
  平方公里: { kind: 'area', unit: '亩', times: 1500 },
  平方米: { kind: 'area', unit: '平方米', times: 1 },
  平米: { kind: 'area', unit: '平方米', times: 1 },
  '㎡': { kind: 'area', unit: '平方米', times: 1 },
  m2: { kind: 'area', unit: '平方米', times: 1 },
  万平方米: { kind: 'area', unit: '平方米', times: 1e4 },
};
const number = /^约?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(\D.{0,19})?$/u;

/**
 * 数量, 计量单位, 分项 and 时序任务 of a row: how much there is to do, who has a part of it, how much of it by when.
 * @param each the units a cell called 各镇（街道）; where 分项 is empty each of them gets a part
 */
export function readAmounts(row: Row<ListKey>, each: UnitId[], units: Units): Amounts {
  const quantity = readQuantity(row);
  const parts = readParts(row, each, units, quantity);
  const quotas = readQuotas(row, quantity);
  const directory = { units: [...units.all.values()], persons: [] };
  const bad = row.failed || row.held ? null : refuseParts(parts, quantity ?? undefined, directory);
  if (bad) row.fail('parts', bad.code, bad.facts);
  return {
    ...(quantity ? { quantity } : {}),
    ...(parts.length > 0 ? { parts } : {}),
    ...(quotas.length > 0 ? { quotas } : {}),
  };
}

/** 完成数: `12个` of a whole, `云溪镇：5；白露镇（一期）：3` of parts with shares; null: nothing is said. */
export function readCounts(
  row: Row<ListKey>,
  { quantity, parts = [] }: Amounts,
  units: Units,
): History['counts'] | null {
  const text = row.said('counted').trim();
  if (text === '') return null;
  const shares = parts.filter(({ total }) => total !== undefined);
  const clauses = shares.length === 0 ? [text] : text.split(/[;；\n]/).filter((clause) => clause.trim() !== '');
  const entries = clauses.map((clause): [string | undefined, number | undefined] => {
    const [, who = '', share = clause] = shares.length === 0 ? [] : (/^(.*)[:：]([^:：]+)$/s.exec(clause) ?? []);
    const part = shares.find((one) => partLabel(one, units) === halfWidth(who).trim());
    const amount = readAmount(share, quantity?.unit ?? '');
    const isSame = quantity && amount?.unit === quantity.unit && amount.kind === quantity.kind;
    return [shares.length === 0 ? '' : part?.id, isSame ? amount.total : undefined];
  });
  const wrong = clauses.find((_, n) => entries[n]!.includes(undefined));
  if (wrong !== undefined) {
    row.fail('counted', 'not-an-amount', { text: wrong.trim() });
    return null;
  }
  const counts = Object.fromEntries(entries as [string, number][]);
  const bad = refuseCounts({ ...(quantity ? { quantity } : {}), parts }, counts);
  if (bad) row.fail('counted', bad.code, bad.facts);
  return counts;
}

/** A part as the workbook names it: its unit, and its title where it is another. */
function partLabel({ unit, title }: PartDraft, units: Units): string {
  const name = units.all.get(unit)?.name ?? unit;
  return halfWidth(title === name ? name : `${name}（${title}）`).trim();
}

/** The units a name such as 各镇（街道） means; none where it is the name of a unit, or no township is listed. */
export function eachOf(name: string, units: Units): UnitId[] {
  if (!/^各[乡镇街道()（）及和、]+(?:办事处)?$/.test(name) || units.has(name)) return [];
  const [towns, streets] = [/[乡镇]/.test(name), /街/.test(name)];
  const all = partForEachTownship({ units: [...units.all.values()], persons: [] });
  return all.filter(({ title }) => (/街道/.test(title) ? streets : towns)).map(({ id }) => id);
}

function readQuantity(row: Row<ListKey>): Quantity | null {
  const text = row.said('quantity');
  if (text === '') return null;
  const read = readAmount(text, row.said('measuredIn'));
  if (read) return read;
  row.fail('quantity', 'not-an-amount', { text });
  return null;
}

/** `32个`, `120.5亩`, `860万元`, or a number whose unit stands beside it; null: none of these. */
function readAmount(text: string, beside: string): Quantity | null {
  const [, digits, own = ''] = number.exec(halfWidth(text).trim()) ?? [];
  const said = halfWidth(own.trim() || beside).trim();
  if (digits === undefined || said === '') return null;
  const written = Number(digits.replaceAll(',', ''));
  const { kind, unit, times } = measures[said.replace('m²', 'm2')] ?? { kind: 'count', unit: said, times: 1 };
  return { kind, unit, total: Math.round(written * times * 1e6) / 1e6 };
}

/** `云溪镇：12；白露镇（一期）：20`, names alone, or 各镇（街道）; a unit's second part is told apart by its number. */
function readParts(row: Row<ListKey>, each: UnitId[], units: Units, quantity: Quantity | null) {
  const clauses = row
    .said('parts')
    .split(/[;；\n]/)
    .flatMap((clause) => (/[:：]/.test(clause) ? [clause] : splitNames(clause)));
  const named = clauses.flatMap((clause) => partsOf(row, clause.trim(), units, quantity));
  const all = named.length > 0 || row.said('parts') !== '' ? named : each.map((unit) => partOf(unit, '', units));
  const taken = new Map<UnitId, number>();
  return all.map((part) => {
    const nth = (taken.get(part.unit) ?? 0) + 1;
    taken.set(part.unit, nth);
    return nth === 1 ? part : { ...part, id: `${part.id}-${nth}` };
  });
}

function partsOf(row: Row<ListKey>, clause: string, units: Units, quantity: Quantity | null) {
  if (clause === '') return [];
  const [, said = clause, share = ''] = /^(.*)[:：]([^:：]+)$/s.exec(clause) ?? [];
  const who = said.trim();
  const township = share === '' ? eachOf(who, units) : [];
  if (township.length > 0) return township.map((unit) => partOf(unit, '', units));
  const [, name = who, title = ''] = units.has(who) ? [] : (/^(.+?)[(（](.+)[)）]$/s.exec(who) ?? []);
  const unit = units.find(row, 'parts', name);
  const amount = share === '' ? null : readAmount(share, quantity?.unit ?? '');
  if (share !== '' && (!amount || amount.unit !== quantity?.unit)) row.fail('parts', 'not-an-amount', { text: clause });
  return unit === null ? [] : [{ ...partOf(unit, title, units), ...(amount ? { total: amount.total } : {}) }];
}

function partOf(unit: UnitId, title: string, units: Units) {
  return { id: unit, unit, title: title || units.all.get(unit)!.name };
}

/** `2024-06-30：16；2024-09-30：32` */
function readQuotas(row: Row<ListKey>, quantity: Quantity | null): Quota[] {
  const clauses = row
    .said('quotas')
    .split(/[;；\n]/)
    .filter((clause) => clause.trim() !== '');
  return clauses.flatMap((clause) => {
    const [, date = '', share = ''] = /^([^:：]+)[:：](.+)$/s.exec(clause.trim()) ?? [];
    const [day, amount] = [readDate(date.trim()), readAmount(share, quantity?.unit ?? '')];
    if (day && amount && amount.unit === quantity?.unit) return [{ day, done: amount.total }];
    row.fail('quotas', 'not-an-amount', { text: clause.trim() });
    return [];
  });
}
