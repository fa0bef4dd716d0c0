import { type Day, isDay } from '../../../domain/calendar/day.ts';
import { readDeadline } from '../../../domain/calendar/deadline/readDeadline.ts';
import type { DeadlineContext } from '../../../domain/calendar/deadline/reading.ts';
import type { History } from '../../../domain/plan/lists.ts';
import { readDate } from '../deadline.ts';
import type { ListKey } from './columns.ts';
import type { Row } from './table.ts';

/** How offices say where a measure stands, the most telling first; `todo`: nothing has happened. */
const states: [RegExp, History['state'] | 'todo'][] = [
  [/未(?:启动|开始|整改)/, 'todo'],
  [/未(?:完成|销号|办结)|基本完成|阶段性|部分完成/, 'ongoing'],
  [/销号/, 'closed'],
  [/完成|办结|整改到位|落实到位|已整改/, 'done'],
  [/长期/, 'longTerm'],
  [/推进|整改中|正在|持续|进行/, 'ongoing'],
];
const longestState = 12;
const longestProgress = 4_000;

/**
 * What had happened before the list came in: 整改状态, 进展情况, 完成数 (`counts`), 完成时间, 销号时间; null where nothing had. A state in a
 * sentence counts as progress; one that says done or closed needs its day.
 * @param id of the measure, of which a missing day is asked.
 */
export function readPast(
  row: Row<ListKey>,
  id: string,
  context: DeadlineContext,
  counts: History['counts'] | null,
): History | null {
  const said = row.said('state');
  const found = said.length <= longestState ? states.find(([word]) => word.test(said))?.[1] : undefined;
  const progress = [found ? '' : said, row.said('progress')].filter((text) => text !== '').join('\n');
  if (progress.length > longestProgress) {
    const facts = { column: row.at('progress').column, length: progress.length, limit: longestProgress };
    row.fail('progress', 'cell-too-long', facts);
  }
  const days = { doneOn: readDay(row, 'doneOn', context), closedOn: readDay(row, 'closedOn', context) };
  const { doneOn, closedOn } = days;
  const state =
    found && found !== 'todo' ? found : closedOn ? 'closed' : doneOn ? 'done' : progress || counts ? 'ongoing' : null;
  if (state === null || row.failed) return null;
  if (state === 'closed') days.closedOn ??= askDay(row, 'closedOn', id, said);
  if (state === 'done') days.doneOn ??= askDay(row, 'doneOn', id, said);
  const contradicts =
    (closedOn && state !== 'closed') ||
    (doneOn && state !== 'closed' && state !== 'done') ||
    (doneOn && closedOn && closedOn < doneOn);
  if (contradicts)
    row.fail('state', 'history-contradicts', { state, why: [doneOn, closedOn].filter(Boolean).join('、') });
  return {
    state,
    ...(progress ? { progress } : {}),
    ...(counts ? { counts } : {}),
    ...(days.doneOn ? { doneOn: days.doneOn } : {}),
    ...(days.closedOn ? { closedOn: days.closedOn } : {}),
  };
}

/** A day that has been; what is none is an error, because it would stand in the record. */
function readDay(row: Row<ListKey>, column: 'doneOn' | 'closedOn', context: DeadlineContext): Day | null {
  const text = row.said(column).replace(/[ T]\d{1,2}:\d\d(?::\d\d)?$/, '');
  if (text === '') return null;
  const written = readDate(text);
  if (written) return written;
  const read = readDeadline(text, context);
  const days = new Set(read.readings.map(({ due }) => due));
  const day = read.due ?? (days.size === 1 ? [...days][0] : null);
  if (day && isDay(day)) return day;
  row.fail(column, read.rule === 'no-such-date' || text.startsWith('#') ? 'no-such-date' : 'not-a-day', { text });
  return null;
}

function askDay(row: Row<ListKey>, column: 'doneOn' | 'closedOn', id: string, text: string): Day | null {
  const answer = row.ask(column, { kind: 'pastDay', text, about: [column, id], options: [], held: true });
  if (answer === null || isDay(answer)) return answer;
  row.wrongAnswer(column, answer);
  return null;
}
