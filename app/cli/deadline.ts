import { deadlineJson } from '../../documents/in/deadline.ts';
import { isDay } from '../../domain/calendar/day.ts';
import { readDeadline } from '../../domain/calendar/deadline/readDeadline.ts';
import type { DeadlineContext } from '../../domain/calendar/deadline/reading.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { CodedError } from '../../domain/errors.ts';
import { sayDeadline } from '../../words/deadline.ts';
import { sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { installedCalendar } from '../calendar.ts';
import { readFileOf } from '../lists.ts';
import type { Answer } from './answer.ts';
import type { Commands } from './commands.ts';
import { readDay } from './day.ts';
import type { Desk } from './desk.ts';
import { exactlyOne } from './usage.ts';

type Options = { on?: string; feedback?: string; file?: string };

/** `deadline TEXT`: how a written time limit is read, and why; `--file`: one `{"text", "on", "feedback"}` a line. */
export function addDeadline({ desk, add }: Commands): void {
  const { option, command, argument } = desk.words;
  add<Options>('deadline', command.deadline, async ([text], { on, feedback, file }) => {
    exactlyOne({ TEXT: text, '--file': file }, 'deadline', desk);
    const calendar = await installedCalendar(desk.config());
    const say = sayDeadline(desk.language);
    const context = { on: on ?? dayOf(Date.now(), calendar.zone), feedback, calendar, say };
    return file === undefined ? readOne(text!, context, desk) : readLines(file, context, desk);
  })
    .argument('[text]', argument.text)
    .option('--on <date>', option.on, readDay)
    .option('--feedback <date>', option.feedback, readDay)
    .option('--file <jsonl>', option.phrases);
}

function readOne(text: string, context: DeadlineContext, { words }: Desk): Answer {
  const document = deadlineJson(readDeadline(text, context));
  const { kind, due, why, readings, provisional } = document;
  const lines = [
    fill(words.deadline.day, { day: due ?? kind, why }),
    ...readings.map((one) => fill(words.deadline.reading, { day: one.due ?? '', why: one.why })),
    ...(provisional ? [words.deadline.provisional] : []),
  ];
  return { document, lines };
}

/** One document a line, in the order of the file: what a line says, or what is wrong with it. */
async function readLines(file: string, context: DeadlineContext, { language }: Desk): Promise<Answer> {
  const lines = (await readFileOf(file))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  let wrong = 0;
  const documents = lines.flatMap((line, index): object[] => {
    if (line.trim() === '') return [];
    try {
      const { text, ...days } = readLine(line, index + 1);
      return [deadlineJson(readDeadline(text, { ...context, ...days }))];
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      wrong += 1;
      const { code, facts } = error;
      return [{ error: { code, facts, message: sayError(language, code, facts) } }];
    }
  });
  const error = wrong > 0 ? { error: new CodedError('lines-in-error', { file, count: wrong }) } : {};
  return { document: documents, lines: [], ...error };
}

function readLine(line: string, number: number): { text: string; on?: string; feedback?: string } {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    said = null;
  }
  const { text, on, feedback } = (said ?? {}) as Record<string, unknown>;
  if (typeof text !== 'string')
    throw new CodedError('line-in-error', { line: number, expected: '{"text": "…", "on": "YYYY-MM-DD"}' });
  const days = Object.entries({ on, feedback }).filter(([, day]) => day !== undefined && day !== null);
  for (const [, day] of days)
    if (typeof day !== 'string' || !isDay(day))
      throw new CodedError('no-such-date', { line: number, text: String(day) });
  return { text, ...(Object.fromEntries(days) as { on?: string; feedback?: string }) };
}
