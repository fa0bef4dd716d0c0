import { type Actor, inPost, personsOf } from '../actor.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { Role, UnitId } from '../plan/directory.ts';
import type { MeasureCommand, MeasureOrder } from './commands.ts';
import type { Part } from './part.ts';
import { type MeasureState, type Phase, type Post, phases } from './state.ts';

type Who =
  | 'engine'
  | 'clerk'
  | 'office'
  | 'unit'
  | 'participant'
  | 'partUnit'
  | 'reviewer'
  | 'accepter'
  | 'closer'
  | 'decider'
  | 'confirmer'
  | 'checker'
  | 'watcher'
  | 'permitter';
type Rule = { phases: Phase[]; who: Who };

const working: Phase[] = ['open', 'review', 'suspended'];

/** In which phases an act is possible, and whose it is. One row per act: the whole answer to "who may do what". */
const rules: Record<Exclude<MeasureOrder, 'draft'>, Rule> = {
  enterHistory: { phases: ['draft'], who: 'clerk' },
  issue: { phases: ['draft'], who: 'engine' },
  succeed: { phases: [...phases], who: 'engine' },
  acknowledge: { phases: ['open'], who: 'unit' },
  report: { phases: ['open', 'review'], who: 'unit' },
  contribute: { phases: ['open', 'review'], who: 'participant' },
  setNextStep: { phases: ['open', 'review', 'suspended'], who: 'office' },
  checked: { phases: [...working, 'closed'], who: 'engine' },
  recount: { phases: [...working, 'closed'], who: 'engine' },
  meetMilestone: { phases: ['open'], who: 'unit' },
  divide: { phases: ['draft', 'open'], who: 'office' },
  count: { phases: ['open', 'review'], who: 'partUnit' },
  handInPart: { phases: ['open'], who: 'partUnit' },
  returnPart: { phases: ['open'], who: 'office' },
  closePart: { phases: ['open'], who: 'office' },
  claimEffect: { phases: ['open', 'review'], who: 'unit' },
  confirmEffect: { phases: ['open', 'review', 'closed'], who: 'confirmer' },
  refuseEffect: { phases: ['open', 'review', 'closed'], who: 'confirmer' },
  watch: { phases: ['draft', 'open'], who: 'office' },
  answerCondition: { phases: ['open'], who: 'watcher' },
  askPermanent: { phases: ['open'], who: 'unit' },
  acceptPermanent: { phases: ['open'], who: 'permitter' },
  refusePermanent: { phases: ['open'], who: 'permitter' },
  reviewPermanent: { phases: ['open'], who: 'checker' },
  renewEvidence: { phases: ['closed'], who: 'unit' },
  submit: { phases: ['open'], who: 'unit' },
  approve: { phases: ['review'], who: 'reviewer' },
  // Once every step is approved the measure lies with its closer, who may return it like any reviewer.
  return: { phases: ['review'], who: 'reviewer' },
  applyAcceptance: { phases: ['review'], who: 'accepter' },
  recordAcceptance: { phases: ['review'], who: 'accepter' },
  close: { phases: ['review'], who: 'closer' },
  lookBack: { phases: ['closed'], who: 'checker' },
  rebound: { phases: ['closed'], who: 'checker' },
  requestExtension: { phases: ['open'], who: 'unit' },
  grantExtension: { phases: ['open'], who: 'decider' },
  refuseExtension: { phases: ['open'], who: 'decider' },
  setLimit: { phases: ['open'], who: 'office' },
  reassign: { phases: ['draft', 'open', 'suspended'], who: 'office' },
  sayNotMine: { phases: ['open'], who: 'unit' },
  refuseNotMine: { phases: ['open'], who: 'office' },
  suspend: { phases: ['open', 'review'], who: 'office' },
  resume: { phases: ['suspended'], who: 'office' },
  adjust: { phases: ['draft', ...working], who: 'office' },
  withdraw: { phases: ['draft', ...working], who: 'office' },
  convertToLongTerm: { phases: ['open'], who: 'office' },
};

/** Is this an act of the office, for which supervision may only stand in? */
export function isOfficeAct(act: Exclude<MeasureOrder, 'draft'>): boolean {
  return rules[act].who === 'office';
}

/** Is this an act of those who work on it, for whom a clerk of their own unit may enter paper? */
export function isUnitAct(act: MeasureOrder): boolean {
  return act !== 'draft' && (rules[act].who === 'unit' || rules[act].who === 'partUnit');
}

