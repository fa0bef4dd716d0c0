import { type Day, type Instant, isDay } from '../calendar/day.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { Delegation, Directory, Person, PersonId, UnitId } from './directory.ts';

/**
 * What happens to people and units while a campaign runs. `delegate`: `to` acts for `of` from one day to another;
 * `replace`: `by` takes over the unit, the posts and the items of `of`; `merge`: a unit's people and items go to another;
 * `split`: people of a unit become a new one, its items stay until they are reassigned.
 */
export type DirectoryChange =
  | ({ kind: 'delegate' } & Omit<Delegation, 'document'>)
  | { kind: 'replace'; of: PersonId; by: PersonId }
  | { kind: 'rename'; unit: UnitId; name: string }
  | { kind: 'merge'; unit: UnitId; into: UnitId }
  | { kind: 'split'; unit: UnitId; id: UnitId; name: string; persons: PersonId[] };

/** Why a change cannot be; null: it can. */
export function refuseChange(change: DirectoryChange, directory: Directory): Refusal | null {
  const unknown = mentioned(change).find(
    (id) => !directory.persons.some((p) => p.id === id) && !directory.units.some((unit) => unit.id === id),
  );
  if (unknown !== undefined) return refusal('unknown-id', { id: unknown });
  switch (change.kind) {
    case 'delegate':
      return refuseDelegation(change, directory);
    case 'replace':
      return change.of === change.by ? refusal('bad-input', { field: 'by', value: change.by }) : null;
    case 'rename':
      return change.name.trim() ? null : refusal('bad-input', { field: 'name', value: change.name });
    case 'merge':
      return change.unit === change.into ? refusal('unit-into-itself', { id: change.unit }) : null;
    case 'split': {
      const known = directory.units.some(({ id }) => id === change.id) || !change.id.trim() || !change.name.trim();
      if (known) return refusal('bad-input', { field: 'id', value: change.id });
      const foreign = directory.persons.find(({ id, unit }) => change.persons.includes(id) && unit !== change.unit);
      return foreign ? refusal('bad-input', { field: 'persons', value: foreign.id }) : null;
    }
  }
}

function mentioned(change: DirectoryChange): string[] {
  switch (change.kind) {
    case 'delegate':
      return [change.of, change.to];
    case 'replace':
      return [change.of, change.by];
    case 'rename':
      return [change.unit];
    case 'merge':
      return [change.unit, change.into];
    case 'split':
      return [change.unit, ...change.persons];
  }
}

function refuseDelegation({ of, to, from, until }: Omit<Delegation, 'document'>, { delegations = [] }: Directory) {
  for (const day of [from, until]) if (!isDay(day)) return refusal('no-such-date', { text: day });
  if (from > until) return refusal('bad-input', { field: 'until', value: until });
  if (of === to) return refusal('bad-input', { field: 'to', value: to });
  const other = delegations.find((one) => one.of === of && one.from <= until && from <= one.until);
  return other ? refusal('delegation-overlaps', { of, from: other.from, until: other.until }) : null;
}

/** The directory after a change. Who held what before, the campaign's events tell (`xiaohao directory --on DATE`). */
export function changed(directory: Directory, change: DirectoryChange, document: string): Directory {
  const { units, persons } = directory;
  switch (change.kind) {
    case 'delegate': {
      const { kind, ...delegation } = change;
      return { ...directory, delegations: [...(directory.delegations ?? []), { ...delegation, document }] };
    }
    case 'replace': {
      const { unit, roles } = persons.find(({ id }) => id === change.of)!;
      const after = (person: Person): Person => {
        if (person.id === change.of) return { ...person, unit: null, roles: [] };
        if (person.id !== change.by) return person;
        return { ...person, unit: unit ?? person.unit, roles: [...new Set([...person.roles, ...roles])] };
      };
      return { ...directory, persons: persons.map(after) };
    }
    case 'rename':
      return {
        ...directory,
        units: units.map((unit) =>
          unit.id === change.unit ? { ...unit, name: change.name, aliases: [...unit.aliases, unit.name] } : unit,
        ),
      };
    case 'merge': {
      const gone = units.find(({ id }) => id === change.unit)!;
      const kept = units.filter(({ id }) => id !== change.unit);
      // The unit that remains has a head of its own.
      const moved = (person: Person): Person =>
        person.unit === change.unit
          ? { ...person, unit: change.into, roles: person.roles.filter((role) => role !== 'principal') }
          : person;
      const named = kept.map((unit) =>
        unit.id === change.into ? { ...unit, aliases: [...unit.aliases, gone.name, ...gone.aliases] } : unit,
      );
      return { ...directory, units: named, persons: persons.map(moved) };
    }
    case 'split': {
      const moved = (person: Person) => (change.persons.includes(person.id) ? { ...person, unit: change.id } : person);
      const unit = { id: change.id, name: change.name, aliases: [] };
      return { ...directory, units: [...units, unit], persons: persons.map(moved) };
    }
  }
}

/** What the items have to know of a change: a unit or a person is another now; null: nothing. */
export function successionOf(change: DirectoryChange): { type: 'succeed'; from: string; to: string } | null {
  if (change.kind === 'merge') return { type: 'succeed', from: change.unit, to: change.into };
  return change.kind === 'replace' ? { type: 'succeed', from: change.of, to: change.by } : null;
}

/** A unit that is merged into another, or a person whose posts are another's, from an instant on. */
export type Succession = { from: string; to: string; at: Instant };

/** Under which delegation a person acts for another on a day; undefined: under none. */
export function delegationOn({ delegations = [] }: Directory, of: PersonId, day: Day): Delegation | undefined {
  return delegations.find((one) => one.of === of && one.from <= day && day <= one.until);
}
