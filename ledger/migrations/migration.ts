import type { Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** One step of the schema. A released one is never changed: the next one mends it. */
export type Migration = {
  version: number;
  statements: string[];
  /** What the statements made room for, of rows that are there already. */
  fill?: (tx: Transaction<Tables>) => Promise<void>;
};
