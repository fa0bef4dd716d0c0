import type { Day, Instant } from '../calendar/day.ts';
import type { Context } from '../context.ts';
import { dayOfRung, type Rung, rungAt } from '../plan/ladder.ts';
import type { Letter } from '../plan/letter.ts';
import type { Policy } from '../plan/policy.ts';
import type { Notice } from './notice.ts';
import { blockFor, within } from './tell.ts';
import { composeAt, wakeFor, windowFor, windowOn } from './window.ts';

/** A date that runs against somebody now, and the ladder that is climbed for it. */
export type Limit = { basis: string; ladder: keyof Policy['ladders']; day: Day };

/** What an entity must show for its ladders to be climbed: who it is, since when its limits stand, how far each came. */
export type Climber = {
  id: string;
  limitsSince: Instant;
  rungs: Record<string, number>;
  /** How often each limit has spoken under which letter; absent where it was not counted. */
  spoken?: Record<string, Partial<Record<Letter, number>>>;
  /** Units beside the lead unit. */
  participants?: readonly string[];
};

/** The rung at `position` of a limit's ladder, at the hour it wakes. */
export type Step = { at: Instant; limit: Limit; position: number; rung: Rung; day: Day; windowAt: Instant };

/** Repeats that may lie before `limitsSince`; a ladder repeats at most each workday, so this spans two years. */
const maxSkips = 500;

/**
 * The next rung of a limit's ladder; null at its end. A rung of a time before the limit was set never speaks, one that is
 * only for participants not where there are none.
 */
export function nextStep(climber: Climber, limit: Limit, context: Context): Step | null {
  const last = context.policy.ladders[limit.ladder].rungs.length + maxSkips;
  for (let position = climber.rungs[limit.basis] ?? 0; ; position++) {
    const step = stepAt(climber, limit, position, context);
    if (!step || position >= last) return step;
    if (step.windowAt > climber.limitsSince && !isForNobody(step.rung, climber)) return step;
  }
}

function isForNobody({ to }: Rung, { participants }: Climber): boolean {
  return participants?.length === 0 && to.every((role) => role === 'participants');
}

/** One rung of a limit's ladder, whether it is the next or not. */
export function stepAt(climber: Climber, limit: Limit, position: number, context: Context): Step | null {
  const { policy, calendar } = context;
  const ladder = policy.ladders[limit.ladder];
  const day = dayOfRung(ladder, position, limit.day, calendar);
  const rung = rungAt(ladder, position);
  if (day === null || rung === null) return null;
  return stepOn(day, { limit, position, rung }, climber, context);
}

/** A rung on a day, whatever day its ladder gives it. */
export function stepOn(
  day: Day,
  { limit, position, rung }: Pick<Step, 'limit' | 'position' | 'rung'>,
  climber: Climber,
  { policy, calendar }: Context,
): Step {
  const windowAt = windowOn(day, policy.window, calendar.zone);
  const at = wakeFor(windowAt, policy.window, climber.id, limit.basis, position);
  return { at, limit, position, rung, day, windowAt };
}

/** What a rung says, to each of its posts, in its window or, if the engine was away, in the next one. */
export function noticesOf(step: Step, context: Context, { spoken }: Pick<Climber, 'spoken'> = {}): Notice[] {
  const { limit, rung, windowAt } = step;
  const { policy, calendar, now } = context;
  const facts = factsOf(step, context, spoken?.[limit.basis] ?? {});
  return rung.to.map((to) => {
    const block = blockFor(to, rung.block);
    // What a leader only should know waits for his weekly mail, counted from the rung's own window.
    const from = Math.max(now, composeAt(windowAt, policy.window) - 1);
    const window = windowFor(to, block, from, policy.window, calendar);
    return { to, letter: rung.letter, block, basis: limit.basis, due: dueOf(limit), windowAt: window, facts };
  });
}

/** Falling behind a plan and being silent are no dates that anybody was given. */
function dueOf({ ladder, day }: Limit): Day | null {
  return ladder === 'lagging' || ladder === 'farBehind' || ladder === 'silent' ? null : day;
}

/** What its sentence needs: which rung, what was said before it, and for a fair warning what comes next, and to whom. */
function factsOf(
  { limit, position, rung }: Step,
  { policy, calendar }: Context,
  heard: Partial<Record<Letter, number>>,
): Notice['facts'] {
  const ladder = policy.ladders[limit.ladder];
  const said = (...letters: Letter[]) => letters.reduce((sum, letter) => sum + (heard[letter] ?? 0), 0);
  const facts: Notice['facts'] = {
    rung: rung.name,
    reminded: said('green', 'yellow', 'red'),
    urged: said('urge'),
    supervised: said('supervise'),
    times: said('urge') + 1,
  };
  if (limit.ladder === 'cycle') {
    Object.assign(facts, { period: limit.basis.slice('cycle:'.length), cutOff: `${limit.day}T17:00` });
  }
  const [, first = '', second = ''] = limit.basis.split(':');
  if (limit.ladder === 'silent') Object.assign(facts, { signed: first, period: second });
  if (limit.ladder === 'lagging' || limit.ladder === 'farBehind') Object.assign(facts, { behind: Number(first) });
  if (limit.ladder === 'acknowledge') Object.assign(facts, { issued: limit.day });
  const next = rungAt(ladder, position + 1);
  if (rung.block === 'warning' && next) {
    const day = dayOfRung(ladder, position + 1, limit.day, calendar);
    Object.assign(facts, {
      at: `${day}T${policy.window.time}`,
      to: next.to.filter((to) => !within.includes(to)).join(','),
      ...(matters.includes(limit.ladder) ? { matter: limit.ladder } : {}),
    });
  }
  return facts;
}

/** Limits whose fair warning says what is still to be done: not the submission. */
const matters: Limit['ladder'][] = ['effectDue', 'milestone', 'resubmit'];

/**
 * Which of the steps passed in one tick speak: of each limit the last. Nobody is reminded of what has become a dunning
 * while the engine was away.
 */
export function speakers<T extends Step>(passed: T[]): Set<T> {
  return new Set(new Map(passed.map((step) => [step.limit.basis, step])).values());
}
