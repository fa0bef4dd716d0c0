import type { Calendar } from '../../../domain/calendar/calendar.ts';
import type { Day } from '../../../domain/calendar/day.ts';
import { CodedError } from '../../../domain/errors.ts';
import type { Directory as Named } from '../../../domain/plan/directory.ts';
import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { sayDeadline } from '../../../words/deadline.ts';
import type { Language } from '../../../words/language.ts';
import type { Sheet } from '../book/book.ts';
import { type File, openBook } from '../book/open.ts';
import { carryDown } from './carry.ts';
import {
  type DirectoryKey,
  type Key,
  type ListKey,
  type Mapping,
  mappable,
  standardName,
  Vocabulary,
} from './columns.ts';
import { Findings } from './findings.ts';
import { findHeader, type Header, type Kind } from './header.ts';
import { draftOf, dueDays, readMeasures } from './measures.ts';
import { spelling, wording } from './names.ts';
import { type Numbering, numberingOf, type Place } from './numbering.ts';
import type { Directory } from './people.ts';
import { Persons } from './persons.ts';
import { type KnownPlaces, Places } from './places.ts';
import { Report } from './report.ts';
import { Responsibilities } from './responsibilities.ts';
import type { Answers, ListRow, Outcome, ReadLists } from './row.ts';
import { type Heading, type Row, readRows } from './table.ts';
import { type Settled, settleTwins } from './twins.ts';
import { Units } from './units.ts';

/** What the reader of lists must know besides the files; plain data, so that it can be sent to another process. */
export type ListOptions = {
  /** The day the lists were written, and the day of the feedback, against which time limits are understood. */
  on: Day;
  feedback?: Day | undefined;
  concentratedMonths?: number | undefined;
  /** Working days, for limits such as 收到反馈后15个工作日内; without it only weekends are known. */
  calendar?: Calendar | undefined;
  /** The language of reasons and questions; zh-CN unless told. */
  language?: Language | undefined;
  /** Domains that mail may go to; absent: any. */
  allowedDomains?: string[] | undefined;
  /** Headers named by hand: 整改措施 → what the files call it. */
  columns?: Mapping | undefined;
  answers?: Answers | undefined;
  /** The plans and teams of the campaign; absent: there is none that could say. */
  places?: KnownPlaces | undefined;
  /** What is in the record already: its people, under the ids they have, and the ids of its measures. */
  known?: { directory: Named; measures: string[] } | undefined;
};

type Table = Place & { kind: Kind; rows: (Row | Heading)[] };

/**
 * Reads the three lists and the directory out of several files together, as offices make them (docs/lists.md).
 * Good rows are as good as if the others had never been there.
 * @throws CodedError with `facts.file` where a file as a whole cannot be read; `column-unknown` for a wrong mapping
 */
export function readLists(files: File[], options: ListOptions): ReadLists {
  const { numbering: _, ...read } = readNumbered(files, options);
  return read;
}

