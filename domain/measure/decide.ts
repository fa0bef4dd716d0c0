import { type Actor, system } from '../actor.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { refusePaper } from '../paper.ts';
import { checked } from './acts/checked.ts';
import { cycling } from './acts/cycling.ts';
import { dates } from './acts/dates.ts';
import { type ActsOf, type Decision, Deed } from './acts/deed.ts';
import { dividing } from './acts/dividing.ts';
import { effect } from './acts/effect.ts';
import { draft, issuing } from './acts/issuing.ts';
import { lookingBack } from './acts/lookingBack.ts';
import { permanence } from './acts/permanence.ts';
import { recounting } from './acts/recounting.ts';
import { reviewing } from './acts/reviewing.ts';
import { steering } from './acts/steering.ts';
import { watching } from './acts/watching.ts';
import { working } from './acts/working.ts';
import { isOfficeAct, isOwnItem, isUnitAct, partIn, refuse } from './authority.ts';
import type { MeasureCommand, MeasureOrder } from './commands.ts';
import type { MeasureEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { whoAnswers } from './review.ts';
import type { MeasureState } from './state.ts';

const acts: ActsOf<Exclude<MeasureOrder, 'draft'>> = {
  ...issuing,
  ...working,
  ...checked,
  ...cycling,
  ...effect,
  ...dividing,
  ...watching,
  ...permanence,
  ...dates,
  ...reviewing,
  ...lookingBack,
  ...steering,
  ...recounting,
};

/**
 * What a command brings about, or why not. Pure: the same state, command, actor and context always decide the same.
 * Dates that must be counted (limits, look-backs) are counted here and stored in the events.
 */
export function decide(found: MeasureState | null, command: MeasureCommand, actor: Actor, context: Context): Decision {
  const missed = found ? missedSuccessions(found, context) : [];
  const decided = decideOn(missed.reduce<MeasureState | null>(evolve, found), command, actor, context);
  return Array.isArray(decided) ? [...missed, ...decided] : decided;
}

/** What was archived has heard of nothing since: opened again, it first learns who has become whom. */
function missedSuccessions(state: MeasureState, context: Context): MeasureEvent[] {
  const { archivedAt } = state;
  if (archivedAt === null) return [];
  const events: MeasureEvent[] = [];
  for (const { from, to, at } of context.successions ?? []) {
    if (at < archivedAt) continue;
    const succeeded = acts.succeed(new Deed(events.reduce<MeasureState>(evolve, state), system, context), {
      ...{ type: 'succeed', from, to },
    });
    if (Array.isArray(succeeded)) events.push(...succeeded.map((event) => ({ ...event, notices: [] })));
  }
  return events;
}

function decideOn(state: MeasureState | null, command: MeasureCommand, actor: Actor, context: Context): Decision {
  const no = refuse(state, command, actor);
  if (no) return no;
  if (command.type === 'draft') return draft(command, actor, context);
  // Supervision stands in for the office where every one of the office would act on his own item, and only there.
  if (isOfficeAct(command.type) && !actor.roles.includes('office') && mayOffice(state!, command, context))
    return refusal('not-allowed', { act: command.type, who: 'office' });
  const badPaper = refusePaperOf(state!, command, actor, context);
  if (badPaper) return badPaper;
  return (acts[command.type] as (deed: Deed, said: MeasureCommand) => Decision)(
    new Deed(state!, actor, context),
    command,
  );
}

/** Paper is signed after the issue, and after what was handed in where that is judged; a clerk judges no item of his own. */
function refusePaperOf(
  state: MeasureState,
  { type }: MeasureCommand,
  actor: Actor,
  { directory, calendar, now }: Context,
) {
  const { issuedAt, submission, closure, phase } = state;
  const issued = issuedAt === null ? null : dayOf(issuedAt, calendar.zone);
  const before = [issued, phase === 'review' ? submission?.day : null, closure?.day];
  const since =
    before
      .filter((day) => typeof day === 'string')
      .sort()
      .at(-1) ?? null;
  const owns = (clerk: Actor) => !isUnitAct(type) && isOwnItem(state, clerk, 'office');
  return refusePaper(actor, directory, since, dayOf(now, calendar.zone), owns);
}

/** Is there somebody of the office whose own matter this is not? Of a part its unit's people and its author are no such. */
export function mayOffice(state: MeasureState, command: MeasureCommand, context: Context): boolean {
  const part = partIn(state, command);
  const own = context.directory.persons.filter(
    ({ id, unit }) => part && (unit === part.unit || id === part.handedIn?.by),
  );
  return (
    whoAnswers(
      'office',
      state,
      context,
      own.map(({ id }) => id),
    ) === 'office'
  );
}
