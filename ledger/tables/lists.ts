import type { ColumnType, Selectable } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { Json } from './json.ts';

/** One import of lists, known by what it says: the same said again is the same import. */
export type ImportTable = {
  id: string;
  campaign: string;
  /** JSON text (`workflows/contract.ts`, ImportContent); '' once it is done. */
  content: string;
  phase: 'waiting' | 'running' | 'done' | 'failed';
  /** How far it has come. */
  done: number;
  total: number;
  /** When it last came further. */
  moved_at: Instant;
  /** What came of it, or why it failed. */
  result: ColumnType<object | null, string | null, string | null>;
};

/** What the lists said last of an item that is in the record. */
export type ImportedTable = { stream: string; campaign: string; import: string; digest: string; draft: Json<object> };

/** Something in the lists that only a person can settle; answered once. */
export type QuestionTable = {
  campaign: string;
  key: string;
  body: Json<object>;
  asked_at: Instant;
  choice: string | null;
  answered_by: string | null;
  answered_at: Instant | null;
};

/** Every table of the ledger, by its name. */
/** A year's holiday notice as a person loaded it. */
export type CalendarYearTable = { year: string; days: Json<object>; added_by: string; added_at: Instant };

export type ImportRow = Selectable<ImportTable>;
export type QuestionRow = Selectable<QuestionTable>;
