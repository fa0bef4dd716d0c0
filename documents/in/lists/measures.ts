import type { Day } from '../../../domain/calendar/day.ts';
import type { Cadence } from '../../../domain/calendar/period.ts';
import type { Condition, History, MeasureDraft } from '../../../domain/plan/lists.ts';
import { isMade, itemId, madeId } from '../itemId.ts';
import { shortTitle } from '../shortTitle.ts';
import { type Amounts, readAmounts, readCounts } from './amounts.ts';
import type { ListKey } from './columns.ts';
import { type Findings, readPublish } from './findings.ts';
import { type LimitContext, type Limits, readLimits } from './limits.ts';
import { spelling, splitNames, wording } from './names.ts';
import { splitMeasures } from './parts.ts';
import { readPast } from './past.ts';
import { type Directory, type People, readPeople, readWatcher } from './people.ts';
import type { Responsibilities } from './responsibilities.ts';
import type { Row } from './table.ts';
import { cadenceWords, readWord, wordList } from './vocabulary.ts';

type ListRow = Row<ListKey>;

/** One measure as its row says it, before it is known whether another row says the same. */
export type Measure = {
  row: ListRow;
  id: string;
  idFrom: 'column' | 'derived';
  no: string;
  finding: string | null;
  title: string;
  text: string;
  people: People;
  limits: Limits | null;
  condition: Condition | null;
  amounts: Amounts;
  publish: boolean;
  past: History | null;
  /** The other findings it is done for. */
  alsoUnder: string[];
};

/** Columns that may say something for each of the measures a cell numbers. */
const shared: ListKey[] = ['leaders', 'unit', 'participants', 'handler', 'effectDue', 'doneDue', 'progress'];

const nobody: People = { leaders: [], leadUnit: null, participants: [], handler: null, each: [] };

type Piece = { row: ListRow; text: string; cell: string; part: number | null };
type Sorted = Piece & { finding: string | null; people: People };

/** The measures of all rows: cells that number several are taken apart, people joined, dates read. */
export function readMeasures(
  rows: ListRow[],
  findings: Findings,
  responsibilities: Responsibilities,
  directory: Directory,
  context: LimitContext,
): Measure[] {
  const once = orderedOnce(rows);
  const sorted = rows.flatMap(pieces).map((piece): Sorted => {
    const finding = findings.of(piece.row);
    const row = peopleRow(piece, responsibilities, once);
    const people = row ? readPeople(row, directory) : nobody;
    if (row && row !== piece.row) leanOn(piece.row, row);
    return { ...piece, finding, people };
  });
  const ids = new Ids(sorted);
  const perFinding = new Map<string, number>();
  return sorted.map(({ row, text, part, finding, people }): Measure => {
    const { id, idFrom } = ids.of({ row, text, part, finding, people });
    const count = (perFinding.get(finding ?? '') ?? 0) + 1;
    perFinding.set(finding ?? '', count);
    const number = isMade(row.text('id')) ? '' : row.text('id');
    const written = number || (finding ? '' : row.text('no'));
    const no = written ? (part ? `${written}-${part}` : written) : `${findings.no(finding ?? '')}-${count}`;
    const limits = text ? readLimits(row, id, context) : null;
    const watcher = limits?.condition ? readWatcher(row, directory) : null;
    const condition = watcher && { text: limits!.condition!, watcher };
    if (condition?.watcher === `unit:${people.leadUnit}`) row.fail('watcher', 'own-item', { act: 'watch' });
    const amounts = readAmounts(row, people.each, directory.units);
    const publish = readPublish(row);
    const past = readPast(row, id, context, readCounts(row, amounts, directory.units));
    if (row.said('cadence') && !readCadence(row))
      row.fail('cadence', 'unknown-word', { text: row.said('cadence'), expected: wordList(cadenceWords) });
    if (finding) findings.learn(finding, row, people, publish);
    const alsoUnder = findings.othersOf(row);
    return {
      row,
      id,
      idFrom,
      no,
      finding,
      title: shortTitle(text),
      text,
      people,
      limits,
      condition,
      amounts,
      publish,
      past,
      alsoUnder,
    };
  });
}

/** What a measure's row comes to once it is sound. */
export function draftOf(measure: Measure): MeasureDraft | null {
  const { id, finding, no, title, text, people, limits, amounts, publish, past } = measure;
  const { leadUnit, each: _, ...others } = people;
  if (!finding || !leadUnit || !limits) return null;
  const { condition: __, ...days } = limits;
  const history = past ? { history: past } : {};
  return {
    id,
    finding,
    no,
    title,
    text,
    leadUnit,
    ...others,
    ...days,
    ...amounts,
    publish,
    ...besides(measure),
    ...history,
  };
}

