import type { Actor } from '../actor.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { type Refusal, refusal } from '../errors.ts';
import { refuse } from './authority.ts';
import type { CampaignCommand } from './commands.ts';
import type { CampaignEvent } from './events.ts';
import type { CampaignFacts } from './facts.ts';
import { refuseIssue } from './issue.ts';
import type { CampaignState } from './state.ts';

/** What a command brings about, or why not. `facts` is null only before the campaign is set up. */
export function decide(
  state: CampaignState | null,
  command: CampaignCommand,
  actor: Actor,
  context: Context,
  facts: CampaignFacts | null,
): CampaignEvent[] | Refusal {
  const no = refuse(state, command, actor);
  if (no) return no;
  const base = { at: context.now, by: actor.person, notices: [] };
  if (command.type === 'setUp') {
    const { settings, clock, policy, directory } = command;
    return [{ ...base, type: 'SetUp', settings, clock, policy, directory }];
  }
  const campaign = state!;
  const { measures } = facts!;
  const today = dayOf(context.now, campaign.settings.zone);
  switch (command.type) {
    case 'changeDirectory':
      return [{ ...base, type: 'DirectoryChanged', directory: command.directory }];
    case 'issue': {
      const { document, approvers, on = today } = command;
      if (!document.trim() || approvers.length === 0) return refusal('reason-missing', { act: 'issue' });
      const bad = refuseIssue(campaign, measures, on, today);
      if (bad) return bad;
      const items = measures.filter(({ phase }) => phase === 'draft').length;
      return [{ ...base, type: 'Issued', document, approvers, on, held: true, items }];
    }
    case 'release':
      return [{ ...base, type: 'Released' }];
    case 'replan': {
      if (!command.reason.trim()) return refusal('reason-missing', { act: 'replan' });
      const { policy = null, years = null, reason } = command;
      return [{ ...base, type: 'Replanned', policy, years, reason }];
    }
  }
}