/**
 * Why `actor` may not do this now, from the state alone; null: he may. Runs in the update's validator too, where a no
 * leaves no trace in history. Nobody reviews, decides or closes his own item (PROCESS.md, Who does what).
 */
export function refuse(state: MeasureState | null, command: MeasureCommand, actor: Actor): Refusal | null {
  if (command.type === 'draft') {
    return state ? refusal('wrong-state', { act: 'draft', phase: state.phase }) : mustBeEngine(actor, 'draft');
  }
  if (!state) return refusal('unknown-id', { id: '' });
  const rule = rules[command.type];
  if (state.archivedAt !== null && (state.phase !== 'closed' || !isRebound(command)))
    return refusal('wrong-state', { act: command.type, phase: 'archived' });
  if (!rule.phases.includes(state.phase)) return refusal('wrong-state', { act: command.type, phase: state.phase });
  const part = partIn(state, command);
  if (rule.who === 'partUnit' && part && actor.units.includes(part.unit)) return null;
  const no = refuseWho(rule.who === 'partUnit' ? 'unit' : rule.who, state, actor, command.type);
  if (no || rule.who !== 'office' || !part) return no;
  // A part is its own unit's item, and of whoever handed it in.
  const mine = unitsOf(actor).includes(part.unit) || personsOf(actor).some((person) => person === part.handedIn?.by);
  return mine ? refusal('own-item', { act: command.type }) : null;
}

/** What opens a closed measure again, archived or not; of what is archived nothing else can be asked. */
function isRebound(command: MeasureCommand): boolean {
  switch (command.type) {
    case 'rebound':
      return true;
    case 'lookBack':
      return command.result === 'rebound';
    case 'checked':
      return command.follow === 'rebound';
    default:
      return false;
  }
}

/** The part an act is about; undefined: it is about the whole, or about none there is. */
export function partIn(state: MeasureState, command: MeasureCommand): Part | undefined {
  return 'part' in command ? state.parts?.find(({ id }) => id === command.part) : undefined;
}

function refuseWho(who: Exclude<Who, 'partUnit'>, state: MeasureState, actor: Actor, act: string): Refusal | null {
  const denied = (post: string) => refusal('not-allowed', { act, who: post });
  /** Somebody of this post, and not in his own matter. */
  const only = (post: Post, alsoHis = false) => {
    if (!holdsPost(post, state, actor)) return denied(post);
    return alsoHis || isOwnItem(state, actor, post) ? refusal('own-item', { act }) : null;
  };
  switch (who) {
    case 'engine':
      return mustBeEngine(actor, act);
    case 'unit':
      return actor.units.includes(state.leadUnit) || inPost(actor) === state.handler ? null : denied('unit');
    case 'participant':
      return actor.units.some((unit) => state.participants.includes(unit)) ? null : denied('participants');
    case 'clerk':
      return actor.person === 'system' || actor.roles.includes('office') ? null : denied('office');
    case 'office':
      return actor.roles.includes('office')
        ? only('office')
        : actor.roles.includes('supervision')
          ? only('supervision')
          : denied('office');
    case 'reviewer': {
      const { stages, index, approvals } = state.review!;
      const stage = stages[index];
      if (!stage) {
        return act === 'return'
          ? refuseWho('closer', state, actor, act)
          : refusal('wrong-state', { act, phase: 'closing' });
      }
      if (stage.step === 'higherLevel') return refusal('wrong-state', { act, phase: 'acceptance' });
      return only(
        stage.by,
        act === 'approve' && approvals.some((a) => a.step === stage.step && personsOf(actor).includes(a.by)),
      );
    }
    case 'accepter': {
      const stage = state.review!.stages[state.review!.index];
      if (stage?.step !== 'higherLevel') return refusal('wrong-state', { act, phase: 'review' });
      const posts: Post[] = ['office', stage.by];
      return only(posts.find((post) => holdsPost(post, state, actor)) ?? 'office');
    }
    case 'closer': {
      const { stages, index, closer } = state.review!;
      return index < stages.length ? refusal('wrong-state', { act, phase: 'review' }) : only(closer);
    }
    case 'decider':
      if (!holdsPost('leader', state, actor) && !actor.roles.includes('office')) return denied('leader');
      return isOwnItem(state, actor, 'leader') ? refusal('own-item', { act }) : null;
    case 'confirmer': {
      if (!state.effect || state.effect.confirmedBy) return refusal('wrong-state', { act, phase: 'none claimed' });
      const { asks, by, signedBy } = state.effect;
      const had = personsOf(actor).some((person) => person === by || person === signedBy);
      // Claimed under an earlier release, when either's word was enough.
      return only(asks ?? (holdsPost('leader', state, actor) ? 'leader' : 'office'), had);
    }
    case 'watcher': {
      if (!state.condition) return refusal('wrong-state', { act, phase: 'unconditional' });
      // The office, which names the watcher, may answer in his stead.
      if (!isWatcher(state, actor) && !actor.roles.includes('office')) return denied('watcher');
      return isOwnItem(state, actor, 'leader') ? refusal('own-item', { act }) : null;
    }
    case 'permitter': {
      const { asks, by, signedBy } = state.permanence ?? {};
      if (!asks) return refusal('wrong-state', { act, phase: 'none claimed' });
      return only(
        asks,
        personsOf(actor).some((person) => person === by || person === signedBy),
      );
    }
    case 'checker': {
      if (!checkers.some((role) => actor.roles.includes(role))) return denied('office');
      // The checker is not the closer (PROCESS.md, check rounds); undoing his own closure is everybody's right.
      const { closure, permanence } = state;
      const settlers =
        act === 'lookBack' ? [closure?.by, closure?.for] : [permanence?.signedBy, permanence?.acceptedBy];
      const mine =
        isOwnItem(state, actor, 'office') ||
        (act !== 'rebound' && personsOf(actor).some((person) => settlers.includes(person)));
      return mine ? refusal('own-item', { act }) : null;
    }
  }
}

