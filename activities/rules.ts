import type { Calendar } from '../domain/calendar/calendar.ts';
import { addMonths, type Instant } from '../domain/calendar/day.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import type { Context } from '../domain/context.ts';
import { CodedError } from '../domain/errors.ts';
import { policyFor } from '../domain/plan/plan.ts';
import { completed } from '../domain/plan/presets.ts';
import type { Ledger } from '../ledger/open.ts';
import { streamOf } from '../workflows/contract.ts';
import { chineseCalendar } from './calendar/chineseCalendar.ts';

/** A campaign's rules as of one seq of its stream. */
export type Rules = { seq: number; state: CampaignState };

/** The rules of the campaigns at hand, kept as long as the record has no newer ones. */
export type RuleBook = {
  of(campaign: string): Promise<Rules>;
  /** Reads anew: a message from the campaign's stream tells of a later seq than the one kept. */
  refresh(campaign: string): Promise<Rules>;
};

/** @throws CodedError `unknown-id` when the campaign was never set up. */
export function createRuleBook({ db }: Pick<Ledger, 'db'>): RuleBook {
  const known = new Map<string, Promise<Rules>>();
  const looking = new Map<string, Promise<number>>();

  async function of(campaign: string): Promise<Rules> {
    const kept = known.get(campaign);
    if (!kept) return refresh(campaign);
    const [rules, seq] = await Promise.all([kept, lastSeq(campaign)]);
    return seq > rules.seq ? refresh(campaign) : rules;
  }

  /** Another process may have changed them. Whoever asks at the same time shares one look. */
  function lastSeq(campaign: string): Promise<number> {
    const under = looking.get(campaign);
    if (under) return under;
    const look = readSeq(db, campaign).finally(() => looking.delete(campaign));
    looking.set(campaign, look);
    return look;
  }

  function refresh(campaign: string): Promise<Rules> {
    const rules = readRules(db, campaign);
    known.set(campaign, rules);
    rules.catch(() => known.delete(campaign));
    return rules;
  }

  return { of, refresh };
}

async function readSeq(db: Ledger['db'], campaign: string): Promise<number> {
  const id = streamOf.campaign(campaign);
  return (await db.selectFrom('stream').select('seq').where('id', '=', id).executeTakeFirst())?.seq ?? 0;
}

async function readRules(db: Ledger['db'], campaign: string): Promise<Rules> {
  const id = streamOf.campaign(campaign);
  const row = await db.selectFrom('stream').select(['seq', 'state']).where('id', '=', id).executeTakeFirst();
  if (!row?.state) throw new CodedError('unknown-id', { id: campaign });
  const state = row.state as CampaignState;
  return { seq: row.seq, state: { ...state, policy: completed(state.policy) } };
}

/** All a decision may know, at `now`, under a campaign's rules; of a finding's items, under those of its plan. */
export function contextAt(state: CampaignState, now: Instant, finding?: string): Context {
  const policy = completed(finding === undefined ? state.policy : policyFor(finding, state.settings, state.policy));
  const { feedbackOn, concentratedMonths } = state.settings;
  const periodEnd = addMonths(feedbackOn, concentratedMonths);
  const frozen = state.frozenOn === undefined ? {} : { frozenOn: state.frozenOn };
  const teamHead = finding === undefined ? undefined : teamHeadOf(state, finding);
  const successions = state.successions ? { successions: state.successions } : {};
  const team = teamHead === undefined ? {} : { teamHead };
  const calendar = calendarOf(state);
  return { now, policy, directory: state.directory, calendar, periodEnd, ...successions, ...frozen, ...team };
}

/** By id, or by a name only one has. */
function teamHeadOf({ settings: { teams = [] }, directory }: CampaignState, finding: string): string | undefined {
  const head = teams.find(({ findings }) => findings.includes(finding))?.head;
  const byName = directory.persons.filter(({ name }) => name === head);
  return directory.persons.some(({ id }) => id === head) ? head : byName.length === 1 ? byName[0]!.id : undefined;
}

const builtIn = new Map<string, Calendar>();

/** The built-in years of the campaign's zone, under those loaded by a person. */
export function calendarOf({ settings: { zone }, years }: CampaignState): Calendar {
  const base = builtIn.get(zone) ?? chineseCalendar(zone);
  builtIn.set(zone, base);
  return Object.keys(years).length === 0 ? base : { ...base, years: { ...base.years, ...years } };
}
