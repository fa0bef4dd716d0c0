import type { Day, Instant } from '../calendar/day.ts';
import type { Block, Letter } from '../plan/letter.ts';
import type { To } from '../plan/recipient.ts';

/** One thing one post is to be told in one send window; part of the event that gave rise to it. */
export type Notice = {
  to: To;
  letter: Letter;
  block: Block;
  /** What it rests on; when that no longer holds at the window, it is dropped (`holds.ts`). */
  basis: string;
  /** The date it is about. */
  due: Day | null;
  /** The send window it waits for. */
  windowAt: Instant;
  /** What fills the blanks of its sentence. */
  facts: Record<string, string | number>;
};
