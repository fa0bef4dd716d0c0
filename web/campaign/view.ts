import type { Day } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import type { Context } from '../../domain/context.ts';
import type { Language } from '../../words/language.ts';
import { nowOf, rulesIfAny } from '../api/rules.ts';
import type { PageDeps } from '../deps.ts';
import type { Masthead } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { Dates } from '../item/dates.ts';

/** One campaign as one visitor looks at it: in his language, as of its own clock's time. */
export type View = {
  language: Language;
  campaign: CampaignState;
  context: Context;
  day: Day;
  dates: Dates;
  masthead: Masthead;
  /** A page of this campaign in the visitor's language. */
  to(path: string, query?: Record<string, string | number>): string;
};

/** Null where there is no such campaign. */
export async function viewOf(deps: PageDeps, id: string, language: Language): Promise<View | null> {
  const campaign = await rulesIfAny(deps, id);
  if (!campaign) return null;
  const now = await nowOf(deps, campaign);
  const { name, zone } = campaign.settings;
  const day = dayOf(now, zone);
  const dates = new Dates(language, zone, day);
  const path = `/c/${encodeURIComponent(id)}`;
  return {
    ...{ language, campaign, day, dates },
    context: deps.contextOf(campaign, now),
    masthead: { path, name, asOf: dates.asOf(now), rehearsal: campaign.clock === 'stepped' },
    to: (below, query = {}) => pathTo(path + below, query, language),
  };
}
