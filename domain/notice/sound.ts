import { type Refusal, refusal } from '../errors.ts';
import type { Ladder, Offset, Rung } from '../plan/ladder.ts';
import type { Policy } from '../plan/policy.ts';
import { within } from './tell.ts';

type Name = keyof Policy['ladders'];

/** Ladders whose limit is the day they begin: what lies before it never comes. */
const beginAtLimit: Name[] = ['acknowledge', 'closable', 'suspended'];

/**
 * The first rung that can never speak, or that warns of nothing; null: every rung can be reached. Rungs are climbed in
 * order, and of several on one day only the last speaks.
 */
export function refuseLadders({ ladders, behind, window: { time, quiet } }: Policy): Refusal | null {
  if (quiet && (quiet.from < quiet.to ? time >= quiet.from && time < quiet.to : time >= quiet.from || time < quiet.to))
    return refusal('bad-input', { field: 'policy.window.quiet', value: `${quiet.from}-${quiet.to}` });
  if (behind && behind.farBehind <= behind.lagging) {
    const facts = { ladder: 'farBehind', rung: ladders.farBehind.rungs[0]!.name };
    return refusal('rung-never-fires', { field: 'policy.behind.farBehind', ...facts });
  }
  for (const [name, ladder] of Object.entries(ladders) as [Name, Ladder][]) {
    const no = refuseLadder(name, ladder);
    if (no) return no;
  }
  return null;
}

function refuseLadder(name: Name, { rungs, repeat }: Ladder): Refusal | null {
  for (const [index, rung] of rungs.entries()) {
    const facts = { field: `policy.ladders.${name}.rungs.${index}`, ladder: name, rung: rung.name };
    if (beginAtLimit.includes(name) && isBefore(rung.offset, name)) return refusal('rung-never-fires', facts);
    const last = rungs[index - 1];
    if (last && !isLater(rung.offset, last.offset))
      return refusal('rung-out-of-order', { ...facts, before: last.name });
    if (rung.block === 'warning' && !goesOver(rungs[index + 1])) return refusal('warning-of-nothing', facts);
  }
  const last = rungs.at(-1)!;
  if (repeat && last.block === 'warning')
    return refusal('warning-of-nothing', { field: `policy.ladders.${name}.repeat`, ladder: name, rung: last.name });
  return null;
}

/** Issued on a day, a measure is told so that day: a rung of that day says nothing more. */
function isBefore(offset: Offset, name: Name): boolean {
  const days = 'days' in offset ? offset.days : offset.workdays;
  return name === 'acknowledge' ? days <= 0 : days < 0;
}

/** Does it fall later, whatever the calendar? Where days and workdays meet, their sign and number decide. */
function isLater(next: Offset, last: Offset): boolean {
  if ('days' in next === 'days' in last) return daysOf(next) > daysOf(last);
  const [a, b] = [calendarDays(next), calendarDays(last)];
  return a > b;
}

function daysOf(offset: Offset): number {
  return 'days' in offset ? offset.days : offset.workdays;
}

/** Five workdays are a week at least. */
function calendarDays(offset: Offset): number {
  return 'days' in offset ? offset.days : Math.trunc((offset.workdays * 7) / 5);
}

function goesOver(next: Rung | undefined): boolean {
  return next !== undefined && next.block !== 'warning' && next.to.some((to) => !within.includes(to));
}
