import { holderOf } from '../measure/holder.ts';
import { limitsOf, type Rules } from '../measure/limit.ts';
import type { MeasureState } from '../measure/state.ts';

/**
 * Is what a notice rests on still so? Reminders rest on a limit that must still run; one-time news (`issued`, `closed`,
 * `re-dated:…`) hold as long as their measure does. Asked again when digests are composed, so nobody is reminded of
 * what was done or re-dated meanwhile.
 */
export function holds(basis: string, state: MeasureState, rules: Rules): boolean {
  const kind = basis.split(':')[0]!;
  if (kind === 'review') return state.phase === 'review' && basis === `review:${state.rounds}:${state.review?.index}`;
  if (kind === 'effect-claimed') return state.phase !== 'withdrawn' && state.effect?.confirmedBy === null;
  if (kind === 'acceptance') return holderOf(state) === 'higherLevel';
  if (kind === 're-dated')
    return (state.phase === 'open' || state.phase === 'review') && basis === `re-dated:${state.doneDue?.day}`;
  if (kind === 'effect-re-dated')
    return (state.phase === 'open' || state.phase === 'review') && basis === `effect-re-dated:${state.effectDue?.day}`;
  if (limitKinds.has(kind)) return limitsOf(state, rules).some((limit) => limit.basis === basis);
  if (kind === 'issued' || kind === 'reassigned') return state.phase !== 'withdrawn';
  if (kind === 'closed') return state.phase === 'closed';
  if (kind === 'suspended') return state.phase === 'suspended';
  return true;
}

const limitKinds = new Set([
  'ack',
  'decision',
  'resubmit',
  'done',
  'effect',
  'milestone',
  'cycle',
  'silent',
  'lagging',
  'farBehind',
  'lookBack',
  'notMine',
  'confirm',
  'part',
  'quota',
  'watch',
  'permanent',
  'yearly',
  'fresh',
]);