function besides({
  row,
  alsoUnder,
  condition,
}: Measure): Pick<MeasureDraft, 'alsoUnder' | 'note' | 'cadence' | 'condition'> {
  const [note, cadence] = [row.said('note'), readCadence(row)];
  return {
    ...(alsoUnder.length > 0 ? { alsoUnder } : {}),
    ...(note ? { note } : {}),
    ...(cadence ? { cadence } : {}),
    ...(condition ? { condition } : {}),
  };
}

function readCadence(row: ListRow): Cadence | null {
  const text = row.said('cadence');
  return text === '' ? null : readWord(cadenceWords, text);
}

/** The days of a draft that a person compares. */
export function dueDays(limits: Measure['limits']): { effectDue: Day | null; doneDue: Day | null } {
  return { effectDue: limits?.effectDue?.day ?? null, doneDue: limits?.doneDue?.day ?? null };
}

function pieces(row: ListRow): Piece[] {
  const cell = row.need('text');
  const parts = splitMeasures(cell);
  if (parts.length === 1) return [{ row, text: cell, cell, part: null }];
  const apart = shared.flatMap((key) => {
    const values = splitMeasures(row.text(key));
    return values.length === parts.length ? [{ key, values }] : [];
  });
  // Ids of their own, as they are written back: then they need no numbers within the cell.
  const ids = splitNames(row.text('id'));
  const isOwn = ids.length === parts.length;
  return parts.map(({ number, text }, i) => {
    const own = row.copy();
    if (isOwn) own.set('id', ids[i]!);
    for (const { key, values } of apart) own.set(key, values[i]!.text);
    return { row: own, text, cell, part: isOwn ? null : number };
  });
}

/** The row that says whose a measure is: its own where it names a unit, else one of 责任清单. */
function peopleRow({ row, cell }: Piece, responsibilities: Responsibilities, once: Set<string>): ListRow | null {
  const listed = responsibilities.of(row, cell, once.has(row.text('no')));
  if (row.said('unit') !== '' || !responsibilities.some) return row;
  if (!listed) row.fail('id', 'responsibility-missing', { id: row.text('id') || row.text('no') || cell.slice(0, 20) });
  return listed;
}

function leanOn(row: ListRow, people: ListRow): void {
  if (people.failed) row.fail('id', 'depends-on-error', { id: row.text('id') || row.text('no'), sheet: people.sheet });
  row.questions.push(...people.questions.filter((one) => !row.questions.includes(one)));
}

/** Numbers of the list's own order that stand there once. */
function orderedOnce(rows: ListRow[]): Set<string> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.text('no'), (counts.get(row.text('no')) ?? 0) + 1);
  return new Set([...counts].flatMap(([no, count]) => (no && count === 1 ? [no] : [])));
}

/**
 * Ids: the number of the column (with the finding, where numbers begin anew under each), else made of finding and text, so
 * that rows may move. Where several rows say the same of several units, the unit is a part of it.
 */
class Ids {
  private readonly units = new Map<string, Set<string>>();
  private readonly findings = new Map<string, Set<string>>();

  constructor(sorted: Sorted[]) {
    for (const one of sorted) {
      const key = contentOf(one);
      this.units.set(key, (this.units.get(key) ?? new Set()).add(unitOf(one)));
      const no = one.row.text('id');
      if (no) this.findings.set(no, (this.findings.get(no) ?? new Set()).add(one.finding ?? ''));
    }
  }

  of(one: Omit<Sorted, 'cell'>): Pick<Measure, 'id' | 'idFrom'> {
    const no = one.row.text('id');
    const finding = one.finding ?? wording(one.row.text('finding'));
    const number = no && one.part ? `${no}-${one.part}` : no;
    const restarts = (this.findings.get(no)?.size ?? 0) > 1;
    if (no) return { id: restarts ? madeId('m', finding, number) : itemId('m', number), idFrom: 'column' };
    const several = (this.units.get(contentOf(one))?.size ?? 0) > 1;
    const parts = [finding, wording(one.text)];
    return { id: madeId('m', ...parts, ...(several ? [unitOf(one)] : [])), idFrom: 'derived' };
  }
}

function contentOf({ finding, text }: Pick<Sorted, 'finding' | 'text'>): string {
  return `${finding ?? ''}\u0000${wording(text)}`;
}

function unitOf({ people, row }: Pick<Sorted, 'people' | 'row'>): string {
  return people.leadUnit ?? spelling(row.text('unit'));
}
