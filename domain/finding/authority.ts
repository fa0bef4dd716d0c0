import { type Actor, personsOf } from '../actor.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { FindingCommand } from './commands.ts';
import { type FindingState, unsettled } from './state.ts';

/** Why `actor` may not do this now, from the state alone; null: he may. */
export function refuse(state: FindingState | null, command: FindingCommand, actor: Actor): Refusal | null {
  if (command.type === 'adjust') {
    if (!state) return refusal('unknown-id', { id: '' });
    if (state.phase === 'closed') return refusal('wrong-state', { act: 'adjust', phase: state.phase });
    return actor.roles.includes('office') ? null : refusal('not-allowed', { act: 'adjust', who: 'office' });
  }
  if (command.type !== 'close') {
    if (actor.person !== 'system') return refusal('not-allowed', { act: command.type, who: 'office' });
    if (command.type === 'draft') return state ? refusal('wrong-state', { act: 'draft', phase: state.phase }) : null;
    if (!state) return refusal('unknown-id', { id: '' });
    // A measure of what is archived may rebound.
    const isDead = state.archivedAt !== null && command.type !== 'measureChanged';
    return isDead ? refusal('wrong-state', { act: command.type, phase: 'archived' }) : null;
  }
  if (!state) return refusal('unknown-id', { id: '' });
  if (state.phase !== 'open') return refusal('wrong-state', { act: 'close', phase: state.phase });
  const missing = unsettled(state);
  if (missing.length > 0) return refusal('finding-not-settled', { missing: missing.join(' ') });
  const units = [...actor.units, ...(actor.behalf?.own ?? [])];
  const mine = units.includes(state.leadUnit) || personsOf(actor).some((person) => state.leaders.includes(person));
  const post = mine ? 'supervision' : 'office';
  if (!actor.roles.includes('office') && !actor.roles.includes('supervision')) {
    return refusal('not-allowed', { act: 'close', who: post });
  }
  return mine ? refusal('own-item', { act: 'close' }) : null;
}
