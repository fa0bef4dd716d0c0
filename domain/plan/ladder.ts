import type { Calendar } from '../calendar/calendar.ts';
import { addWorkdays, nextWorkday, previousWorkday } from '../calendar/calendar.ts';
import { addDays, type Day } from '../calendar/day.ts';
import type { Block, Letter } from './letter.ts';
import type { LetterKind } from './letterKind.ts';
import type { Recipient } from './recipient.ts';

/** A distance from a date: calendar days or workdays, negative before it. */
export type Offset = { days: number } | { workdays: number };

/**
 * One step of a ladder: when it speaks, under which letter, to which posts, and which sealed paper it has drafted. `id`:
 * what it is known by on other ladders; left out, its name, of a warning with what it warns of.
 */
export type Rung = {
  id?: string;
  name: string;
  offset: Offset;
  letter: Letter;
  block: Block;
  to: Recipient[];
  drafts?: LetterKind;
};

/** Rungs in the order of time. `repeat`: the last one comes again every so many workdays, so nothing is silent for ever. */
export type Ladder = { rungs: Rung[]; repeat: { workdays: number } | null };

/** The rung at a position counted from 0, repeats included; null past the end of a ladder that does not repeat. */
export function rungAt(ladder: Ladder, position: number): Rung | null {
  return ladder.rungs[position] ?? (ladder.repeat ? (ladder.rungs.at(-1) ?? null) : null);
}

/** What a rung is known by whichever ladder it stands on, repeats counted; null past the end of a ladder. */
export function rungId(ladder: Ladder, position: number): string | null {
  if (!rungAt(ladder, position)) return null;
  const index = Math.min(position, ladder.rungs.length - 1);
  const own = ownId(ladder, index);
  const nth = ladder.rungs.slice(0, index).filter((_, before) => ownId(ladder, before) === own).length;
  return `${own}${nth > 0 ? `#${nth + 1}` : ''}${position > index ? `+${position - index}` : ''}`;
}

function ownId({ rungs }: Ladder, index: number): string {
  const { id, name, block } = rungs[index]!;
  const next = rungs[index + 1];
  return id ?? (block === 'warning' && next ? `${name} of ${next.id ?? next.name}` : name);
}

/**
 * The day the rung at `position` speaks for a limit on `limit`. It is always a workday: what is counted before the limit
 * rolls back to the workday before, what is counted after it rolls on to the next (PROCESS.md: reminders that fall on
 * weekends and holidays). Null past the end of the ladder.
 */
export function dayOfRung(ladder: Ladder, position: number, limit: Day, calendar: Calendar): Day | null {
  const rung = rungAt(ladder, position);
  if (!rung) return null;
  const first = dayOfOffset(rung.offset, limit, calendar);
  const again = position - (ladder.rungs.length - 1);
  return again > 0 && ladder.repeat ? addWorkdays(calendar, first, again * ladder.repeat.workdays) : first;
}

function dayOfOffset(offset: Offset, limit: Day, calendar: Calendar): Day {
  if ('workdays' in offset) {
    if (offset.workdays === 0) return previousWorkday(calendar, limit);
    return addWorkdays(calendar, limit, offset.workdays);
  }
  const day = addDays(limit, offset.days);
  return offset.days > 0 ? nextWorkday(calendar, day) : previousWorkday(calendar, day);
}
