import { refuse } from '../domain/finding/authority.ts';
import { evolve } from '../domain/finding/evolve.ts';
import type { EntityInput } from './contract.ts';
import { entity } from './entity.ts';

/** Carries one finding until it is closed and none of its measures can come back. */
export function finding(input: EntityInput): Promise<void> {
  return entity({ evolve, refuse, phase: (state) => state.phase }, input);
}
