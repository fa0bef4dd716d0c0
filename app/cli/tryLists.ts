import type { ListRow, Outcome, ReadLists } from '../../documents/in/lists/row.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { CodedError } from '../../domain/errors.ts';
import { sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { listWords } from '../../words/lists.ts';
import { type ListsContext, readImport } from '../lists.ts';
import type { Answer } from './answer.ts';
import type { Desk } from './desk.ts';

/** What lists of no campaign are read by: the day they were written, the feedback, headers named by hand. */
export type TryOptions = { on?: string; feedback?: string; column?: Record<string, string> };

/** Lists that belong to no campaign yet: every mail domain is allowed, and they were written today unless told. */
export function ownContext({ on, feedback, column }: TryOptions): ListsContext {
  const zone = 'Asia/Shanghai';
  const today = on ?? dayOf(Date.now(), zone);
  const settings = { feedbackOn: feedback ?? today, concentratedMonths: 3, zone };
  return { settings, allowedDomains: undefined, on: today, feedback, columns: column };
}

/** Reads lists and says row by row what would happen: with nothing to compare them with, everything is new. */
export async function tryLists(desk: Desk, files: string[], context: ListsContext): Promise<Answer> {
  const read = await readImport(files, context, desk.language).catch((error) => {
    if (error instanceof CodedError && error.facts.file !== undefined) return error;
    throw error;
  });
  return read instanceof CodedError ? unreadable(desk, read) : tried(desk, read);
}

/** A file as a whole could not be read: the totals are nothing, the error is the file's. */
function unreadable({ language }: Desk, error: CodedError): Answer {
  const { code, facts } = error;
  const place = { file: String(facts.file), sheet: String(facts.sheet ?? ''), row: 0, column: '', code };
  const { errors: _, ...totals } = totalsOf([], 0);
  return {
    document: { ...totals, errors: [{ ...place, message: sayError(language, code, facts) }], rows: [] },
    lines: [],
    error,
  };
}

function tried(desk: Desk, { rows, errors, lists }: ReadLists): Answer {
  const { tried: words, outcome } = listWords[desk.language];
  const count = totalsOf(rows, errors.length);
  const place = ({ sheet, row }: ListRow) => fill(words.place, { sheet, row });
  const lines = [
    ...rows.flatMap((row) => [
      fill(words.row, {
        ...{ place: place(row), outcome: outcome[row.outcome], id: row.id, measure: short(row.measure) },
        ...{ leadUnit: row.leadUnit, doneDue: row.doneDue ?? '' },
      }).trimEnd(),
      ...row.questions.flatMap(({ message, key, options }) => [
        fill(words.question, { message, key }),
        ...options.map((option) => fill(words.option, option)),
      ]),
    ]),
    ...errors.map((error) => fill(desk.words.import.row, { ...error })),
    fill(words.totals, count),
    desk.words.import.dry,
  ];
  const { findings, measures, directory } = lists;
  const read = {
    ...{ findings: findings.length, measures: measures.length },
    ...{ units: directory.units.length, persons: directory.persons.length },
  };
  const printed = rows.map(({ draft, ...shown }) => shown);
  const error = errors.length > 0 ? { error: new CodedError('rows-in-error', { count: errors.length }) } : {};
  return { document: { ...count, errors, rows: printed, read, imported: null }, lines, ...error };
}

function totalsOf(rows: ListRow[], errors: number) {
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  return {
    ...{ create: count('create'), change: count('change'), same: count('same'), gone: count('gone') },
    ...{ ask: count('ask'), errors },
  };
}

function short(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
