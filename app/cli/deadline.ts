import { chineseCalendar } from '../../activities/calendar/chineseCalendar.ts';
import { readDeadline } from '../../domain/calendar/deadline/readDeadline.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { sayDeadline } from '../../words/deadline.ts';
import { fill } from '../../words/language.ts';
import { readDay } from './day.ts';
import type { Commands } from './program.ts';

type Options = { on?: string; feedback?: string };

/** `deadline TEXT`: how a written time limit is read, and why. */
export function addDeadline({ desk, add }: Commands): void {
  const { option, command, argument, deadline: words } = desk.words;
  add<Options>('deadline', command.deadline, async ([text = ''], { on, feedback }) => {
    const calendar = chineseCalendar();
    const today = on ?? dayOf(Date.now(), calendar.zone);
    const read = readDeadline(text, { on: today, feedback, calendar, say: sayDeadline(desk.language) });
    const { kind, due, why, readings, provisional } = read;
    const lines = [
      fill(words.day, { day: due ?? kind, why }),
      ...readings.map((one) => fill(words.reading, { day: one.due ?? '', why: one.why })),
      ...(provisional ? [words.provisional] : []),
    ];
    return { document: { text, on: today, kind, due, why, readings, provisional }, lines };
  })
    .argument('<text>', argument.text)
    .option('--on <date>', option.on, readDay)
    .option('--feedback <date>', option.feedback, readDay);
}
