import { addDays } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import { errandLimits } from '../campaign/errand.ts';
import { nextRound, openItems, plansOf } from '../campaign/round.ts';
import type { CampaignState } from '../campaign/state.ts';
import type { Context } from '../context.ts';
import { actorOf, resolve, type Subject } from '../digest/resolve.ts';
import type { FindingState } from '../finding/state.ts';
import { cutOffsUntil } from '../measure/agenda.ts';
import { lightOf } from '../measure/condition.ts';
import { limitsOf } from '../measure/limit.ts';
import type { MeasureState } from '../measure/state.ts';
import type { Limit } from '../notice/climb.ts';
import { cutOffOf } from '../plan/cycle.ts';
import type { To } from '../plan/recipient.ts';
import { type Secrecy, secrecyOfCampaign, secrecyOfItem } from '../plan/secrecy.ts';
import type { FeedDate, FeedKind, Whose } from './feed.ts';

/** So far ahead report cut-offs are told, in days. */
const ahead = 190;
const cutOffTime = '17:00';

/** The posts whose day a limit is; a limit that is not here is no day anybody was given. */
const posts: Partial<Record<Limit['ladder'], To[]>> = {
  doneDue: ['unit', 'handler', 'leader'],
  effectDue: ['unit', 'handler', 'leader'],
  milestone: ['unit', 'handler', 'leader'],
  resubmit: ['unit', 'handler', 'leader'],
  review: ['reviewer'],
  decision: ['decider'],
  notMine: ['office'],
  confirm: ['confirmer'],
  part: ['office'],
  permanent: ['accepter'],
  yearly: ['unit', 'checker'],
  watch: ['watcher'],
  lookBack: ['checker', 'leader'],
  fresh: ['unit'],
};

const kinds: Partial<Record<string, FeedKind>> = {
  done: 'done',
  effect: 'effect',
  milestone: 'milestone',
  quota: 'quota',
};

/** What the campaign's calendars are made from; `contextOf`: what a finding's items go by, and without one the main plan's. */
export type FeedWorld = {
  campaign: CampaignState;
  findings: FindingState[];
  measures: MeasureState[];
  contextOf: (finding?: string) => Context;
};

/**
 * The days of one calendar, earliest first: deadlines, cut-offs, look-backs, decisions and errands, each for whoever it
 * is a day of now, deputies and stand-ins included. Of what only its existence may be said nothing stands here, for a day
 * is more than that.
 */
export function datesOf(whose: Whose, world: FeedWorld): FeedDate[] {
  const all = [
    ...world.measures.flatMap((measure) => ofMeasure(measure, whose, world)),
    ...cutOffs(whose, world),
    ...rounds(whose, world),
    ...errands(whose, world),
  ];
  return all
    .filter(({ secrecy }) => secrecy !== 'bare')
    .sort((a, b) => (a.day === b.day ? (a.key < b.key ? -1 : 1) : a.day < b.day ? -1 : 1));
}

function ofMeasure(measure: MeasureState, whose: Whose, world: FeedWorld): FeedDate[] {
  const context = world.contextOf(measure.finding);
  const limits = limitsOf(measure, context);
  // Asked for in time and not decided, it still is the date there is.
  if (measure.extension && measure.doneDue)
    limits.push({ basis: `done:${measure.doneDue.day}`, ladder: 'doneDue', day: measure.doneDue.day });
  return limits
    .filter(({ ladder }) => (posts[ladder] ?? []).some((to) => isFor(to, { measure }, whose, world)))
    .map((limit) => ({
      key: `${measure.id} ${limit.basis.replace(/:\d{4}-\d\d-\d\d$/, '')}`,
      kind: kinds[limit.basis.split(':')[0]!] ?? (limit.ladder as FeedKind),
      day: limit.day,
      time: null,
      ...subjectOf(measure, world),
      ...{ period: null, count: null, text: null },
    }));
}

function subjectOf(measure: MeasureState, world: FeedWorld) {
  const { campaign, contextOf } = world;
  const { id, no, title, text, leadUnit, finding } = measure;
  const { now, calendar, policy } = contextOf(finding);
  const unit = campaign.directory.units.find((one) => one.id === leadUnit)?.name ?? leadUnit;
  return {
    about: { kind: 'measure' as const, id },
    subject: { id, no, title, text, unit },
    light: lightOf(measure, dayOf(now, calendar.zone), policy),
    secrecy: levelOf(measure, world),
  };
}

