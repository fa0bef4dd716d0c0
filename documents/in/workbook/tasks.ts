import type { DeadlineContext } from '../../../domain/calendar/deadline/reading.ts';
import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { itemId } from '../itemId.ts';
import { shortTitle } from '../shortTitle.ts';
import { readPublish } from './cells.ts';
import { forms } from './columns.ts';
import { readLimits, type TaskRow } from './limits.ts';
import { Register } from './register.ts';

/** A task before 责任清单 has said whose it is. */
export type Task = { row: TaskRow; draft: Omit<MeasureDraft, 'leaders' | 'leadUnit' | 'participants' | 'handler'> };

/** 任务清单: one measure a row. */
export function readTasks(
  rows: TaskRow[],
  findings: Register,
  context: DeadlineContext,
): { tasks: Task[]; register: Register } {
  const register = new Register(forms.tasks.sheet, 'unknown-task');
  const tasks = rows.flatMap((row): Task[] => {
    const no = row.text('id');
    const first = register.taken(no);
    if (no && first !== null) row.fail('id', 'id-repeated', { id: no, first });
    const text = row.text('text');
    const finding = row.text('finding') && findings.find(row, 'finding', row.text('finding'));
    const draft = {
      id: itemId('m', no),
      no,
      title: shortTitle(text),
      text,
      ...readLimits(row, context),
      publish: readPublish(row),
    };
    if (no && first === null) register.add(no, draft.id, row);
    return row.failed || !finding ? [] : [{ row, draft: { ...draft, finding } }];
  });
  return { tasks, register };
}
