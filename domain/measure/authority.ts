import type { Actor } from '../actor.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { Role } from '../plan/directory.ts';
import type { MeasureCommand, MeasureOrder } from './commands.ts';
import type { MeasureState, Phase } from './state.ts';

type Post = 'engine' | 'clerk' | 'office' | 'unit' | 'reviewer' | 'closer' | 'decider' | 'checker';
type Rule = { phases: Phase[]; post: Post };

const working: Phase[] = ['open', 'review', 'suspended'];

/** In which phases an act is possible, and whose it is. One row per act: the whole answer to "who may do what". */
const rules: Record<Exclude<MeasureOrder, 'draft'>, Rule> = {
  enterHistory: { phases: ['draft'], post: 'clerk' },
  issue: { phases: ['draft'], post: 'engine' },
  acknowledge: { phases: ['open'], post: 'unit' },
  report: { phases: ['open', 'review'], post: 'unit' },
  meetMilestone: { phases: ['open'], post: 'unit' },
  claimEffect: { phases: ['open'], post: 'unit' },
  confirmEffect: { phases: ['open', 'review', 'closed'], post: 'decider' },
  submit: { phases: ['open'], post: 'unit' },
  approve: { phases: ['review'], post: 'reviewer' },
  // Once every step is approved the measure lies with its closer, who may return it like any reviewer.
  return: { phases: ['review'], post: 'reviewer' },
  close: { phases: ['review'], post: 'closer' },
  lookBack: { phases: ['closed'], post: 'checker' },
  rebound: { phases: ['closed'], post: 'checker' },
  requestExtension: { phases: ['open'], post: 'unit' },
  grantExtension: { phases: ['open'], post: 'decider' },
  refuseExtension: { phases: ['open'], post: 'decider' },
  setLimit: { phases: ['open'], post: 'office' },
  reassign: { phases: ['draft', 'open', 'suspended'], post: 'office' },
  sayNotMine: { phases: ['open'], post: 'unit' },
  suspend: { phases: ['open', 'review'], post: 'office' },
  resume: { phases: ['suspended'], post: 'office' },
  adjust: { phases: ['draft', ...working], post: 'office' },
  withdraw: { phases: ['draft', ...working], post: 'office' },
  convertToLongTerm: { phases: ['open'], post: 'office' },
};

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
  if (state.archivedAt !== null) return refusal('wrong-state', { act: command.type, phase: 'archived' });
  if (!rule.phases.includes(state.phase)) return refusal('wrong-state', { act: command.type, phase: state.phase });
  return refusePost(rule.post, state, actor, command.type);
}

function refusePost(post: Post, state: MeasureState, actor: Actor, act: string): Refusal | null {
  const denied = (who: string) => refusal('not-allowed', { act, who });
  switch (post) {
    case 'engine':
      return mustBeEngine(actor, act);
    case 'unit':
      return actor.units.includes(state.leadUnit) || actor.person === state.handler ? null : denied('unit');
    case 'clerk':
      return actor.person === 'system' || actor.roles.includes('office') ? null : denied('office');
    case 'office':
      return actor.roles.includes('office') ? null : denied('office');
    case 'reviewer': {
      const stage = state.review!.stages[state.review!.index];
      if (!stage) {
        return act === 'return'
          ? refusePost('closer', state, actor, act)
          : refusal('wrong-state', { act, phase: 'closing' });
      }
      if (!holdsPost(stage.by, state, actor)) return denied(stage.by);
      return isOwnItem(state, actor, stage.by) ? refusal('own-item', { act }) : null;
    }
    case 'closer': {
      const review = state.review!;
      if (review.index < review.stages.length) return refusal('wrong-state', { act, phase: 'review' });
      if (!holdsPost(review.closer, state, actor)) return denied(review.closer);
      return isOwnItem(state, actor, review.closer) ? refusal('own-item', { act }) : null;
    }
    case 'decider': {
      if (!holdsPost('leader', state, actor) && !actor.roles.includes('office')) return denied('leader');
      const mine = isOwnItem(state, actor, 'leader') || (act === 'confirmEffect' && actor.person === state.effect?.by);
      return mine ? refusal('own-item', { act }) : null;
    }
    case 'checker': {
      if (!actor.roles.includes('office') && !actor.roles.includes('supervision')) return denied('office');
      // The checker is not the closer (PROCESS.md, check rounds); undoing his own closure is everybody's right.
      const mine = isOwnItem(state, actor, 'office') || (act === 'lookBack' && actor.person === state.closure?.by);
      return mine ? refusal('own-item', { act }) : null;
    }
  }
}

function mustBeEngine(actor: Actor, act: string): Refusal | null {
  return actor.person === 'system' ? null : refusal('not-allowed', { act, who: 'office' });
}

/** Does the actor hold this post towards this measure? A principal is one of its lead unit, a leader one of its leaders. */
export function holdsPost(post: Role, state: MeasureState, actor: Actor): boolean {
  if (post === 'leader') return state.leaders.includes(actor.person);
  if (!actor.roles.includes(post)) return false;
  return post !== 'principal' || actor.units.includes(state.leadUnit);
}

/**
 * Is this measure the actor's own: he handed it in or writes for it, he belongs to the unit that leads it (a unit's
 * principal reviews within his unit by his post, what he did not hand in himself), or he leads it and would act in
 * another post than that (a secretary signs his items as leader; their closing is for the leading group without him).
 */
export function isOwnItem(state: MeasureState, actor: Actor, post: Role): boolean {
  if (actor.person === state.submission?.by || actor.person === state.handler) return true;
  if (actor.person === state.extension?.by) return true;
  if (post === 'principal') return false;
  return actor.units.includes(state.leadUnit) || (post !== 'leader' && state.leaders.includes(actor.person));
}