/** The same, and which cells would have to be filled for every row to be known by a number of its own. */
export function readNumbered(files: File[], options: ListOptions): ReadLists & { numbering: Numbering[] } {
  const language = options.language ?? 'zh-CN';
  const report = new Report(options.answers ?? {}, language);
  const all = files.flatMap((file) => readTables(file, options.columns ?? {}, report));
  const tables = usable(all, report);
  if (!all.some(isList) && report.errors.length === 0) noList(files[0]?.name ?? '', '', report);
  const rowsOf = <K extends Key>(kind: Kind) =>
    tables.flatMap((one) => (one.kind === kind ? one.rows : [])) as (Row<K> | Heading)[];
  const directory = readDirectory(rowsOf<DirectoryKey>('units'), rowsOf<DirectoryKey>('persons'), options, language);
  const responsibilities = new Responsibilities(carryDown(rowsOf<ListKey>('responsibilities')));
  const rows = tables.flatMap((one) =>
    one.kind === 'measures' ? numbered(one.header, carryDown(one.rows as (Row<ListKey> | Heading)[])) : [],
  );
  const findings = new Findings(directory, rows);
  findings.read(rows.length > 0 ? carryDown(rowsOf<ListKey>('findings')) : []);
  const context = {
    ...{ on: options.on, feedback: options.feedback, concentratedMonths: options.concentratedMonths, language },
    ...{ calendar: options.calendar ?? { zone: 'Asia/Shanghai', years: {} }, say: sayDeadline(language) },
    read: new Map(),
  };
  const measures = readMeasures(rows, findings, responsibilities, directory, context);
  if (rows.length > 0) responsibilities.close(new Set(rows.map((row) => spelling(row.text('id')))));
  const settled = settleTwins(measures, new Set(options.known?.measures), language);
  const places = new Places(options.places ?? null, language);
  const read = settled.map((one) => rowOf(one, findings, directory, places));
  const drafts = read.flatMap(({ draft }) => draft ?? []);
  const under = ({ finding, alsoUnder = [] }: MeasureDraft) => [finding, ...alsoUnder];
  const named = new Set(measures.flatMap(({ finding, alsoUnder }) => [finding, ...alsoUnder]));
  const lists = {
    findings: findings.drafts(new Set(drafts.flatMap(under)), named),
    directory: { units: [...directory.units.all.values()], persons: [...directory.persons.all.values()] },
    measures: drafts,
  };
  const of = (kind: Kind) => tables.filter((one) => one.kind === kind);
  const numbering = numberingOf(of('measures'), of('findings'), settled, findings);
  return { lists, rows: read, errors: report.errors, numbering };
}

function readTables(file: File, mapping: Mapping, report: Report): Table[] {
  for (const name of Object.keys(mapping))
    if (!mappable(name)) throw new CodedError('column-unknown', { column: name });
  const vocabulary = new Vocabulary(mapping);
  try {
    const sheets = openBook(file);
    const tables = sheets.flatMap((sheet): Table[] => {
      const at = { file: file.name, sheet: sheet.name };
      const header = findHeader(sheet, vocabulary);
      if (header === null) return [];
      if ('column' in header) {
        report.error({ ...at, row: header.row, column: header.column }, 'column-repeated', { column: header.column });
        return [];
      }
      const width = widthOf(sheet);
      return [{ ...at, width, kind: header.kind, header, rows: readRows(file.name, sheet, header, report) }];
    });
    if (tables.length === 0 && report.errors.length === 0) noList(file.name, sheets[0]?.name ?? '', report);
    return tables;
  } catch (error) {
    throw error instanceof CodedError
      ? new CodedError(error.code, { ...error.facts, file: file.name }, { cause: error })
      : error;
  }
}

/** How many columns hold anything. */
function widthOf({ rows, merges }: Sheet): number {
  const filled = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  return merges.reduce((most, { right }) => Math.max(most, right + 1), filled);
}

/**
 * The tables that can be read. A list without its most important column, or without rows, is said so once and not once
 * a row.
 */
function usable(tables: Table[], report: Report): Table[] {
  const has = (kind: Kind) => tables.some((table) => table.kind === kind);
  for (const { file, sheet, header, rows } of tables)
    if (rows.length === 0) report.error({ file, sheet, row: header.bottom, column: '' }, 'sheet-empty', { sheet });
  const list = tables.find(isList);
  if (list && !has('measures')) sheetMissing('任务清单', list.file, report);
  return tables.filter((table) => {
    const { file, sheet, kind, header } = table;
    const column = missingColumn(header);
    if (column) report.error({ file, sheet, row: header.bottom, column }, 'column-missing', { column });
    else if (kind === 'measures' && !header.places.has('unit') && !has('responsibilities'))
      sheetMissing('责任清单', file, report);
    else return true;
    return false;
  });
}

function missingColumn({ kind, places }: Header): string | null {
  if (kind === 'measures' && !places.has('text')) return standardName('text');
  if (kind === 'measures' && !places.has('finding') && !places.has('findingNo')) return standardName('finding');
  return kind === 'findings' && !places.has('finding') ? standardName('finding') : null;
}

