import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { readLeaders } from './cells.ts';
import { forms } from './columns.ts';
import type { Register } from './register.ts';
import { splitNames } from './split.ts';
import type { Row } from './table.ts';
import type { Task } from './tasks.ts';

type ResponsibilityRow = Row<keyof typeof forms.responsibilities.columns>;
type Responsibility = Pick<MeasureDraft, 'leaders' | 'leadUnit' | 'participants' | 'handler'>;

/** 责任清单 joined to the tasks: a measure is a task with exactly one sound row of responsibility. */
export function joinResponsibilities(
  rows: ResponsibilityRow[],
  tasks: Task[],
  registers: { tasks: Register; units: Register; persons: Register },
): MeasureDraft[] {
  const byTask = new Map<string, { row: ResponsibilityRow; responsibility: Responsibility }>();
  for (const row of rows) {
    const no = row.text('task');
    const task = no && registers.tasks.find(row, 'task', no);
    const responsibility = readResponsibility(row, registers);
    if (!task) continue;
    const first = byTask.get(task);
    if (first) row.fail('task', 'id-repeated', { id: no, first: first.row.number });
    else byTask.set(task, { row, responsibility });
  }
  return tasks.flatMap(({ row, draft }) => {
    const found = byTask.get(draft.id);
    if (!found) row.fail('id', 'responsibility-missing', { id: draft.no });
    else if (found.row.failed)
      row.fail('id', 'depends-on-error', { id: draft.no, sheet: forms.responsibilities.sheet });
    else return [{ ...draft, ...found.responsibility }];
    return [];
  });
}

function readResponsibility(
  row: ResponsibilityRow,
  { units, persons }: { units: Register; persons: Register },
): Responsibility {
  const named = splitNames(row.text('unit'));
  const [lead] = named;
  const handler = row.text('handler');
  if (named.length > 1) row.fail('unit', 'two-lead-units', { text: row.text('unit'), count: named.length });
  const leadUnit = lead && named.length === 1 ? units.find(row, 'unit', lead) : null;
  const participants = splitNames(row.text('participants')).map((name) => units.find(row, 'participants', name));
  return {
    leaders: readLeaders(row, persons),
    // '' only in a row that has failed and is not used.
    leadUnit: leadUnit ?? '',
    participants: [...new Set(participants.filter((id) => id !== null && id !== leadUnit) as string[])],
    handler: handler ? persons.find(row, 'handler', handler) : null,
  };
}
