import { isDay } from '../../../domain/calendar/day.ts';
import { readDeadline } from '../../../domain/calendar/deadline/readDeadline.ts';
import type { DeadlineContext, DeadlineReading } from '../../../domain/calendar/deadline/reading.ts';
import { type Deadline, type Kind, kinds, type MeasureDraft } from '../../../domain/plan/lists.ts';
import type { Language } from '../../../words/language.ts';
import { listWords } from '../../../words/lists.ts';
import type { ListKey } from './columns.ts';
import type { Option } from './row.ts';
import type { Row } from './table.ts';
import { kindWords, readWord, wordList } from './vocabulary.ts';

export type LimitContext = DeadlineContext & {
  language: Language;
  /** What was read already: a list says the same few phrases again and again. */
  read: Map<string, DeadlineReading>;
};
/** `condition`: the words of what a measure without a date waits for. */
export type Limits = Pick<MeasureDraft, 'kind' | 'effectDue' | 'doneDue' | 'milestones'> & { condition?: string };
type DueColumn = 'effectDue' | 'doneDue';
type DueCell = { deadline: Deadline | null; kind: Exclude<Kind, 'dated'> | null; condition?: string };

const none: DueCell = { deadline: null, kind: null };
/** The answer by which a measure has no date until something has come. */
const watched = 'watched';

/**
 * A measure's kind and dates. The kind stands in its own column or is what the time limit says (长期坚持).
 * A dated measure needs a day or a condition somebody watches (跟踪人), a long-term one must not have an end, a continuing
 * one needs a day before it is issued.
 * @param id of the measure, to which a vague time limit (尽快) is asked singly.
 */
export function readLimits(row: Row<ListKey>, id: string, context: LimitContext): Limits {
  const effect = readDue(row, 'effectDue', id, context);
  const done = readDue(row, 'doneDue', id, context);
  const kind = readKind(row) ?? done.kind ?? 'dated';
  const [word] = kindWords[kind];

  if (kind === 'longTerm' && done.deadline)
    row.fail('doneDue', 'deadline-needless', { kind: word, text: done.deadline.text });
  for (const [column, cell] of [['effectDue', effect] as const, ['doneDue', done] as const])
    if (cell.kind && cell.kind !== kind) row.fail(column, 'deadline-needless', { kind: word, text: row.text(column) });
  const { condition } = done;
  if (!done.deadline && !condition && !row.failed && !row.held) needDay(row, kind, id, context);
  if (effect.deadline && done.deadline && effect.deadline.day > done.deadline.day)
    row.fail('effectDue', 'effect-after-done', { effect: effect.deadline.day, done: done.deadline.day });
  const milestones = readMilestones(row, context);
  const limits = { kind, effectDue: effect.deadline, doneDue: done.deadline, milestones };
  return condition ? { ...limits, condition } : limits;
}

function needDay(row: Row<ListKey>, kind: Kind, id: string, { language }: LimitContext): void {
  if (kind === 'dated') row.missing('doneDue');
  if (kind !== 'continuing') return;
  const text = row.said('doneDue') || row.text('kind');
  const facts = { why: listWords[language].dayBeforeIssue };
  row.ask('doneDue', { kind: 'deadline', text, about: [text, id], facts, options: kindOptions(language), held: false });
}

function readKind(row: Row<ListKey>): Kind | null {
  const text = row.said('kind');
  if (text === '') return null;
  const kind = readWord(kindWords, text);
  if (kind === null) row.fail('kind', 'unknown-kind', { text, expected: wordList(kindWords) });
  return kind;
}

function readDue(row: Row<ListKey>, column: DueColumn, id: string, context: LimitContext): DueCell {
  const text = row.said(column);
  if (text === '') return none;
  const read = readOnce(text, context);
  const lost = lostZero(text, read, context);
  if (lost) return askDue(row, column, id, text, lost, context);
  if (read.kind === 'date' && read.due) return { deadline: { text, day: read.due, why: read.why }, kind: null };
  if (read.kind === 'immediate' || read.kind === 'continuing' || read.kind === 'longTerm')
    return answered(row, column, [text, id]) ?? { deadline: null, kind: read.kind };
  if (column === 'doneDue' && row.said('watcher') !== '' && read.readings.length === 0)
    return { ...none, condition: text };
  if (read.rule === 'no-such-date' || /^#\d/.test(text)) {
    row.fail(column, 'no-such-date', { text });
    return none;
  }
  return askDue(row, column, id, text, read, context);

  /** A continuing measure's day is asked for, and may have been given. */
  function answered(...[at, key, about]: [Row<ListKey>, DueColumn, string[]]): DueCell | null {
    if (read.kind !== 'continuing' || key !== 'doneDue') return null;
    const said = at.answered('deadline', about);
    if (said === null) return null;
    const due = dueFrom(at, key, text, said);
    return { ...due, kind: due.kind ?? 'continuing' };
  }
}

