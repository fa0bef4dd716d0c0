import type { Actor } from '../actor.ts';
import type { Day } from '../calendar/day.ts';
import { holdsPost, isOwnItem, isWatcher, reviewingPost } from '../measure/authority.ts';
import type { MeasureState, Post } from '../measure/state.ts';
import type { Directory, Person, PersonId, Role, UnitId } from '../plan/directory.ts';
import { delegationOn } from '../plan/directoryChange.ts';
import type { Recipient, To } from '../plan/recipient.ts';

/** Why a notice came to somebody else than the one first meant. */
export type Reroute = 'vacant' | 'absent' | 'self' | 'no-address';
export type Receiver = { person: Person & { email: string }; rerouted: Reroute | null };

/** What a notice is about, as far as finding its receivers goes; null: the campaign itself. */
export type Subject = { measure: MeasureState } | { leadUnit: UnitId; leaders: PersonId[] } | null;

/**
 * The persons a notice reaches on a day: the holders of its post, or, where the post is vacant, on leave, without an
 * address, or the one who would be reported to himself, whoever stands in. Never nobody: in the end the office gets it,
 * with the reason (DESIGN.md: rung compression).
 */
export function resolve(to: To, subject: Subject, directory: Directory, day: Day): Receiver[] {
  if (to.startsWith('unit:')) return resolve('unit', { leadUnit: to.slice(5), leaders: [] }, directory, day);
  if (to.startsWith('person:')) return resolvePerson(to.slice(7), directory, day);
  return resolvePost(to as Recipient, subject, directory, day);
}

/** A person by name; whoever runs the campaign where he cannot be reached. */
function resolvePerson(id: PersonId, directory: Directory, day: Day): Receiver[] {
  const person = directory.persons.find((one) => one.id === id);
  const found = person ? present(person, directory, day) : [];
  if (found.length > 0) return found;
  const rerouted: Reroute = person ? 'no-address' : 'vacant';
  return resolvePost('office', null, directory, day).map((receiver) => ({ ...receiver, rerouted }));
}

function resolvePost(to: Recipient, subject: Subject, directory: Directory, day: Day): Receiver[] {
  if (to === 'participants' || to === 'formerUnit') return resolveUnits(to, subject, directory, day);
  const meant = holdersOf(to, subject, directory);
  const found = meant.flatMap((person) => present(person, directory, day).filter((one) => !isOwn(to, one, subject)));
  if (found.length > 0) return found;
  const isReached = meant.some((person) => present(person, directory, day).length > 0);
  const why: Reroute =
    isReached || (meant.length === 0 && isSelf(to, subject, directory))
      ? 'self'
      : meant.length > 0
        ? 'no-address'
        : 'vacant';
  for (const next of standIns(to)) {
    const instead = holdersOf(next, subject, directory).flatMap((person) => present(person, directory, day));
    if (instead.length > 0) return instead.map(({ person }) => ({ person, rerouted: why }));
  }
  return [];
}

/** Each of these units by itself: one whose post is vacant is not lost among the others. None: there is nobody to be told. */
function resolveUnits(to: 'participants' | 'formerUnit', subject: Subject, directory: Directory, day: Day): Receiver[] {
  if (!subject || !('measure' in subject)) return [];
  const { formerUnit } = subject.measure;
  const units = to === 'participants' ? participating(subject.measure) : formerUnit === undefined ? [] : [formerUnit];
  const found = units.flatMap((leadUnit) => resolvePost('unit', { leadUnit, leaders: [] }, directory, day));
  return found.filter((one, index) => found.findIndex(({ person }) => person.id === one.person.id) === index);
}

/** A leader's deputy who belongs to the unit that is late would report it to himself. */
function isOwn(to: Recipient, { person, rerouted }: Receiver, subject: Subject): boolean {
  const about = subject && ('measure' in subject ? subject.measure : subject);
  return to === 'leader' && rerouted === 'absent' && about !== null && person.unit === about.leadUnit;
}

/** Upward, and in the end to whoever runs the campaign. */
function standIns(to: Recipient): Exclude<Recipient, 'participants' | 'formerUnit'>[] {
  switch (to) {
    case 'handler':
    case 'unit':
      return ['unit', 'principal', 'office', 'leadingGroup', 'supervision'];
    case 'office':
    case 'checker':
      return ['supervision', 'leadingGroup', 'office'];
    case 'leader':
    case 'decider':
      return ['leadingGroup', 'office', 'supervision'];
    default:
      return ['office', 'leadingGroup', 'supervision'];
  }
}

