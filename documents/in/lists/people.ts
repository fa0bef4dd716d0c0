import type { PersonId, UnitId } from '../../../domain/plan/directory.ts';
import type { Address } from '../../../domain/plan/recipient.ts';
import type { Language } from '../../../words/language.ts';
import { listWords } from '../../../words/lists.ts';
import { eachOf } from './amounts.ts';
import type { ListKey } from './columns.ts';
import { spelling, splitNames, splitUnits } from './names.ts';
import type { Persons } from './persons.ts';
import type { Row } from './table.ts';
import type { Units } from './units.ts';
import { roleWords } from './vocabulary.ts';

export type Directory = { units: Units; persons: Persons; language: Language };

/** Who does a measure: as ids, null or left out where the row is in error or a person is asked first. */
export type People = {
  leaders: PersonId[];
  leadUnit: UnitId | null;
  participants: UnitId[];
  handler: PersonId | null;
  /** Those of them that a cell calls 各镇（街道）. */
  each: UnitId[];
};

/** The people of a row; of several units in the lead cell the first leads unless the cell or a person says another. */
export function readPeople(row: Row<ListKey>, directory: Directory): People {
  const { units, persons } = directory;
  const cell = splitUnits(row.said('unit'));
  const lead = units.apart(cell.lead);
  if (lead.length === 0) row.need('unit');
  const first = lead.length > 1 ? leadOf(row, lead, directory) : lead[0];
  const leadUnit = first === undefined ? null : units.find(row, 'unit', first);
  const others = [...lead.filter((name) => name !== first), ...units.apart(cell.others)];
  const named: (UnitId | null)[] = [];
  const each: UnitId[] = [];
  const add = (column: 'unit' | 'participants', name: string) => {
    const townships = eachOf(name, units);
    each.push(...townships);
    named.push(...(townships.length > 0 ? townships : [units.find(row, column, name)]));
  };
  for (const name of others) add('unit', name);
  for (const name of units.apart(splitNames(row.said('participants')))) add('participants', name);
  return {
    leaders: readLeaders(row, directory),
    leadUnit,
    participants: [...new Set(named.filter((id) => id !== null && id !== leadUnit) as UnitId[])],
    handler: leadUnit ? readHandler(row, leadUnit, persons, directory.language) : null,
    each,
  };
}

/** 牵头领导: one or several, each named once; a list without such a column names none. */
export function readLeaders(row: Row<ListKey>, { persons }: Directory): PersonId[] {
  if (row.has('leaders') && row.said('leaders') === '') row.missing('leaders');
  const found = splitNames(row.said('leaders')).map((name) => persons.leader(row, 'leaders', name));
  return [...new Set(found.filter((id) => id !== null))];
}

/** 跟踪人: who is asked each cycle whether what a measure waits for has come; where nobody is named, the office. */
export function readWatcher(row: Row<ListKey>, { units, persons }: Directory): Address | null {
  const name = row.said('watcher');
  if (name === '' || name === roleWords.office[0]) return 'office';
  const [kind, id] = units.has(name)
    ? (['unit', units.find(row, 'watcher', name)] as const)
    : (['person', persons.anybody(row, 'watcher', name)] as const);
  return id === null ? null : `${kind}:${id}`;
}

/** The unit of the finding itself: its own column, in a list of findings also the one of the lead unit. */
export function readFindingUnit(row: Row<ListKey>, { units }: Directory): UnitId | null {
  const column = row.has('findingUnit') ? 'findingUnit' : 'unit';
  const [first] = units.apart(splitUnits(row.said(column)).lead);
  return first === undefined ? null : units.find(row, column, first);
}

function leadOf(row: Row<ListKey>, lead: string[], { language }: Directory): string {
  const [first = ''] = lead;
  const options = lead.map((name) => ({ value: name, label: listWords[language].option.leads }));
  const facts = { count: lead.length, first };
  const text = row.said('unit');
  const answer = row.ask('unit', { kind: 'leadUnits', text, about: [...lead], facts, options, held: false });
  if (answer === null) return first;
  const chosen = lead.find((name) => spelling(name) === spelling(answer));
  if (chosen === undefined) row.wrongAnswer('unit', answer);
  return chosen ?? first;
}

function readHandler(row: Row<ListKey>, unit: UnitId, persons: Persons, language: Language): PersonId | null {
  // Beside a name stands his telephone.
  const names = splitNames(row.said('handler').replace(/[\d-]{7,}/g, ' '));
  const [first] = names;
  if (first === undefined) return null;
  if (names.length === 1) return persons.handler(row, 'handler', first, unit);
  const options = names.map((name) => ({ value: name, label: listWords[language].option.handles }));
  const facts = { count: names.length, first };
  const text = row.said('handler');
  const answer = row.ask('handler', { kind: 'handlers', text, about: [...names], facts, options, held: false });
  const chosen = answer === null ? first : names.find((name) => spelling(name) === spelling(answer));
  if (chosen === undefined) row.wrongAnswer('handler', answer!);
  return chosen === undefined ? null : persons.handler(row, 'handler', chosen, unit);
}
