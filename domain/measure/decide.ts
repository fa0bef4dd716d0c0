import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { checked } from './acts/checked.ts';
import { cycling } from './acts/cycling.ts';
import { dates } from './acts/dates.ts';
import { type ActsOf, type Decision, Deed } from './acts/deed.ts';
import { dividing } from './acts/dividing.ts';
import { effect } from './acts/effect.ts';
import { draft, issuing } from './acts/issuing.ts';
import { lookingBack } from './acts/lookingBack.ts';
import { recounting } from './acts/recounting.ts';
import { reviewing } from './acts/reviewing.ts';
import { steering } from './acts/steering.ts';
import { working } from './acts/working.ts';
import { isOfficeAct, partIn, refuse } from './authority.ts';
import type { MeasureCommand, MeasureOrder } from './commands.ts';
import { whoAnswers } from './review.ts';
import type { MeasureState } from './state.ts';

const acts: ActsOf<Exclude<MeasureOrder, 'draft'>> = {
  ...issuing,
  ...working,
  ...checked,
  ...cycling,
  ...effect,
  ...dividing,
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
export function decide(state: MeasureState | null, command: MeasureCommand, actor: Actor, context: Context): Decision {
  const no = refuse(state, command, actor);
  if (no) return no;
  if (command.type === 'draft') return draft(command, actor, context);
  // Supervision stands in for the office where every one of the office would act on his own item, and only there.
  if (isOfficeAct(command.type) && !actor.roles.includes('office') && mayOffice(state!, command, context))
    return refusal('not-allowed', { act: command.type, who: 'office' });
  return (acts[command.type] as (deed: Deed, said: MeasureCommand) => Decision)(
    new Deed(state!, actor, context),
    command,
  );
}

/** Is there somebody of the office whose own matter this is not? Of a part its unit's people and its author are no such. */
function mayOffice(state: MeasureState, command: MeasureCommand, context: Context): boolean {
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
