import type { PersonId, Role, UnitId } from './plan/directory.ts';

/** Who acts, as the facade resolved him from the directory when the command came in. */
export type Actor = { person: PersonId; units: UnitId[]; roles: Role[] };

/** The engine itself: what the calendar brings about, nobody's decision. */
export const system: Actor = { person: 'system', units: [], roles: [] };
