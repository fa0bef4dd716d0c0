import { refuse } from '../domain/measure/authority.ts';
import { evolve } from '../domain/measure/evolve.ts';
import type { EntityInput } from './contract.ts';
import { entity } from './entity.ts';

/** Carries one measure from draft to its last look-back. */
export function measure(input: EntityInput): Promise<void> {
  return entity({ evolve, refuse, phase: (state) => state.phase }, input);
}