function isList({ kind }: Table): boolean {
  return kind !== 'units' && kind !== 'persons';
}

function noList(file: string, sheet: string, report: Report): void {
  report.error({ file, sheet, row: 0, column: '' }, 'no-list-found');
}

function sheetMissing(sheet: string, file: string, report: Report): void {
  report.error({ file, sheet, row: 0, column: '' }, 'sheet-missing', { sheet });
}

function readDirectory(
  units: (Row<DirectoryKey> | Heading)[],
  persons: (Row<DirectoryKey> | Heading)[],
  { known, allowedDomains }: ListOptions,
  language: Language,
): Directory {
  const unitRows = units.flatMap((row) => ('heading' in row ? [] : [row]));
  const personRows = persons.flatMap((row) => ('heading' in row ? [] : [row]));
  const directory = new Units(known?.directory.units ?? [], language);
  directory.read(unitRows);
  // Where only persons are listed, their units are the units.
  if (unitRows.length === 0 && directory.all.size === 0)
    for (const name of new Set(personRows.map((row) => row.said('unit')))) if (name) directory.enter(name);
  const people = new Persons(known?.directory.persons ?? [], directory, language);
  people.hasSheet = personRows.length > 0 || (known?.directory.persons.length ?? 0) > 0;
  const contacts = unitRows.filter((row) => row.said('name') !== '').map((row) => ({ row: row.copy(), contact: true }));
  people.read([...personRows.map((row) => ({ row, contact: false })), ...contacts], allowedDomains);
  return { units: directory, persons: people, language };
}

/**
 * A column that is headed 编号 and nothing more, and says the same or nothing for the further measures of a finding,
 * numbers the findings.
 */
function numbered({ names }: Header, rows: Row<ListKey>[]): Row<ListKey>[] {
  if (names.get('id') !== '编号' || names.has('findingNo')) return rows;
  const pairs = rows.flatMap((row, i) => {
    const before = rows[i - 1];
    return before && wording(before.text('finding')) === wording(row.text('finding')) ? [[before, row] as const] : [];
  });
  const repeats = pairs.some(([one, two]) => two.text('id') === '' || two.text('id') === one.text('id'));
  const differs = pairs.some(([one, two]) => one.text('id') && two.text('id') && one.text('id') !== two.text('id'));
  if (!repeats || differs) return rows;
  let last = '';
  for (const [i, row] of rows.entries()) {
    const continues = i > 0 && wording(rows[i - 1]!.text('finding')) === wording(row.text('finding'));
    last = row.text('id') || (continues ? last : '');
    row.set('findingNo', last);
    row.set('id', '');
  }
  return rows;
}

function rowOf({ measure, twin }: Settled, findings: Findings, { units, persons }: Directory, places: Places): ListRow {
  const { row, id, idFrom, finding, text, people, limits, past } = measure;
  const plan = places.plan(row, row.said('plan') || findings.said(finding ?? '', 'plan'));
  const team = places.teams(row, row.said('team') || findings.said(finding ?? '', 'team'));
  const outcome: Outcome = row.failed ? 'error' : row.held ? 'ask' : twin ? 'same' : 'create';
  const leaders = people.leaders.map((one) => persons.all.get(one)?.name ?? one);
  return {
    ...{ file: row.file, sheet: row.sheet, row: row.number, id, idFrom },
    finding: finding ? findings.title(finding) : row.text('finding'),
    measure: text,
    leader: leaders.length > 0 ? leaders.join('、') : row.said('leaders'),
    leadUnit: people.leadUnit ? units.all.get(people.leadUnit)!.name : row.said('unit'),
    participants: people.participants.map((one) => units.all.get(one)!.name),
    ...dueDays(limits),
    kind: limits?.kind ?? null,
    outcome,
    questions: row.questions,
    draft: outcome === 'create' ? draftOf(measure) : null,
    plan,
    team,
    past,
    twin,
  };
}
