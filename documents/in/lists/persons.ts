import { strictAddress } from '../../../domain/plan/address.ts';
import type { Person, PersonId, Role, UnitId } from '../../../domain/plan/directory.ts';
import type { Language } from '../../../words/language.ts';
import { listWords } from '../../../words/lists.ts';
import { readDate } from '../deadline.ts';
import { itemId } from '../itemId.ts';
import type { DirectoryKey, Key } from './columns.ts';
import { nearest, splitNames } from './names.ts';
import { Register } from './register.ts';
import type { Option } from './row.ts';
import type { Row } from './table.ts';
import { asNew, type Units } from './units.ts';
import { readWord, roleWords, wordList } from './vocabulary.ts';

type PersonRow = Row<DirectoryKey>;
type Draft = { row: PersonRow; person: Person };

/**
 * Who can be named and mailed. A name that two units share is told apart as 姓名（单位）. Where no directory names any
 * leader, the lists' own leaders are entered as they stand there, without an address.
 */
export class Persons {
  readonly all = new Map<PersonId, Person>();
  private readonly register = new Register('unknown-person');
  private readonly language: Language;
  private readonly units: Units;
  private readonly proposals = new Map<string, Option[]>();

  constructor(known: Person[], units: Units, language: Language) {
    this.units = units;
    this.language = language;
    for (const person of known) this.enter(person, null);
  }

  /** 人员名录, and the contacts of 单位名录, who are liaisons unless their role says otherwise. */
  read(rows: { row: PersonRow; contact: boolean }[], allowedDomains: string[] | undefined): void {
    const ids = new Map<string, number>();
    const drafts = rows.map(({ row, contact }): Draft => {
      const unitName = row.said('unit');
      const name = contact ? row.said('name') : row.need('name');
      const no = contact ? '' : row.text('id');
      const id = itemId('p', no || `${name}(${unitName})`);
      const taken = ids.get(id);
      if (taken !== undefined && no) row.fail('id', 'id-repeated', { id: no, first: taken });
      else if (taken !== undefined) row.fail('name', 'name-repeated', { name, first: taken });
      const person: Person = {
        id,
        name,
        unit: unitName ? this.units.find(row, 'unit', unitName) : null,
        roles: readRoles(row, contact),
        email: readEmail(row, allowedDomains),
        deputy: null,
        leave: readLeave(row),
      };
      if (taken === undefined) {
        ids.set(id, row.number);
        this.register.add(name, id, row);
        if (unitName) this.register.add(`${name}(${unitName})`, id, row);
      }
      return { row, person };
    });
    this.readDeputies(drafts);
    for (const { row, person } of drafts) if (!row.failed && !row.held) this.all.set(person.id, person);
  }

  /** The leader of this name; null: the row is in error, or a person is asked who it is. */
  leader<K extends Key>(row: Row<K>, column: K, name: string): PersonId | null {
    return this.find(row, column, name, { unit: null, roles: ['leader'], open: !this.namesLeaders, held: true });
  }

  /** The handler of this name, who belongs to the unit that leads; null: nobody, and a person may be asked. */
  handler<K extends Key>(row: Row<K>, column: K, name: string, unit: UnitId): PersonId | null {
    return this.find(row, column, name, { unit, roles: [], open: this.all.size === 0 || !this.hasSheet, held: false });
  }

  /** The person of this name, whatever the post; null: the row is in error, or a person is asked who it is. */
  anybody<K extends Key>(row: Row<K>, column: K, name: string): PersonId | null {
    return this.find(row, column, name, { unit: null, roles: [], open: false, held: true });
  }

  /** Was there a 人员名录 at all, now or before? */
  hasSheet = false;

  private get namesLeaders(): boolean {
    this.leaders ??=
      this.hasSheet || [...this.all.values()].some(({ roles }) => roles.some((role) => leading.has(role)));
    return this.leaders;
  }
  private leaders: boolean | undefined;

  private find<K extends Key>(
    row: Row<K>,
    column: K,
    name: string,
    { unit, roles, open, held }: { unit: UnitId | null; roles: Role[]; open: boolean; held: boolean },
  ): PersonId | null {
    const known = spellings(name).find((one) => this.register.has(one));
    if (known !== undefined) return this.register.find(row, column, known);
    const asWritten = () => this.enterNew(name, unit, roles);
    if (open) return asWritten();
    const answer = row.ask(column, { kind: 'person', text: name, options: this.propose(name), held });
    if (answer === null) return null;
    if (answer === asNew) return asWritten();
    if (this.all.has(answer)) return answer;
    if (this.register.has(answer)) return this.register.find(row, column, answer);
    row.wrongAnswer(column, answer);
    return null;
  }

  private enterNew(name: string, unit: UnitId | null, roles: Role[]): PersonId {
    const person = { id: itemId('p', `${name}()`), name, unit, roles, email: null, deputy: null, leave: [] };
    this.enter(person, null);
    return person.id;
  }

  private enter(person: Person, row: PersonRow | null): void {
    this.all.set(person.id, person);
    this.register.add(person.name, person.id, row);
    const unit = person.unit ? this.units.all.get(person.unit) : undefined;
    if (unit) this.register.add(`${person.name}(${unit.name})`, person.id, row);
  }

  /** Deputies last, when every person is known; whoever leans on a row that was left out is left out as well. */
  private readDeputies(drafts: Draft[]): void {
    let left = drafts.filter(({ row }) => !row.failed && !row.held && row.said('deputy') !== '');
    for (let settled = false; !settled; ) {
      settled = true;
      for (const { row, person } of left) {
        person.deputy = this.register.find(row, 'deputy', row.said('deputy'));
        if (row.failed || row.held) settled = false;
      }
      left = left.filter(({ row }) => !row.failed && !row.held);
    }
  }

  private propose(name: string): Option[] {
    const found = this.proposals.get(name);
    if (found) return found;
    const names = [...this.all.values()].map((person) => person.name);
    const { known, newPerson } = listWords[this.language].option;
    const options = [
      ...nearest(name, names).map((one) => ({ value: one, label: known })),
      { value: asNew, label: newPerson },
    ];
    this.proposals.set(name, options);
    return options;
  }
}

const leading = new Set<Role>(['leader', 'secretary']);

/** `副区长 某某`, `某某（副区长）`: the ways a name stands beside a post. */
function spellings(name: string): string[] {
  const bare = name.replace(/[(（][^()（）]*[)）]/g, '').trim();
  return [name, bare, ...bare.split(/\s+/)].filter((one) => one !== '');
}

function readRoles(row: PersonRow, contact: boolean): Role[] {
  const words = splitNames(row.said('roles'));
  if (words.length === 0) {
    if (!contact) row.need('roles');
    return contact ? ['liaison'] : [];
  }
  return words.flatMap((text) => {
    const role = readWord(roleWords, text);
    if (role === null) row.fail('roles', 'unknown-role', { text, expected: wordList(roleWords) });
    return role === null ? [] : [role];
  });
}

function readEmail(row: PersonRow, allowedDomains: string[] | undefined): string | null {
  const text = row.said('email');
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
  return row
    .said('leave')
    .split(/[;\uff1b\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((text) => {
      const [from, to] = text.split(/\s*(?:至|到|[~\uff5e]|—+|--)\s*/).map(readDate);
      if (from && to && from <= to) return [{ from, to }];
      row.fail('leave', 'leave-unclear', { text });
      return [];
    });
}
