import type { FindingDraft } from '../../../domain/plan/lists.ts';
import { itemId } from '../itemId.ts';
import { readLeaders, readPublish } from './cells.ts';
import { forms } from './columns.ts';
import { Register } from './register.ts';
import type { Row } from './table.ts';

type FindingRow = Row<keyof typeof forms.findings.columns>;

/** 问题清单: one finding a row. */
export function readFindingRows(
  rows: FindingRow[],
  units: Register,
  persons: Register,
): { findings: FindingDraft[]; register: Register } {
  const register = new Register(forms.findings.sheet, 'unknown-finding');
  const findings = rows.flatMap((row): FindingDraft[] => {
    const no = row.text('id');
    const first = register.taken(no);
    if (no && first !== null) row.fail('id', 'id-repeated', { id: no, first });
    const draft = {
      id: itemId('f', no),
      no,
      category: [row.text('aspect'), row.text('item')].filter((heading) => heading !== ''),
      title: row.text('title'),
      leadUnit: row.text('unit') && units.find(row, 'unit', row.text('unit')),
      leaders: readLeaders(row, persons),
      publish: readPublish(row),
    };
    if (no && first === null) register.add(no, draft.id, row);
    return row.failed || !draft.leadUnit ? [] : [{ ...draft, leadUnit: draft.leadUnit }];
  });
  return { findings, register };
}
