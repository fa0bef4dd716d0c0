import { createHash } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import { readCalendarNotice } from '../../activities/calendar/notice.ts';
import type { AddYearAnswer } from '../../client/api.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Move } from '../../domain/measure/moves.ts';
import { fill } from '../../words/language.ts';
import { installedCalendar } from '../calendar.ts';
import { readFileOf } from '../lists.ts';
import { withApi } from '../reach.ts';
import type { Answer } from './answer.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';

/** `calendar`: a year's days off and make-up workdays, and whether they are announced; `calendar add` loads a notice. */
export function addCalendar({ desk, add }: Commands): void {
  const { option, command, argument, calendar: words } = desk.words;
  const family = add<{ year?: string }>('calendar', command.calendar, async (_, options) => {
    const calendar = await installedCalendar(desk.config());
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

  add<{ confirm?: boolean; as?: string }>(
    'add',
    command['calendar add'],
    ([file = ''], { confirm = false, as }) => addNotice(desk, file, confirm, as),
    family,
  )
    .argument('<file>', argument.calendarNotice)
    .option('--confirm', option.confirm)
    .option('--as <person>', option.as);
}

/** What moves is shown first; a person confirms it, and every campaign counts its dates anew. */
async function addNotice(desk: Desk, file: string, confirm: boolean, as: string | undefined): Promise<Answer> {
  const { calendar: words } = desk.words;
  const { year, ...days } = readCalendarNotice((await readFileOf(file)).toString('utf8'));
  const id = `calendar-${createHash('sha256')
    .update(JSON.stringify([year, days]))
    .digest('hex')
    .slice(0, 16)}`;
  const answer = await withApi(desk.config(), 'keep', (api) =>
    api.addYear({ id, year, days, confirm, ...(as === undefined ? {} : { as }) }),
  );
  const moved = answer.moved.map((one) => ({
    ...one,
    moves: one.moves.map((move) => ({ ...move, why: whyOf(move, desk) })),
  }));
  const lines = [
    ...moved.flatMap(({ campaign, no, title, unit, moves }) => [
      fill(words.moved, { campaign, no, title, unit }),
      ...moves.map((move) => fill(words.move, { ...datesOf(move), why: move.why, what: whatOf(move, desk) })),
    ]),
    fill(outcomeOf(answer, words), { year, count: moved.length, campaigns: answer.campaigns.length }),
  ];
  const error =
    moved.length > 0 && !answer.added
      ? { error: new CodedError('calendar-not-confirmed', { count: moved.length }) }
      : {};
  return { document: { ...answer, moved }, lines, ...error };
}

function outcomeOf({ added, same }: AddYearAnswer, words: Desk['words']['calendar']): string {
  return added ? words.added : same ? words.same : words.waits;
}

function whatOf({ ladder, rung }: Move, { words }: Desk): string {
  const named = (words.ladder as Record<string, string>)[ladder] ?? ladder;
  return rung === '' ? words.calendar.cutOff : `${named}${words.list.detail}${rung}`;
}

/** A calendar moves days, it neither brings nor takes any. */
function datesOf({ from, to }: Move) {
  return { from: from ?? '', to: to ?? '' };
}

function whyOf(move: Move, { words: { calendar: words } }: Desk): string {
  const { was, is, name } = move;
  const { from: day } = datesOf(move);
  if (was === is) return fill(words.between, { day });
  return fill(words.because, { day, was: words.kind[was], is: words.kind[is], name });
}

function readYear(said: string): string {
  if (!/^\d{4}$/.test(said)) throw new InvalidArgumentError('');
  return said;
}
