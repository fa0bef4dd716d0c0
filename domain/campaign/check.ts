import type { Day } from '../calendar/day.ts';

/** 专项督查, 走访, 查阅台账, 回头看. */
export const checkKinds = ['inspection', 'visit', 'ledger', 'lookBack'] as const;
export type CheckKind = (typeof checkKinds)[number];

/** What a check of one item may lead to: nothing, a 交办 with a limit, a return to work, a rebound. */
export const consequences = ['handOver', 'return', 'rebound'] as const;
export type Consequence = (typeof consequences)[number];

/** A round of checks on a sample of measures (by stream id, of this or an earlier campaign), until it is closed. */
export type Check = {
  id: string;
  kind: CheckKind;
  title: string;
  sample: string[];
  recorded: string[];
  yearly: boolean;
  openedOn: Day;
};
