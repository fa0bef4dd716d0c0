import { refuse } from '../domain/campaign/authority.ts';
import { evolve } from '../domain/campaign/evolve.ts';
import type { EntityInput } from './contract.ts';
import { entity } from './entity.ts';

/** Carries what concerns a whole campaign: its issue, its bulletins, the end of its period, a change of rules. */
export function campaign(input: EntityInput): Promise<void> {
  return entity({ evolve, refuse, phase: (state) => state.phase }, input);
}
