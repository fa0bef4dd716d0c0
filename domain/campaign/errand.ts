import type { Actor } from '../actor.ts';
import { addWorkdays } from '../calendar/calendar.ts';
import { type Day, isDay } from '../calendar/day.ts';
import type { Context } from '../context.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { Limit } from '../notice/climb.ts';
import type { Directory, PersonId } from '../plan/directory.ts';
import type { Address } from '../plan/recipient.ts';

/**
 * Where something that must be done by a day comes from: a leader's 批示, a 会商's conclusion (or the wish for one), a
 * check's 交办, a letter that wants an answer, a dated occasion of the campaign, the end of the period, the office.
 */
export const sources = ['instruction', 'consultation', 'check', 'letter', 'occasion', 'periodEnd', 'office'] as const;
export type Source = (typeof sources)[number];

/** Something dated that somebody owns, beside the measures; it climbs a ladder of its own until it is finished. */
export type Errand = {
  id: string;
  source: Source;
  text: string;
  owner: Address;
  due: Day;
  /** The item it is about, by id. */
  about: string | null;
  /** The paper it stands on. */
  number: string | null;
  /** Who wants it done; who entered it for him is the event's actor. */
  by: PersonId;
};

/** The limit of everything that is not finished. */
export function errandLimits({ errands = {} }: { errands?: Record<string, Errand> }): Limit[] {
  return Object.values(errands).map(({ id, due }) => ({ basis: `errand:${id}`, ladder: 'errand', day: due }));
}

/** The next free id; ids count up over everything a campaign numbers, and are never used again. */
export function nextId({ numbered = 0 }: { numbered?: number }, prefix: string, ahead = 1): string {
  return `${prefix}-${numbered + ahead}`;
}

/** An owner as somebody names him: a unit or a person, by id or by a name only one has; else the office. */
export function ownerOf(
  { unit, person }: { unit?: string | undefined; person?: string | undefined },
  directory: Directory,
): Address | Refusal {
  const named = <T extends { id: string; name: string }>(all: T[], said: string) =>
    all.find(({ id }) => id === said) ?? all.find(({ name }) => name === said);
  if (person !== undefined) {
    const found = named(directory.persons, person);
    return found ? `person:${found.id}` : refusal('unknown-person', { name: person });
  }
  if (unit === undefined) return 'office';
  const found = named(directory.units, unit);
  return found ? `unit:${found.id}` : refusal('unknown-unit', { name: unit });
}

/** A day something is to be done by: one that exists and has not passed. */
export function refuseDue(due: Day, today: Day): Refusal | null {
  if (!isDay(due)) return refusal('no-such-date', { text: due });
  return due <= today ? refusal('date-in-past', { day: due }) : null;
}

/** So many workdays from today. */
export function dueIn(workdays: number, today: Day, { calendar }: Context): Day {
  return addWorkdays(calendar, today, workdays);
}

/** Is it the actor's to finish: the office's, his own, or his unit's? */
export function ownsErrand({ person, units, roles }: Actor, { owner }: Pick<Errand, 'owner'>): boolean {
  if (owner === 'office') return roles.includes('office');
  if (owner.startsWith('person:')) return person === owner.slice('person:'.length);
  return units.includes(owner.slice('unit:'.length));
}