function levelOf(measure: MeasureState, { campaign, measures }: FeedWorld): Secrecy {
  return secrecyOfItem(measure, campaign.settings, (id) => measures.find((one) => one.id === id)?.finding);
}

/** One day for all the reports of a unit that are cut off on it: they are one form. */
function cutOffs(whose: Whose, world: FeedWorld): FeedDate[] {
  if (!('unit' in whose)) return [];
  const found = new Map<string, FeedDate>();
  for (const measure of world.measures) {
    const stage = measure.leadUnit === whose.unit ? 'lead' : 'participants';
    const takesPart = stage === 'lead' || measure.participants.includes(whose.unit);
    if (measure.phase !== 'open' || !takesPart || levelOf(measure, world) === 'bare') continue;
    const context = world.contextOf(measure.finding);
    const { calendar, policy, now } = context;
    for (const period of cutOffsUntil(measure, addDays(dayOf(now, calendar.zone), ahead), context)) {
      const day = cutOffOf(period, policy, calendar, stage);
      const key = `cutOff ${period} ${stage} ${day}`;
      const known = found.get(key) ?? { ...ofCampaign(world, key, 'cutOff', day), time: cutOffTime, period, count: 0 };
      found.set(key, { ...known, count: known.count! + 1 });
    }
  }
  return [...found.values()];
}

/** The next consolidation of each plan, its signatures and its bulletin. */
function rounds(whose: Whose, world: FeedWorld): FeedDate[] {
  const { campaign, contextOf } = world;
  if (campaign.phase !== 'issued' || campaign.bulletin === null) return [];
  return plansOf(campaign).flatMap((plan) => {
    const { period, days } = nextRound(campaign, plan, contextOf());
    const { findings } = openItems(campaign, plan, world);
    const round = campaign.rounds?.[plan];
    const done = round?.period === period ? round : null;
    const dates: FeedDate[] = [];
    const add = (kind: FeedKind, day: string) =>
      dates.push({ ...ofCampaign(world, `${kind} ${plan} ${period}`, kind, day), period });
    if ('unit' in whose) {
      if (findings.some(({ leadUnit }) => leadUnit === whose.unit) && !(whose.unit in (done?.consolidated ?? {})))
        add('consolidate', days.chaseUnits);
      return dates;
    }
    const leads = findings.some(({ leaders }) => leaders.includes(whose.person));
    if (leads && !(whose.person in (done?.signed ?? {}))) add('sign', days.chaseLeaders);
    if ((['office', 'leadingGroup'] as const).some((to) => isFor(to, null, whose, world)))
      add('bulletin', days.bulletin);
    return dates;
  });
}

function errands(whose: Whose, world: FeedWorld): FeedDate[] {
  const { errands: all = {} } = world.campaign;
  return errandLimits(world.campaign).flatMap(({ basis, day }) => {
    const { id, owner, text } = all[basis.slice('errand:'.length)]!;
    if (!isFor(owner, null, whose, world)) return [];
    return [{ ...ofCampaign(world, `errand ${id}`, 'errand', day), text }];
  });
}

function ofCampaign({ campaign }: FeedWorld, key: string, kind: FeedKind, day: string): FeedDate {
  return {
    ...{ key, kind, day, time: null, subject: null, light: null, period: null, count: null, text: null },
    about: { kind: 'campaign', id: campaign.id },
    secrecy: secrecyOfCampaign(campaign.settings.secrecy ?? {}),
  };
}

/** Is it a day of this unit, or of this person? A unit's own by the unit, whoever writes for it just now. */
function isFor(to: To, subject: Subject, whose: Whose, { campaign, contextOf }: FeedWorld): boolean {
  if ('unit' in whose) {
    if (to === `unit:${whose.unit}`) return true;
    const measure = subject && 'measure' in subject ? subject.measure : null;
    if (to === 'unit' || to === 'handler') return measure?.leadUnit === whose.unit;
  }
  const { now, calendar } = contextOf();
  const found = resolve(to, subject, campaign.directory, dayOf(now, calendar.zone));
  return found.some(({ person }) => ('unit' in whose ? worksOnlyFor(whose.unit, person) : person.id === whose.person));
}

/** Who has a post elsewhere besides decides there in his own calendar. */
function worksOnlyFor(unit: string, person: Parameters<typeof actorOf>[0]): boolean {
  const { units, roles } = actorOf(person);
  return units.includes(unit) && roles.every((role) => role === 'liaison' || role === 'principal');
}
