import type { Day } from '../../../domain/calendar/day.ts';
import type { ErrorCode } from '../../../domain/errors.ts';
import type { History, Kind, Lists, MeasureDraft } from '../../../domain/plan/lists.ts';

/**
 * What becomes of a row. The reader knows `create`, `same` (a row that only repeats another), `ask` (held back until a
 * person answers) and `error`; the comparison with a running campaign adds `change` and `gone`.
 */
export type Outcome = 'create' | 'change' | 'same' | 'gone' | 'ask' | 'error';

/** What a person is asked; each kind has a sentence in `words/<language>/lists.ts`. */
export type QuestionKind =
  | 'deadline'
  | 'unit'
  | 'person'
  | 'leadUnits'
  | 'handlers'
  | 'sharedMeasure'
  | 'pastDay'
  | 'plan'
  | 'team';

/** One of the answers proposed: the value to hand back, and what it means in words. */
export type Option = { value: string; label: string };

/**
 * Something only a person can settle, at one cell. The key is the same wherever and whenever the same thing is asked
 * again, so one answer serves every row and every later reading. `held`: the row waits for it; otherwise the row goes in
 * as read (the first of several lead units leads) and an answer changes it.
 */
export type Question = {
  key: string;
  kind: QuestionKind;
  file: string;
  sheet: string;
  row: number;
  column: string;
  /** The words in the cell that are unclear. */
  text: string;
  message: string;
  options: Option[];
  held: boolean;
};

/** What people have answered, by a question's key: an option's value, or one the kind allows (a day, a unit's name). */
export type Answers = Record<string, string>;

/** One measure of the lists, as a person checks it (units and persons by name) and, in `draft`, as it is started. */
export type ListRow = {
  file: string;
  sheet: string;
  /** As the spreadsheet shows it. */
  row: number;
  id: string;
  /** `derived`: made of finding and text, because no column gives one. */
  idFrom: 'column' | 'derived';
  finding: string;
  measure: string;
  leader: string;
  leadUnit: string;
  participants: string[];
  effectDue: Day | null;
  doneDue: Day | null;
  kind: Kind | null;
  outcome: Outcome;
  questions: Question[];
  /**
   * null where the row is in error, held back, or repeats another. Its `no` follows the sheet and changes when rows move;
   * everything else in it is worth comparing.
   */
  draft: MeasureDraft | null;
  /** 方案, 专班: the plan and the teams its finding belongs to, by name; as written where no campaign says which there are. */
  plan: string | null;
  team: string | null;
  /** 整改状态, 进展情况, 完成时间, 销号时间: what had happened before; `draft.history` is the same. */
  past: History | null;
  /** The id of the row that this one only repeats, or with which a person said it is shared. */
  twin: string | null;
};

/** One thing wrong in one cell: the row as the spreadsheet shows it, the column by its header ('' for a whole row). */
export type ListError = { file: string; sheet: string; row: number; column: string; code: ErrorCode; message: string };

/** What several files say together: what can be started, and what is said about every row. */
export type ReadLists = { lists: Lists; rows: ListRow[]; errors: ListError[] };
