import type { Actor } from '../actor.ts';
import type { Instant } from '../calendar/day.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { CampaignCommand } from './commands.ts';
import type { CampaignEvent } from './events.ts';
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
  if (command.type === 'issue' && state.phase !== 'draft') {
    return refusal('wrong-state', { act: 'issue', phase: state.phase });
  }
  return null;
}

/** What a command brings about, or why not. */
export function decide(
  state: CampaignState | null,
  command: CampaignCommand,
  actor: Actor,
  now: Instant,
): CampaignEvent[] | Refusal {
  const no = refuse(state, command, actor);
  if (no) return no;
  const base = { at: now, by: actor.person, notices: [] };
  switch (command.type) {
    case 'setUp': {
      const { settings, clock, policy, directory } = command;
      return [{ ...base, type: 'SetUp', settings, clock, policy, directory }];
    }
    case 'changeDirectory':
      return [{ ...base, type: 'DirectoryChanged', directory: command.directory }];
    case 'issue':
      if (!command.document.trim() || command.approvers.length === 0)
        return refusal('reason-missing', { act: 'issue' });
      return [{ ...base, type: 'Issued', document: command.document, approvers: command.approvers }];
    case 'replan': {
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'replan' });
      const { policy = null, years = null, reason } = command;
      return [{ ...base, type: 'Replanned', policy, years, reason }];
    }
  }
}
