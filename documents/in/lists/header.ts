import type { Merge, Sheet } from '../book/book.ts';
import { type DirectoryKey, endsAs, type Key, type ListKey, plain, usual, type Vocabulary } from './columns.ts';

/** Where a header row is looked for at most. */
const deepest = 15;

/** What a sheet is, told by its columns and, where they leave it open, by its name. */
export type Kind = 'units' | 'persons' | 'findings' | 'measures' | 'responsibilities';

/** A sheet's header: where each column stands, what it is called there, and the last row that belongs to it. */
export type Header<K extends Key = Key> = { kind: Kind; bottom: number; places: Map<K, number>; names: Map<K, string> };

type Found<K extends Key> = { places: Map<K, number>; names: Map<K, string>; twice: string | null };

/** A column that stands in the header twice: which of the two is meant nobody can know. */
export type Twice = { row: number; column: string };

/**
 * The header of a sheet: of its first 15 rows the one, or the two levels, in which most columns are known. null where
 * there is none: such a sheet is a cover or an instruction and is not read.
 */
export function findHeader(sheet: Sheet, vocabulary: Vocabulary): Header | Twice | null {
  const directory = best(sheet, { look: (name) => vocabulary.inDirectory(name), loose: () => null });
  const list = best(sheet, { look: (name) => vocabulary.list(name), loose: endsAs });
  const named = kindByName(sheet.name);
  const has = (key: ListKey) => list?.places.has(key) === true;
  const isDirectory =
    directory !== null &&
    (named === 'units' || named === 'persons' || (named === null && !has('text') && !has('finding')));
  if (isDirectory && (directory.places.has('unit') || directory.places.has('name'))) {
    if (directory.places.size < 2 && named === null) return null;
    return directory.twice ? twice(directory) : { ...directory, kind: directoryKind(directory.places, named) };
  }
  if (!list || list.places.size < 2) return null;
  return list.twice ? twice(list) : { ...list, kind: listKind(list.places, named) };
}

function twice({ bottom, twice: column }: { bottom: number; twice: string | null }): Twice {
  return { row: bottom, column: column! };
}

function kindByName(name: string): Kind | null {
  const said = plain(name);
  if (/单位名录|单位名单|单位表|通讯录|^名录$/.test(said)) return 'units';
  if (/人员名录|人员名单|联系人/.test(said)) return 'persons';
  if (/问题清单/.test(said)) return 'findings';
  if (/任务清单|措施清单/.test(said)) return 'measures';
  return /责任清单/.test(said) ? 'responsibilities' : null;
}

function directoryKind(places: Map<DirectoryKey, number>, named: Kind | null): Kind {
  if (!places.has('unit') || (named === 'persons' && places.has('name'))) return 'persons';
  if (named === 'units' || places.has('aliases') || places.has('former')) return 'units';
  return places.has('name') ? 'persons' : 'units';
}

/** A list that has everything is one of measures, whatever its name: only a bare one is a list of who is responsible. */
function listKind(places: Map<ListKey, number>, named: Kind | null): Kind {
  if (named === 'responsibilities' && (places.has('unit') || places.has('leaders')) && !isWhole(places)) return named;
  if (places.has('text')) return 'measures';
  if (places.has('finding')) return named === 'responsibilities' ? named : 'findings';
  return places.has('unit') || places.has('leaders') ? 'responsibilities' : 'measures';
}

function isWhole(places: Map<ListKey, number>): boolean {
  return places.has('text') && places.has('finding') && (places.has('doneDue') || places.has('effectDue'));
}

/** How headers are known: exactly, or by their end. */
type Words<K extends Key> = { look: (header: string) => K | null; loose: (header: string) => K | null };

function best<K extends Key>(sheet: Sheet, words: Words<K>): (Found<K> & { bottom: number }) | null {
  let found: (Found<K> & { bottom: number }) | null = null;
  for (const [i, { number }] of sheet.rows.entries()) {
    if (number > deepest) break;
    const top = spread(sheet, i);
    const next = sheet.rows[i + 1]?.number === number + 1 ? spread(sheet, i + 1) : null;
    const own = Array.from(sheet.rows[i]!.cells, (name) => [name ?? '']);
    const under = isUnder(sheet.rows[i]!.cells, next && sheet.rows[i + 1]!.cells);
    const oneLevel: [string[][], number][] = under ? [] : [[own, number]];
    for (const [names, bottom] of [...oneLevel, ...levels(top, next, number)]) {
      const read = readNames(names, words);
      if (read.places.size > (found?.places.size ?? 0)) found = { ...read, bottom };
    }
  }
  return found;
}

