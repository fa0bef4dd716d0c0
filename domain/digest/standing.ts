import type { Day } from '../calendar/day.ts';
import type { Person, PersonId } from '../plan/directory.ts';

/** What makes a person the one a mail was written to, as one text: address, unit, posts, and whether he is there. */
export function standingOf({ email, unit, roles, leave }: Person, day: Day): string {
  const away = leave.some(({ from, to }) => from <= day && day <= to);
  return JSON.stringify([email, unit, roles.toSorted(), away]);
}

/**
 * Is a mail still for whom it was written to? Holders change between the composing of a digest and its window; `standing`
 * null: only the address was kept.
 */
export function isStillFor(
  mail: { person: PersonId; email: string; standing: string | null },
  persons: ReadonlyMap<PersonId, Person>,
  day: Day,
): boolean {
  const person = persons.get(mail.person);
  if (!person) return false;
  return mail.standing === null ? person.email === mail.email : standingOf(person, day) === mail.standing;
}