/** Who checks: what was closed, in rounds, once a year. */
export const checkers: Role[] = ['office', 'inspection', 'supervision'];

/** Is it this actor who watches the condition? */
export function isWatcher({ condition }: MeasureState, actor: Actor): boolean {
  const watcher = condition?.watcher ?? '';
  if (watcher === 'office') return actor.roles.includes('office');
  return watcher === `person:${inPost(actor)}` || actor.units.some((unit) => watcher === `unit:${unit}`);
}

function mustBeEngine(actor: Actor, act: string): Refusal | null {
  return actor.person === 'system' ? null : refusal('not-allowed', { act, who: 'office' });
}

/**
 * Does the actor hold this post towards this measure? A principal is one of its lead unit, a findingPrincipal one of the
 * unit that leads its finding, a leader one of its leaders.
 */
export function holdsPost(post: Post, state: MeasureState, actor: Actor): boolean {
  if (post === 'leader') return state.leaders.includes(inPost(actor));
  if (post === 'findingPrincipal')
    return actor.roles.includes('principal') && actor.units.includes(state.findingUnit ?? state.leadUnit);
  if (post === 'team') return state.teamHead === inPost(actor);
  if (!actor.roles.includes(post)) return false;
  return post !== 'principal' || actor.units.includes(state.leadUnit);
}

/**
 * Is this measure the actor's own: he handed it in or writes for it; he belongs to the unit that leads it (a unit's principal reviews within his unit by his post, what he did not hand
 * in himself); or he leads it and would act in another post than that (a secretary signs his items as leader; their
 * closing is for the leading group without him).
 */
export function isOwnItem(state: MeasureState, actor: Actor, post: Post): boolean {
  const { submission, extension, handler } = state;
  const persons = personsOf(actor);
  if (persons.some((person) => [submission?.by, extension?.by, handler].includes(person))) return true;
  if (post === 'principal') return false;
  if (unitsOf(actor).includes(state.leadUnit)) return true;
  return post !== 'leader' && [...persons, inPost(actor)].some((person) => state.leaders.includes(person));
}

/** The post whose turn it is in a review: the present step's, or the closer's; of an acceptance not applied for, the office's. */
export function reviewingPost({ review, acceptance }: MeasureState): Post {
  const stage = review?.stages[review.index];
  if (stage?.step === 'higherLevel' && acceptance?.result !== null) return 'office';
  return stage?.by ?? review?.closer ?? 'office';
}

/** Every unit an actor belongs to: as whom he acts, and his own. */
function unitsOf({ units, behalf }: Actor): UnitId[] {
  return [...units, ...(behalf?.own ?? [])];
}
