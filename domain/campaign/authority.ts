import type { Actor } from '../actor.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { CampaignCommand } from './commands.ts';
import type { CampaignState } from './state.ts';

/** Why `actor` may not do this now, from the state alone; null: he may. A campaign is set up once, by the engine. */
export function refuse(state: CampaignState | null, command: CampaignCommand, actor: Actor): Refusal | null {
  if (command.type === 'setUp') {
    if (state) return refusal('wrong-state', { act: 'setUp', phase: state.phase });
    return actor.person === 'system' ? null : refusal('not-allowed', { act: 'setUp', who: 'office' });
  }
  if (!state) return refusal('unknown-id', { id: '' });
  if (actor.person !== 'system' && !actor.roles.includes('office')) {
    return refusal('not-allowed', { act: command.type, who: 'office' });
  }
  if (command.type === 'release' && !state.held) {
    return refusal('wrong-state', { act: 'release', phase: state.phase === 'draft' ? 'draft' : 'released' });
  }
  return null;
}
