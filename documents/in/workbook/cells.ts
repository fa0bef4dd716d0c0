import type { PersonId } from '../../../domain/plan/directory.ts';
import type { Register } from './register.ts';
import { splitNames } from './split.ts';
import type { Row } from './table.ts';
import { publishWords, readWord, wordList } from './vocabulary.ts';

/** 牵头领导: one or several, each named once. */
export function readLeaders(row: Row<'leaders'>, persons: Register): PersonId[] {
  const found = splitNames(row.text('leaders')).map((name) => persons.find(row, 'leaders', name));
  return [...new Set(found.filter((id) => id !== null))];
}

/** 公开: an empty cell keeps the item out of every public text, because what is out cannot be taken back. */
export function readPublish(row: Row<'publish'>): boolean {
  const text = row.text('publish');
  const word = text === '' ? 'no' : readWord(publishWords, text);
  if (word === null) row.fail('publish', 'unknown-word', { text, expected: wordList(publishWords) });
  return word === 'yes';
}
