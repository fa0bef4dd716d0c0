import type { Calendar } from '../calendar/calendar.ts';
import { type Day, daysBetween, type Instant } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { CampaignState } from '../campaign/state.ts';
import type { FindingState } from '../finding/state.ts';
import { limitsOf as findingLimits } from '../finding/tick.ts';
import { lightOf } from '../measure/condition.ts';
import type { MeasureState } from '../measure/state.ts';
import type { Notice } from '../notice/notice.ts';
import type { Person, PersonId } from '../plan/directory.ts';
import { blocks } from '../plan/letter.ts';
import { policyFor } from '../plan/plan.ts';
import { type Secrecy, secrecyOfCampaign, secrecyOfItem, stricter } from '../plan/secrecy.ts';
import { countsFor } from './counts.ts';
import type { Digest, DigestItem } from './digest.ts';
import { holds } from './holds.ts';
import { type Reached, reaching } from './reach.ts';
import type { Subject } from './resolve.ts';

/** A notice that waits for the window, with the state of what it is about; `about` null: the campaign itself. */
export type Waiting = {
  id: string;
  notice: Notice;
  about: { measure: MeasureState } | { finding: FindingState } | null;
  /** Persons it has reached already, where it was sent to several and not delivered to all. */
  had?: PersonId[];
};

/** `told`: all whom it reaches had it already. */
export type Composed = { digests: Digest[]; voided: { id: string; reason: string }[]; told: string[] };

/**
 * Merges what waits for a window into at most one digest per person: drops what has become untrue, finds the persons,
 * keeps of several lines about one limit the weightiest, and orders what cannot wait first.
 */
export function compose(
  waiting: Waiting[],
  windowAt: Instant,
  campaign: CampaignState,
  calendar: Calendar,
  measures: MeasureState[],
  link: (person: Person) => string | null,
  unreachable: ReadonlySet<PersonId> = new Set(),
): Composed {
  const receiversOf = reaching(campaign.directory, unreachable, dayOf(windowAt, calendar.zone));
  const levelOf = levelsIn(campaign, measures);
  const told: string[] = [];
  const day = dayOf(windowAt, calendar.zone);
  const voided: Composed['voided'] = [];
  const lines = new Map<string, { receiver: Reached; items: Map<string, DigestItem> }>();
  for (const { id, notice, about, had = [] } of waiting) {
    if (!stillTrue(notice, about, calendar, campaign)) {
      voided.push({ id, reason: 'no longer true' });
      continue;
    }
    const meant = receiversOf(notice.to, subjectOf(about));
    const receivers = meant.filter(({ person }) => !had.includes(person.id));
    if (receivers.length === 0) {
      if (had.length > 0) told.push(id);
      // Of participants none may be left to ask; everything else reaches somebody as long as anybody can be written to.
      else voided.push({ id, reason: isAskedOfUnits(notice) ? 'no longer true' : 'nobody' });
    }
    for (const receiver of receivers) {
      const line = lines.get(receiver.person.id) ?? { receiver, items: new Map<string, DigestItem>() };
      lines.set(receiver.person.id, line);
      const item = itemOf(id, notice, about, receiver, day, campaign, levelOf);
      const key = isRequest(notice)
        ? notice.basis
        : `${about ? ('measure' in about ? about.measure.id : `finding ${about.finding.id}`) : ''} ${notice.basis}`;
      const known = line.items.get(key);
      line.items.set(key, known ? heavier(known, item) : item);
    }
  }
  const digests = [...lines.values()].map(({ receiver, items }) =>
    digestOf(
      receiver.person,
      [...items.values()].map((item) => asForm(item, receiver.person, measures)).sort(byWeight),
      windowAt,
      day,
      campaign,
      measures,
      link,
    ),
  );
  return { digests, voided, told };
}

function isAskedOfUnits({ to }: Notice): boolean {
  return to === 'participants' || to === 'formerUnit';
}

/** The opening of a report cycle: one form for all the measures of a unit, so one line for all of them. */
function isRequest({ letter, basis }: Pick<Notice, 'letter' | 'basis'>): boolean {
  return letter === 'request' && basis.startsWith('cycle:');
}

/** A request that stands for several measures says how many, of how many the unit leads. */
function asForm(item: DigestItem, { unit }: Person, measures: MeasureState[]): DigestItem {
  if (item.letter !== 'request' || !item.also) return item;
  const fill = new Set([item.notice, ...item.also]).size;
  const led = measures.filter(({ leadUnit, phase }) => leadUnit === unit && (phase === 'open' || phase === 'review'));
  return { ...item, subject: null, light: null, facts: { ...item.facts, fill, total: Math.max(fill, led.length) } };
}

function stillTrue({ basis }: Notice, about: Waiting['about'], calendar: Calendar, campaign: CampaignState): boolean {
  if (!about) return holdsForCampaign(basis, campaign);
  if ('measure' in about) {
    const policy = policyFor(about.measure.finding, campaign.settings, campaign.policy);
    return holds(basis, about.measure, { calendar, policy });
  }
  if (basis.startsWith('closable:')) return findingLimits(about.finding).some((limit) => limit.basis === basis);
  return true;
}

