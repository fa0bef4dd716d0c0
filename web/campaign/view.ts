import type { Day } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import type { Context } from '../../domain/context.ts';
import type { Scope } from '../../ledger/queries/scope.ts';
import type { Language } from '../../words/language.ts';
import { may, scopeOf } from '../access/may.ts';
import type { Who } from '../access/visitor.ts';
import type { Problem, Said } from '../acts/said.ts';
import { nowOf } from '../api/rules.ts';
import type { PageDeps } from '../deps.ts';
import type { Masthead } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { User } from '../frame/user.ts';
import { Dates } from '../item/dates.ts';

/** One campaign as one visitor looks at it: in his language, as of its own clock's time. */
export type View = {
  language: Language;
  campaign: CampaignState;
  context: Context;
  day: Day;
  dates: Dates;
  masthead: Masthead;
  who: Who;
  /** How much of the campaign is his to see. */
  scope: Scope;
  user: User | null;
  /** The act that was refused just now, with what was said in its form. */
  problem?: Problem;
  /** The act somebody wants to see the effect of, with what is said in its form; nothing was done. */
  preview?: Said;
  /** A page of this campaign in the visitor's language. */
  to(path: string, query?: Record<string, string | number>): string;
};

/** A campaign as it looks to one visitor now. */
export async function viewOf(
  deps: PageDeps,
  campaign: CampaignState,
  { language, who, user }: Pick<View, 'language' | 'who' | 'user'>,
): Promise<View> {
  const { id } = campaign;
  const now = await nowOf(deps, campaign);
  const { name, zone } = campaign.settings;
  const day = dayOf(now, zone);
  const dates = new Dates(language, zone, day);
  const path = `/c/${encodeURIComponent(id)}`;
  return {
    ...{ language, campaign, day, dates, who },
    user: user && may(who, { to: 'seeDesk' }) ? { ...user, mine: `${path}/mine` } : user,
    scope: scopeOf(who),
    context: deps.contextAt(campaign, now),
    masthead: { path, name, asOf: dates.asOf(now), rehearsal: campaign.clock === 'stepped' },
    to: (below, query = {}) => pathTo(path + below, query, language),
  };
}