/** Does the next row only divide what the wide cells above it head? Then one level alone would mistake a part for all. */
function isUnder(top: string[], next: string[] | null): boolean {
  const filled = next ? Array.from(next, (cell, column) => (cell ? column : -1)).filter((column) => column >= 0) : [];
  return (
    filled.length > 0 && filled.every((column) => !top[column] || (!top[column + 1] && Boolean(next?.[column + 1])))
  );
}

/** Two levels: a name may stand in the lower one, or be made of both (时限 over 取得明显成效). */
function levels(top: string[], next: string[] | null, number: number): [string[][], number][] {
  if (!next) return [];
  let above = '';
  const names = Array.from({ length: Math.max(top.length, next.length) }, (_, i) => {
    const over = top[i] ?? '';
    const under = next[i] ?? '';
    if (over) above = over;
    if (!under || under === over) return [over];
    return [under + above, above + under, under];
  });
  return [[names, number + 1]];
}

function readNames<K extends Key>(names: readonly (readonly string[])[], { look, loose }: Words<K>): Found<K> {
  const places = new Map<Key, number>();
  const called = new Map<Key, string>();
  let twice: string | null = null;
  const put = (key: Key, column: number, name: string) => {
    places.set(key, column);
    called.set(key, name);
  };
  for (const [column, all] of names.entries()) {
    const found = all.find((name) => name && look(name) !== null) ?? all.at(-1) ?? '';
    const key = found && (look(found) ?? loose(found));
    if (!key) continue;
    const name = found.replace(/\s/g, '');
    const before = places.get(key);
    // 编号 beside 任务编号 numbers the finding.
    const bare = key === 'id' && before !== undefined && numbersFinding(called.get(key)!, name);
    if (bare) {
      if (!places.has('findingNo')) put('findingNo', bare === 'first' ? before : column, '编号');
      if (bare === 'first') put(key, column, name);
      continue;
    }
    if (before === undefined) {
      put(key, column, name);
      continue;
    }
    // 责任单位 beside 牵头单位 is who takes part.
    const leads = key === 'unit' ? whoLeads(called.get(key)!, name) : null;
    if (leads === null) {
      if (name === called.get(key) && key !== 'no' && key !== 'note') twice = name;
      // Of two headers for the same thing the more usual one.
      if (usual(key, name) < usual(key, called.get(key)!)) put(key, column, name);
    } else if (leads === 'second') {
      if (!places.has('participants')) put('participants', before, called.get(key)!);
      put(key, column, name);
    } else if (!places.has('participants')) put('participants', column, name);
  }
  return { places, names: called, twice } as Found<K>;
}

function numbersFinding(first: string, second: string): 'first' | 'second' | null {
  const isMeasures = (name: string) => name === '任务编号' || name === '措施编号';
  if (first === '编号' && isMeasures(second)) return 'first';
  return second === '编号' && isMeasures(first) ? 'second' : null;
}

/** Which of two headers of responsible units leads: the one that says so. */
function whoLeads(first: string, second: string): 'first' | 'second' | null {
  const leads = (name: string) => /牵头|主要|主责|主办/.test(name);
  if (leads(first) === leads(second)) return null;
  return leads(first) ? 'first' : 'second';
}

/** A row's cells with what is merged into them. */
function spread(sheet: Sheet, i: number): string[] {
  const { number, cells } = sheet.rows[i]!;
  const full = Array.from(cells, (cell) => cell ?? '');
  for (const merge of mergesAt(sheet, number)) {
    const text = sheet.rows.find((row) => row.number === merge.top)?.cells[merge.left] ?? '';
    for (let column = merge.left; column <= Math.min(merge.right, 200); column += 1) full[column] = text;
  }
  return Array.from(full, (cell) => cell ?? '');
}

function mergesAt({ merges }: Sheet, row: number): Merge[] {
  return merges.filter(({ top, bottom }) => top <= row && row <= bottom);
}
