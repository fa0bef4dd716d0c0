import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Instant } from '../domain/calendar/day.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import type { Context } from '../domain/context.ts';
import { CodedError } from '../domain/errors.ts';
import type { Ledger } from '../ledger/open.ts';
import { streamOf } from '../workflows/contract.ts';
import { chineseCalendar } from './calendar/chineseCalendar.ts';

/** A campaign's rules as of one seq of its stream. */
export type Rules = { seq: number; state: CampaignState };

/** The rules of the campaigns at hand, read from the ledger and kept until somebody knows of newer ones. */
export type RuleBook = {
  of(campaign: string): Promise<Rules>;
  /** Reads anew: a message from the campaign's stream tells of a later seq than the one kept. */
  refresh(campaign: string): Promise<Rules>;
};

/** @throws CodedError `unknown-id` when the campaign was never set up. */
export function createRuleBook({ db }: Pick<Ledger, 'db'>): RuleBook {
  const known = new Map<string, Promise<Rules>>();
  async function read(campaign: string): Promise<Rules> {
    const row = await db
      .selectFrom('stream')
      .select(['seq', 'state'])
      .where('id', '=', streamOf.campaign(campaign))
      .executeTakeFirst();
    if (!row?.state) throw new CodedError('unknown-id', { id: campaign });
    return { seq: row.seq, state: row.state as CampaignState };
  }
  function refresh(campaign: string): Promise<Rules> {
    const rules = read(campaign);
    known.set(campaign, rules);
    rules.catch(() => known.delete(campaign));
    return rules;
  }
  return { refresh, of: (campaign) => known.get(campaign) ?? refresh(campaign) };
}

/** All a decision may know, at `now`, under a campaign's rules. */
export function contextAt(state: CampaignState, now: Instant): Context {
  return { now, policy: state.policy, directory: state.directory, calendar: calendarOf(state) };
}

const builtIn = new Map<string, Calendar>();

/** The built-in years of the campaign's zone, under those loaded by a person. */
export function calendarOf({ settings: { zone }, years }: CampaignState): Calendar {
  const base = builtIn.get(zone) ?? chineseCalendar(zone);
  builtIn.set(zone, base);
  return Object.keys(years).length === 0 ? base : { zone, years: { ...base.years, ...years } };
}
