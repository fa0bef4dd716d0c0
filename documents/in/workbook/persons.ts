import { strictAddress } from '../../../domain/plan/address.ts';
import type { Person, Role } from '../../../domain/plan/directory.ts';
import { readDate } from '../deadline.ts';
import { itemId } from '../itemId.ts';
import { forms } from './columns.ts';
import { Register } from './register.ts';
import { splitClauses, splitNames } from './split.ts';
import type { Row } from './table.ts';
import { readWord, roleWords, wordList } from './vocabulary.ts';

type PersonRow = Row<keyof typeof forms.persons.columns>;
type Draft = { row: PersonRow; person: Person };

/** 人员名录: who can be named and mailed. A name that two units share is told apart as 姓名(单位). */
export function readPersons(
  rows: PersonRow[],
  units: Register,
  allowedDomains: string[] | undefined,
): { persons: Person[]; register: Register } {
  const register = new Register(forms.persons.sheet, 'unknown-person');
  const ids = new Map<string, number>();
  const drafts = rows.map((row): Draft => {
    const unitName = row.text('unit');
    const name = row.text('name');
    const no = row.text('id');
    const id = itemId('p', no || `${name}(${unitName})`);
    const taken = ids.get(id);
    if (taken !== undefined && no) row.fail('id', 'id-repeated', { id: no, first: taken });
    else if (taken !== undefined) row.fail('name', 'name-repeated', { name, first: taken });
    const person: Person = {
      id,
      name,
      unit: unitName ? units.find(row, 'unit', unitName) : null,
      roles: readRoles(row),
      email: readEmail(row, allowedDomains),
      deputy: null,
      leave: readLeave(row),
    };
    if (taken === undefined) {
      ids.set(id, row.number);
      register.add(name, id, row);
      if (unitName) register.add(`${name}(${unitName})`, id, row);
    }
    return { row, person };
  });
  readDeputies(drafts, register);
  return { persons: drafts.flatMap(({ row, person }) => (row.failed ? [] : [person])), register };
}

function readRoles(row: PersonRow): Role[] {
  const words = splitNames(row.text('roles'));
  return words.flatMap((text) => {
    const role = readWord(roleWords, text);
    if (role === null) row.fail('roles', 'unknown-role', { text, expected: wordList(roleWords) });
    return role === null ? [] : [role];
  });
}

function readEmail(row: PersonRow, allowedDomains: string[] | undefined): string | null {
  const text = row.text('email');
  if (text === '') return null;
  const address = strictAddress(text);
  if (address === null) {
    row.fail('email', 'not-one-address', { text });
    return null;
  }
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (allowedDomains && !allowedDomains.some((allowed) => allowed.toLowerCase() === domain))
    row.fail('email', 'address-not-allowed', { text, domains: allowedDomains.join('、') });
  return address;
}

function readLeave(row: PersonRow): Person['leave'] {
  return splitClauses(row.text('leave')).flatMap((text) => {
    const [from, to] = text.split(/\s*(?:至|到|[~\uff5e]|—+|--)\s*/).map(readDate);
    if (from && to && from <= to) return [{ from, to }];
    row.fail('leave', 'leave-unclear', { text });
    return [];
  });
}

/** Deputies last, when every person is known; whoever leans on a row that was left out is left out as well. */
function readDeputies(drafts: Draft[], register: Register): void {
  let left = drafts.filter(({ row }) => !row.failed && row.text('deputy') !== '');
  for (let settled = false; !settled; ) {
    settled = true;
    for (const { row, person } of left) {
      person.deputy = register.find(row, 'deputy', row.text('deputy'));
      if (!row.failed) continue;
      register.leaveOut(person.id);
      settled = false;
    }
    left = left.filter(({ row }) => !row.failed);
  }
}