function holdersOf(
  to: Exclude<Recipient, 'participants' | 'formerUnit'>,
  subject: Subject,
  { persons }: Directory,
): Person[] {
  const of = (role: Role) => persons.filter((person) => person.roles.includes(role));
  const inUnit = (role: Role, unit: UnitId) => of(role).filter((person) => person.unit === unit);
  const about = subject && ('measure' in subject ? subject.measure : subject);
  switch (to) {
    case 'office':
    case 'owner':
      return of('office');
    case 'supervision':
      return of(to);
    case 'leadingGroup':
      return persons.filter((person) => person.roles.includes('secretary') || person.roles.includes('leadingGroup'));
    case 'unit':
      return about ? inUnit('liaison', about.leadUnit) : [];
    case 'principal':
      return about ? inUnit('principal', about.leadUnit) : [];
    case 'leader':
      // Nobody is reported only to himself: a leader who belongs to the unit that is late is no one to escalate to.
      return about ? persons.filter((p) => about.leaders.includes(p.id) && p.unit !== about.leadUnit) : [];
    default:
      return subject && 'measure' in subject ? measurePost(to, subject.measure, persons, inUnit) : [];
  }
}

function measurePost(
  to: 'handler' | 'reviewer' | 'decider' | 'confirmer' | 'checker' | 'watcher' | 'accepter',
  measure: MeasureState,
  persons: Person[],
  inUnit: (role: Role, unit: UnitId) => Person[],
): Person[] {
  switch (to) {
    case 'handler': {
      const named = persons.filter((person) => person.id === measure.handler);
      return named.length > 0 ? named : inUnit('liaison', measure.leadUnit);
    }
    case 'reviewer':
      return answerers(reviewingPost(measure), measure, persons);
    case 'confirmer': {
      const { asks = 'leader', by, signedBy } = measure.effect ?? {};
      return answerers(asks, measure, persons).filter(({ id }) => id !== by && id !== signedBy);
    }
    case 'checker':
      return persons.filter(
        (p) =>
          p.roles.includes('office') &&
          p.id !== measure.closure?.by &&
          p.id !== measure.closure?.for &&
          !isOwnItem(measure, actorOf(p), 'office'),
      );
    case 'watcher':
      return persons.filter((p) => isWatcher(measure, actorOf(p)) && !isOwnItem(measure, actorOf(p), 'leader'));
    case 'accepter': {
      const { asks = 'leader', by, signedBy } = measure.permanence ?? {};
      return answerers(asks, measure, persons).filter(({ id }) => id !== by && id !== signedBy);
    }
    case 'decider':
      return persons.filter((p) => measure.leaders.includes(p.id) && !isOwnItem(measure, actorOf(p), 'leader'));
  }
}

/** Units that take part and have not handed in theirs, or have a part that is not closed; the lead unit is asked by itself. */
function participating({ participants, parts = [], leadUnit, cycle }: MeasureState): UnitId[] {
  const open = parts.filter(({ closed }) => !closed).map(({ unit }) => unit);
  const silent = participants.filter((unit) => !cycle?.contributed?.includes(unit));
  return [...new Set([...silent, ...open])].filter((unit) => unit !== leadUnit);
}

/** Whoever has this post towards the measure, and not in his own matter. */
function answerers(post: Post, measure: MeasureState, persons: Person[]): Person[] {
  return persons.filter((person) => {
    const actor = actorOf(person);
    return holdsPost(post, measure, actor) && !isOwnItem(measure, actor, post);
  });
}

/** Posts whose holder may be of the unit itself. */
const fromAbove: Recipient[] = ['leader', 'decider', 'reviewer', 'confirmer', 'accepter', 'checker'];

function isSelf(to: Recipient, subject: Subject, { persons }: Directory): boolean {
  if (!fromAbove.includes(to)) return false;
  const about = subject && ('measure' in subject ? subject.measure : subject);
  return about !== null && persons.some((p) => about.leaders.includes(p.id) && p.unit === about.leadUnit);
}

/** The person, or on his days of leave his deputy, if there is an address to write to. */
function present(person: Person, directory: Directory, day: Day): Receiver[] {
  const delegated = delegationOn(directory, person.id, day);
  const away = delegated !== undefined || person.leave.some(({ from, to }) => from <= day && day <= to);
  const deputy = away ? directory.persons.find(({ id }) => id === (delegated?.to ?? person.deputy)) : undefined;
  // A deputy nobody can write to does not keep it from the one who is away.
  const receiver = deputy?.email ? deputy : person;
  if (receiver.email === null) return [];
  return [{ person: { ...receiver, email: receiver.email }, rerouted: receiver === person ? null : 'absent' }];
}

/** Who acts for another under a delegation that runs that day; null: nobody gave him one. */
export function deputyOf(person: Person, of: Person, directory: Directory, day: Day): Actor | null {
  const delegation = delegationOn(directory, of.id, day);
  if (delegation?.to !== person.id) return null;
  const { units: own } = actorOf(person);
  return { ...actorOf(of), person: person.id, behalf: { of: of.id, own, document: delegation.document } };
}

/** What a person may act as: his own unit and posts. */
export function actorOf(person: Person): Actor {
  return { person: person.id, units: person.unit === null ? [] : [person.unit], roles: person.roles };
}
