import type { Day } from '../calendar/day.ts';

export type UnitId = string;
export type PersonId = string;

/**
 * The posts a person can hold in a campaign (PROCESS.md, glossary).
 * `principal` heads a unit, `liaison` writes for it, `leader` is a lead leader of measures,
 * `secretary` heads the leading group (第一责任人), `supervision` is 纪委监委 and 组织部, `inspection` 巡察办,
 * `higherLevel` accepts from above, `audit` only reads.
 */
export const roles = [
  'office',
  'leader',
  'secretary',
  'leadingGroup',
  'supervision',
  'inspection',
  'principal',
  'liaison',
  'higherLevel',
  'audit',
] as const;
export type Role = (typeof roles)[number];

export type Unit = {
  id: UnitId;
  name: string;
  /** Other spellings and former names under which lists may call it. */
  aliases: string[];
};

export type Person = {
  id: PersonId;
  name: string;
  unit: UnitId | null;
  roles: Role[];
  /** Exactly one addr-spec, checked where it entered; null: nobody can be mailed. */
  email: string | null;
  /** Who stands in while this person is on leave. */
  deputy: PersonId | null;
  leave: { from: Day; to: Day }[];
};

/** `to` acts for `of` from one day to another, both included, by this document. */
export type Delegation = { of: PersonId; to: PersonId; from: Day; until: Day; document: string };

export type Directory = { units: Unit[]; persons: Person[]; delegations?: Delegation[] };

/** Is one of these leaders the head of the leading group, whose items close only by its recorded decision? */
export function isHeads(leaders: PersonId[], { persons }: Directory): boolean {
  return persons.some(({ id, roles }) => roles.includes('secretary') && leaders.includes(id));
}
