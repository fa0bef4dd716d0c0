import type { AskedQuestion, ImportAnswer } from '../client/api.ts';
import type { ImportResult } from '../client/import.ts';
import type { ListError, ListRow, Outcome, ReadLists } from '../documents/in/lists/row.ts';
import type { CodedError } from '../domain/errors.ts';
import type { Compared } from '../domain/import/compare.ts';
import type { Directory } from '../domain/plan/directory.ts';
import { sayError } from '../words/errors.ts';
import { askedOf, named } from '../words/import.ts';
import type { Language } from '../words/language.ts';

/** A field that changes, as a person reads it. */
export type Change = { field: string; old: string; new: string };
export type ImportedRow = Omit<ListRow, 'draft' | 'questions'> & {
  questions: AskedQuestion[];
  changes: Change[];
};

/** What `import --json` prints. */
export type ImportDocument = {
  /** null: lists of no campaign, only tried. */
  campaign: string | null;
  import: string | null;
  dryRun: boolean;
  create: number;
  change: number;
  same: number;
  gone: number;
  ask: number;
  errors: ListError[];
  rows: ImportedRow[];
  /** The findings that are new, changed or asked about. */
  findings: { id: string; outcome: Outcome; changes: Change[] }[];
  applied: ImportResult | null;
};

/**
 * What was read and what the comparison says of it, row by row. Without a comparison (`answer` null) everything that was
 * read is new.
 */
export function importDocument(
  campaign: string | null,
  read: ReadLists,
  answer: ImportAnswer | null,
  directory: Directory,
  { dryRun, language }: { dryRun: boolean; language: Language },
): ImportDocument {
  const compared = new Map(answer?.plan.measures.map((one) => [one.id, one]));
  const changesOf = ({ changes }: Compared) => changes.map((change) => named(change, directory, language));
  const asksOf = ({ file, sheet, row }: ListRow, { asks }: Compared): AskedQuestion[] =>
    asks.map((ask) => ({ ...askedOf(ask, directory, language), file, sheet, row }));
  const rows: ImportedRow[] = read.rows.map((row) => {
    const { draft, ...shown } = row;
    const one = draft && compared.get(draft.id);
    if (!one) return { ...shown, changes: [] };
    const { outcome } = one;
    return { ...shown, outcome, questions: [...row.questions, ...asksOf(row, one)], changes: changesOf(one) };
  });
  rows.push(...(answer?.plan.gone ?? []).map((one) => goneRow(one, directory)));
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  const findings =
    answer?.plan.findings ??
    read.lists.findings.map(({ id }) => ({ id, outcome: 'create' as const, changes: [], asks: [] }));
  return {
    campaign,
    import: answer?.id ?? null,
    dryRun,
    ...{ create: count('create'), change: count('change'), same: count('same'), gone: count('gone') },
    ask: count('ask'),
    errors: read.errors,
    rows,
    findings: findings
      .filter(({ outcome }) => outcome !== 'same')
      .map((one) => ({ id: one.id, outcome: one.outcome, changes: changesOf(one) })),
    applied: null,
  };
}

/** A file as a whole could not be read: the totals are nothing, the error is the file's. */
export function unreadable(
  campaign: string | null,
  { code, facts }: CodedError,
  { dryRun, language }: { dryRun: boolean; language: Language },
): ImportDocument {
  const place = { file: String(facts.file), sheet: String(facts.sheet ?? ''), row: 0, column: '', code };
  return {
    ...{ campaign, import: null, dryRun, create: 0, change: 0, same: 0, gone: 0, ask: 0 },
    errors: [{ ...place, message: sayError(language, code, facts) }],
    ...{ rows: [], findings: [], applied: null },
  };
}

/** With what an item said no to after all: its row is in error. */
export function withResult(document: ImportDocument, result: ImportResult, language: Language): ImportDocument {
  const refused = new Map(result.refused.map(({ stream, ...no }) => [stream.split('/')[2], no]));
  const rows = document.rows.map((row) => (refused.has(row.id) ? { ...row, outcome: 'error' as const } : row));
  const errors = document.rows.flatMap(({ id, file, sheet, row }) => {
    const no = refused.get(id);
    return no ? [{ file, sheet, row, column: '', code: no.code, message: sayError(language, no.code, no.facts) }] : [];
  });
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  return {
    ...document,
    ...{ create: count('create'), change: count('change') },
    ...{ rows, errors: [...document.errors, ...errors], applied: result },
  };
}

function goneRow(one: ImportAnswer['plan']['gone'][number], { units, persons }: Directory): ImportedRow {
  return {
    ...{ file: '', sheet: '', row: 0, id: one.id, idFrom: 'column' as const },
    finding: one.finding,
    measure: one.title,
    leader: persons.find(({ id }) => id === one.leader)?.name ?? '',
    leadUnit: units.find(({ id }) => id === one.lead_unit)?.name ?? one.lead_unit,
    participants: [],
    ...{ effectDue: one.effect_due, doneDue: one.done_due, kind: one.kind, outcome: 'gone' as const },
    ...{ questions: [], changes: [], plan: null, team: null, past: null, twin: null },
  };
}
