import type { Day } from './calendar/day.ts';
import type { PersonId, Role, UnitId } from './plan/directory.ts';

/** Signed paper from which `by` enters another's act: its number and date, and the scan's `sha256:` digest. */
export type Paper = { by: PersonId; number: string; date: Day; scan: string };

/**
 * Who acts, as the facade resolved him from the directory when the command came in. A deputy has the units and roles of
 * the one he acts for (`behalf.of`, under `behalf.document`) and keeps his own units in `behalf.own`. With `paper` the
 * actor is who signed, and the record names both him and the clerk.
 */
export type Actor = {
  person: PersonId;
  units: UnitId[];
  roles: Role[];
  behalf?: { of: PersonId; own: UnitId[]; document: string };
  paper?: Paper;
  /** Who has the post now that he held on the day of his paper. */
  successor?: PersonId;
};

/** The engine itself: what the calendar brings about, nobody's decision. */
export const system: Actor = { person: 'system', units: [], roles: [] };

/** Everybody an act is by: the actor, and the one he acts for. */
export function personsOf({ person, behalf }: Actor): PersonId[] {
  return behalf ? [person, behalf.of] : [person];
}

/** The one whose post it is that is exercised. */
export function inPost({ person, behalf, successor }: Actor): PersonId {
  return behalf?.of ?? successor ?? person;
}
