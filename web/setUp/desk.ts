import type { AskedQuestion } from '../../client/api.ts';
import type { Day } from '../../domain/calendar/day.ts';
import type { Lists } from '../../domain/plan/lists.ts';
import type { Policy } from '../../domain/plan/policy.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import type { Language } from '../../words/language.ts';

/** A campaign that is being set up and is not there yet: its rules, the files handed in, and what was answered. */
export type SetUpDraft = { settings: Settings; policy: Policy; files: string[]; answers: Record<string, string> };

/** One row of the lists as a person checks it. */
export type CheckedRow = {
  file: string;
  sheet: string;
  row: number;
  id: string;
  finding: string;
  measure: string;
  leadUnit: string;
  doneDue: Day | null;
  outcome: 'create' | 'change' | 'same' | 'gone' | 'ask' | 'error';
  questions: AskedQuestion[];
};
export type CheckedError = { file: string; sheet: string; row: number; column: string; code: string; message: string };
/** What the lists say: what would be started, and what is said about every row. `settings`: with plans and teams placed. */
export type Checked = { settings: Settings; lists: Lists; rows: CheckedRow[]; errors: CheckedError[] };

/** Where campaigns lie while they are set up; documents are read outside the pages. */
export type SetUps = {
  begin(settings: Settings, policy: Policy): Promise<void>;
  find(id: string): Promise<SetUpDraft | null>;
  keep(id: string, file: { name: string; bytes: Uint8Array }): Promise<void>;
  dropFiles(id: string): Promise<void>;
  answer(id: string, key: string, choice: string): Promise<void>;
  /** Reads the lists as they lie there; a file that cannot be read at all is one error. */
  check(id: string, language: Language): Promise<Checked>;
  all(): Promise<Settings[]>;
  /** It is issued: what was handed in stands in the record. */
  drop(id: string): Promise<void>;
};