/** A spreadsheet makes 9.3 of 9.30 and 2024.1 of 2024.10: where both would be dates, both are meant perhaps. */
function lostZero(text: string, read: DeadlineReading, context: LimitContext): DeadlineReading | null {
  if (!/^\d{1,4}\.[1-9]$/.test(text)) return null;
  const longer = readOnce(`${text}0`, context);
  if (!read.due || !longer.due || read.due === longer.due) return null;
  const readings = [read, longer].map(({ due, rule, facts, why }) => ({ due, rule, facts, why }));
  return { ...read, kind: 'ask', due: null, readings, why: readings.map(({ why }) => why).join(' ') };
}

function readOnce(text: string, context: LimitContext): DeadlineReading {
  const known = context.read.get(text) ?? readDeadline(phrase(text), context);
  context.read.set(text, known);
  return known;
}

/** The same words with the same readings are asked once; words without any (尽快) once for every measure. */
function askDue(
  row: Row<ListKey>,
  column: DueColumn,
  id: string,
  text: string,
  { kind, readings, why }: DeadlineReading,
  { language }: LimitContext,
): DueCell {
  const days = readings.flatMap(({ due, why }) => (due ? [{ value: due, label: why }] : []));
  const options = days.filter(({ value }, i) => days.findIndex((one) => one.value === value) === i);
  const about = options.length > 0 ? [text, ...options.map(({ value }) => value)] : [text, column, id];
  const waits = kind === 'conditional' && column === 'doneDue';
  const until = waits ? [{ value: watched, label: listWords[language].option.watched }] : [];
  const more = options.length > 0 ? until : [...until, ...kindOptions(language)];
  const said = row.ask(column, {
    ...{ kind: 'deadline' as const, text, about, facts: { why } },
    ...{ options: [...options, ...more], held: true },
  });
  return said === null ? none : dueFrom(row, column, text, said);
}

/** An answer: a day, or a kind that needs none. */
function dueFrom(row: Row<ListKey>, column: DueColumn, text: string, answer: string): DueCell {
  if (isDay(answer)) return { deadline: { text, day: answer, why: text }, kind: null };
  if (answer === watched && column === 'doneDue') return { ...none, condition: text };
  const kind = kinds.find((one) => one === answer);
  if (kind && kind !== 'dated') return { deadline: null, kind };
  row.wrongAnswer(column, answer);
  return none;
}

function kindOptions(language: Language): Option[] {
  const { option } = listWords[language];
  return (['longTerm', 'continuing', 'immediate'] as const).map((value) => ({ value, label: option[value] }));
}

/** `2024-06-30:完成方案;2024-09-30:完成验收` */
function readMilestones(row: Row<ListKey>, context: LimitContext): Limits['milestones'] {
  const clauses = row.said('milestones').split(/[;\uff1b\n]/);
  return clauses.flatMap((clause) => {
    const text = clause.trim();
    if (text === '') return [];
    const [, date = '', what = ''] = /^([^:\uff1a]+)[:\uff1a](.+)$/s.exec(text) ?? [];
    const read = date ? readOnce(date.trim(), context) : null;
    if (read?.kind === 'date' && read.due) return [{ day: read.due, text: what.trim() }];
    if (read?.rule === 'no-such-date') row.fail('milestones', 'no-such-date', { text: date.trim() });
    else row.fail('milestones', 'milestone-unclear', { text });
    return [];
  });
}

/** What a cell of dates says in words: no time of day, no fraction of a count of days, 9.15 as the day it is there. */
function phrase(text: string): string {
  return text
    .replace(/^(\d{4}\D\d{1,2}\D\d{1,2}日?)[ T]\d{1,2}:\d\d(?::\d\d)?$/, '$1')
    .replace(/^(\d{5})\.\d+$/, '$1')
    .replace(/^(\d{1,2})[./](\d{1,2})$/, '$1月$2日');
}
