import type { DeadlineContext } from '../../../domain/calendar/deadline/reading.ts';
import type { Deadline, Kind } from '../../../domain/plan/lists.ts';
import { readDue } from '../deadline.ts';
import { forms } from './columns.ts';
import { splitClauses } from './split.ts';
import type { Row } from './table.ts';
import { kindWords, readWord, wordList } from './vocabulary.ts';

export type TaskRow = Row<keyof typeof forms.tasks.columns>;
export type Limits = {
  kind: Kind;
  effectDue: Deadline | null;
  doneDue: Deadline | null;
  milestones: { day: string; text: string }[];
};
type DueColumn = 'effectDue' | 'doneDue';
type DueCell = { deadline: Deadline | null; kind: Kind | null };

/**
 * A task's kind and dates. The kind stands in its own column or is what the time limit says (长期坚持).
 * A dated or continuing task needs a day, a long-term one must not have an end.
 */
export function readLimits(row: TaskRow, context: DeadlineContext): Limits {
  const effect = readDueCell(row, 'effectDue', context);
  const done = readDueCell(row, 'doneDue', context);
  const kind = readKind(row) ?? done.kind ?? 'dated';
  const [word] = kindWords[kind];

  if (kind === 'longTerm' && done.deadline)
    row.fail('doneDue', 'deadline-needless', { kind: word, text: done.deadline.text });
  for (const [column, cell] of [['effectDue', effect] as const, ['doneDue', done] as const])
    if (cell.kind && cell.kind !== kind) row.fail(column, 'deadline-needless', { kind: word, text: row.text(column) });
  if ((kind === 'dated' || kind === 'continuing') && !done.deadline && !row.failed)
    row.fail('doneDue', 'cell-missing', { column: forms.tasks.columns.doneDue.header });
  if (effect.deadline && done.deadline && effect.deadline.day > done.deadline.day)
    row.fail('effectDue', 'effect-after-done', { effect: effect.deadline.day, done: done.deadline.day });
  return { kind, effectDue: effect.deadline, doneDue: done.deadline, milestones: readMilestones(row, context) };
}

function readKind(row: TaskRow): Kind | null {
  const text = row.text('kind');
  if (text === '') return null;
  const kind = readWord(kindWords, text);
  if (kind === null) row.fail('kind', 'unknown-kind', { text, expected: wordList(kindWords) });
  return kind;
}

function readDueCell(row: TaskRow, column: DueColumn, context: DeadlineContext): DueCell {
  const text = row.text(column);
  const none = { deadline: null, kind: null };
  if (text === '') return none;
  const read = readDue(text, context);
  if (read.is === 'day') return { deadline: read.deadline, kind: null };
  if (read.is === 'kind') return { deadline: null, kind: read.kind };
  if (read.is === 'noSuchDate') row.fail(column, 'no-such-date', { text });
  else row.fail(column, 'deadline-unclear', { text, readings: read.readings.join('、') });
  return none;
}

/** `2024-06-30:完成方案;2024-09-30:完成验收` */
function readMilestones(row: TaskRow, context: DeadlineContext): Limits['milestones'] {
  return splitClauses(row.text('milestones')).flatMap((text) => {
    const [, date = '', what = ''] = /^([^:\uff1a]+)[:\uff1a](.+)$/.exec(text) ?? [];
    const read = date ? readDue(date.trim(), context) : null;
    if (read?.is === 'day') return [{ day: read.deadline.day, text: what.trim() }];
    if (read?.is === 'noSuchDate') row.fail('milestones', 'no-such-date', { text: date.trim() });
    else row.fail('milestones', 'milestone-unclear', { text });
    return [];
  });
}
