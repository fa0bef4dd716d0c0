import type { Day } from '../calendar/day.ts';
import type { PersonId } from '../plan/directory.ts';
import type { PartDraft } from '../plan/quantity.ts';

/** What was handed in of a part, and its closing. */
export type Part = PartDraft & {
  done?: number;
  handedIn: { by: PersonId; on: Day; evidence: string[]; limit: Day } | null;
  closed: { by: PersonId; on: Day } | null;
};