/** Nobody is asked for what he has handed in, signed or finished since, nor for a letter that has gone out. */
function holdsForCampaign(basis: string, { rounds = {}, errands = {}, letters = {} }: CampaignState): boolean {
  const [kind, first = '', period, who = ''] = basis.split(':');
  const round = rounds[first]?.period === period ? rounds[first] : undefined;
  if (kind === 'consolidate') return round !== undefined && !(who in round.consolidated);
  if (kind === 'sign') return round !== undefined && !(who in round.signed);
  return kind === 'errand' ? first in errands : kind !== 'draft' || first in letters;
}

function subjectOf(about: Waiting['about']): Subject {
  if (!about) return null;
  return 'measure' in about ? about : { leadUnit: about.finding.leadUnit, leaders: about.finding.leaders };
}

function itemOf(
  id: string,
  notice: Notice,
  about: Waiting['about'],
  { rerouted }: Reached,
  day: Day,
  { directory, policy }: CampaignState,
  levelOf: (about: Waiting['about']) => Secrecy,
): DigestItem {
  const thing = about && ('measure' in about ? about.measure : about.finding);
  const unit = thing && (directory.units.find(({ id }) => id === thing.leadUnit)?.name ?? thing.leadUnit);
  const deadline = about && 'measure' in about ? about.measure.doneDue : null;
  return {
    notice: id,
    block: notice.block,
    letter: notice.letter,
    subject: thing && { no: thing.no, title: thing.title, unit: unit! },
    light: about && 'measure' in about ? lightOf(about.measure, day, policy) : null,
    due:
      notice.due === null
        ? null
        : {
            day: notice.due,
            days: daysBetween(day, notice.due),
            // A date that was written as a date needs no explaining.
            why: deadline?.day === notice.due && deadline.text !== deadline.day ? deadline.why : '',
          },
    facts: { ...notice.facts, ...stepOf(notice, about) },
    rerouted,
    secrecy: levelOf(about),
  };
}

/** How much may be said of each thing notices are about. */
function levelsIn({ settings }: CampaignState, measures: MeasureState[]): (about: Waiting['about']) => Secrecy {
  const findings = new Map(measures.map(({ id, finding }) => [id, finding]));
  const findingOf = (measure: string) => findings.get(measure);
  return (about) => {
    if (!about) return secrecyOfCampaign(settings.secrecy ?? {});
    const item = 'finding' in about ? { id: about.finding.id, finding: about.finding.id } : about.measure;
    return secrecyOfItem(item, settings, findingOf);
  };
}

/** What a reviewer is asked for: his step, and until when. */
function stepOf({ letter }: Notice, about: Waiting['about']): DigestItem['facts'] {
  const review = about && 'measure' in about ? about.measure.review : null;
  if (letter !== 'review' || !review) return {};
  return { step: review.stages[review.index]?.step ?? 'office', limit: review.limit };
}

const weight = (item: DigestItem) => blocks.indexOf(item.block);

/** Of two lines about one limit the one that cannot wait stays, and answers for both notices. */
function heavier(a: DigestItem, b: DigestItem): DigestItem {
  const [first, second] = weight(b) < weight(a) ? [b, a] : [a, b];
  const secrecy = stricter(a.secrecy ?? 'title', b.secrecy ?? 'title');
  return { ...first, secrecy, also: [...(a.also ?? []), ...(b.also ?? []), second.notice] };
}

function byWeight(a: DigestItem, b: DigestItem): number {
  return (
    weight(a) - weight(b) ||
    (a.due?.days ?? 999) - (b.due?.days ?? 999) ||
    (a.subject?.no ?? '').localeCompare(b.subject?.no ?? '', 'en', { numeric: true }) ||
    (a.notice < b.notice ? -1 : 1)
  );
}

function digestOf(
  person: Reached['person'],
  items: DigestItem[],
  window: Instant,
  day: Day,
  campaign: CampaignState,
  measures: MeasureState[],
  link: (person: Person) => string | null,
): Digest {
  const { settings, clock } = campaign;
  const audience = audienceOf(person);
  return {
    campaign: {
      id: settings.id,
      name: settings.name,
      office: settings.office.name,
      replyTo: settings.office.replyTo,
      rehearsal: clock === 'stepped',
    },
    person: { id: person.id, name: person.name, title: person.name, email: person.email },
    audience,
    window,
    day,
    items,
    counts: audience === 'leader' ? countsFor(person.id, measures, day, campaign.policy) : null,
    link: link(person),
    language: settings.language,
  };
}

function audienceOf({ roles }: Person): Digest['audience'] {
  if (roles.includes('office')) return 'office';
  const decides = ['leader', 'secretary', 'leadingGroup', 'supervision', 'higherLevel'] as const;
  return decides.some((role) => roles.includes(role)) ? 'leader' : 'unit';
}
