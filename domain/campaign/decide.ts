import type { Actor } from '../actor.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { refusePaper } from '../paper.ts';
import { checks } from './acts/checks.ts';
import { type ActsOf, type Decision, Deed } from './acts/deed.ts';
import { errands } from './acts/errands.ts';
import { issuing } from './acts/issuing.ts';
import { letters } from './acts/letters.ts';
import { plans } from './acts/plans.ts';
import { rounds } from './acts/rounds.ts';
import { refuse } from './authority.ts';
import type { CampaignCommand, CampaignOrder } from './commands.ts';
import type { CampaignFacts } from './facts.ts';
import type { CampaignState } from './state.ts';

const acts: ActsOf<Exclude<CampaignOrder, 'setUp'>> = {
  ...issuing,
  ...plans,
  ...rounds,
  ...errands,
  ...letters,
  ...checks,
};

/** What a command brings about, or why not. `facts` is null only before the campaign is set up. */
export function decide(
  state: CampaignState | null,
  command: CampaignCommand,
  actor: Actor,
  context: Context,
  facts: CampaignFacts | null,
): Decision {
  const no = refuse(state, command, actor);
  if (no) return no;
  if (command.type === 'setUp') {
    const { settings, clock, policy, directory, years } = command;
    const base = { at: context.now, by: actor.person, notices: [] };
    return [{ ...base, type: 'SetUp', settings, clock, policy, directory, ...(years ? { years } : {}) }];
  }
  const badPaper = refusePaperOf(state!, actor, context);
  if (badPaper) return badPaper;
  return (acts[command.type] as (deed: Deed, said: CampaignCommand) => Decision)(
    new Deed(state!, actor, context, facts!),
    command,
  );
}

/** Paper on the campaign itself is signed after the issue; before there was one, after the feedback. */
function refusePaperOf({ issuedAt, settings }: CampaignState, actor: Actor, { directory, now }: Context) {
  const since = issuedAt === null ? settings.feedbackOn : dayOf(issuedAt, settings.zone);
  return refusePaper(actor, directory, since, dayOf(now, settings.zone), () => false);
}
