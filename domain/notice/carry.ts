import type { Instant } from '../calendar/day.ts';
import type { Context } from '../context.ts';
import { dayOfRung, type Ladder, rungAt, rungId } from '../plan/ladder.ts';
import type { Policy } from '../plan/policy.ts';
import type { Climber, Limit } from './climb.ts';
import { within } from './tell.ts';
import { windowOn } from './window.ts';

/** What of a policy the running items must know once another is in force: its ladders that have changed, its cycle. */
export type PolicyBefore = {
  ladders: Partial<Policy['ladders']>;
  cycle: Policy['cycle'];
  /** Findings whose plan has a policy of its own: theirs is the same as before. */
  except?: string[];
  /** The findings it concerns; absent: all but those. */
  only?: string[];
};

/** Do the items of this finding go by what has changed? */
export function concerns({ except = [], only }: PolicyBefore, finding: string): boolean {
  return only ? only.includes(finding) : !except.includes(finding);
}

/** Rungs looked through on a ladder that repeats: two years of workdays. */
const farthest = 500;

/**
 * Where the running limits stand on the ladders that took the place of `before`: how many of the new rungs are behind each.
 * A rung that has spoken, by whichever name of the ladder it then was (`rungId`), does not speak again, nor do those
 * below it; one whose time came before the change never speaks, unless the old ladder owed it.
 */
export function carriedOver(
  { rungs }: Pick<Climber, 'rungs'>,
  limits: Limit[],
  before: PolicyBefore['ladders'],
  context: Context,
): Record<string, number> {
  const carried: Record<string, number> = {};
  for (const limit of limits) {
    const from = before[limit.ladder];
    if (!from) continue;
    const climbed = rungs[limit.basis] ?? 0;
    const position = positionOn(context.policy.ladders[limit.ladder], { from, climbed, limit, context });
    if (position !== climbed) carried[limit.basis] = position;
  }
  return carried;
}

type Old = { from: Ladder; climbed: number; limit: Limit; context: Context };

function positionOn(to: Ladder, old: Old): number {
  const { from, climbed } = old;
  const said = new Set(Array.from({ length: climbed }, (_, position) => rungId(from, position)));
  let position = 0;
  for (let at = 0; at < to.rungs.length + climbed && rungId(to, at) !== null; at += 1)
    if (said.has(rungId(to, at))) position = at + 1;
  const owed = owedBy(old);
  while (position < farthest && isPast(to, position, old) && !owed.has(rungId(to, position))) position += 1;
  // Nothing goes over a unit's head without the warning that belongs to it.
  const next = rungAt(to, position);
  const last = position > 0 ? rungAt(to, position - 1) : null;
  const isUnsaid = last?.block === 'warning' && !said.has(rungId(to, position - 1));
  return isUnsaid && next?.to.some((role) => !within.includes(role)) ? position - 1 : position;
}

/** Rungs whose time had come on the old ladder and that the engine has not got to yet. */
function owedBy(old: Old): Set<string | null> {
  const owed = new Set<string | null>();
  for (let at = old.climbed; at < farthest && isPast(old.from, at, old); at += 1) owed.add(rungId(old.from, at));
  return owed;
}

function isPast(ladder: Ladder, position: number, { limit, context }: Old): boolean {
  const { calendar, policy, now } = context;
  const day = dayOfRung(ladder, position, limit.day, calendar);
  const windowAt: Instant | null = day === null ? null : windowOn(day, policy.window, calendar.zone);
  return windowAt !== null && windowAt <= now;
}

/** What running items must be told of a change of policy; null: nothing they count by has changed. */
export function policyBefore(was: Policy, is: Policy, except: string[] = []): PolicyBefore | null {
  const names = Object.keys(is.ladders) as (keyof Policy['ladders'])[];
  const changed = names.filter((name) => !isSame(was.ladders[name], is.ladders[name]));
  if (changed.length === 0 && isSame(was.cycle, is.cycle)) return null;
  return {
    ladders: Object.fromEntries(changed.map((name) => [name, was.ladders[name]])),
    cycle: was.cycle,
    ...(except.length > 0 ? { except } : {}),
  };
}

/** Do two pieces of policy say the same, in whatever order their fields are written? */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof typeof one>;
  return [...fields].every((field) => isSame(one[field], other[field]));
}
