import { InvalidArgumentError } from 'commander';
import { chineseCalendar } from '../../activities/calendar/chineseCalendar.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { fill } from '../../words/language.ts';
import type { Commands } from './program.ts';

/** `calendar`: a year's days off and make-up workdays, and whether they are announced at all. */
export function addCalendar({ desk, add }: Commands): void {
  const { option, command, calendar: words } = desk.words;
  add<{ year?: string }>('calendar', command.calendar, async (_, options) => {
    const calendar = chineseCalendar();
    const year = options.year ?? dayOf(Date.now(), calendar.zone).slice(0, 4);
    const known = calendar.years[year];
    if (!known) return { document: { year, provisional: true }, lines: [fill(words.provisional, { year })] };
    const { source, off, work } = known;
    const days = [
      ...Object.entries(off).map(([day, name]) => ({ day, line: fill(words.off, { day, name }) })),
      ...Object.entries(work).map(([day, name]) => ({ day, line: fill(words.work, { day, name }) })),
    ].sort((a, b) => (a.day < b.day ? -1 : 1));
    const lines = [fill(words.head, { year, source }), ...days.map(({ line }) => line)];
    return { document: { year, provisional: false, source, off, work }, lines };
  }).option('--year <year>', option.year, readYear);
}

function readYear(said: string): string {
  if (!/^\d{4}$/.test(said)) throw new InvalidArgumentError('');
  return said;
}
