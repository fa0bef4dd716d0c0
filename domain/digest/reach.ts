import type { Day } from '../calendar/day.ts';
import type { Directory, Person, PersonId } from '../plan/directory.ts';
import type { To } from '../plan/recipient.ts';
import { type Receiver, type Reroute, resolve, type Subject } from './resolve.ts';

/** Whom a line goes to, and why to him; `undelivered`: mail to the one first meant was refused. */
export type Reached = Omit<Receiver, 'rerouted'> & { rerouted: Reroute | 'undelivered' | null };

/**
 * Finds the persons of a notice as `resolve` does, but none whose mail server turns mail away: his deputy stands in, or
 * whoever stands in for the post, and in the end the office.
 */
export function reaching(directory: Directory, unreachable: ReadonlySet<PersonId>, day: Day) {
  const asAbsent = (person: Person): Person =>
    unreachable.has(person.id) ? { ...person, email: null, leave: [{ from: day, to: day }] } : person;
  const reachable = { ...directory, persons: directory.persons.map(asAbsent) };

  return (to: To, subject: Subject): Reached[] => {
    const meant = resolve(to, subject, directory, day);
    if (!meant.some(({ person }) => unreachable.has(person.id))) return meant;
    const direct = new Map(meant.map((one) => [one.person.id, one]));
    const found = resolve(to, subject, reachable, day);
    const instead = found.length > 0 ? found : resolve('office', subject, reachable, day);
    return instead.map((one) => direct.get(one.person.id) ?? { ...one, rerouted: 'undelivered' });
  };
}
