import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorTable } from '../../domain/errors.ts';
import { errorTerms, errorWords, sayError } from '../../words/errors.ts';

const codes = Object.keys(errorTable).sort();
const docs = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const rows = [...docs.matchAll(/^\| `([\w-]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(([, code = '', meaning, remedy]) => ({
  code,
  meaning,
  remedy,
}));

test('the table, the sentences of both languages and the docs have the same codes', () => {
  expect(rows.map(({ code }) => code).sort()).toEqual(codes);
  expect(Object.keys(errorWords['zh-CN']).sort()).toEqual(codes);
  expect(Object.keys(errorWords.en).sort()).toEqual(codes);
});

test('every row of the docs says what it means and what to do', () => {
  for (const { code, meaning, remedy } of rows) expect([code, meaning, remedy].every(Boolean), code).toBe(true);
});

test('a sentence has the same blanks in both languages', () => {
  // The Chinese one of this code spells out what the English one is handed.
  const differ = codes.filter((code) => code !== 'calendar-notice-invalid');
  for (const code of differ as (keyof typeof errorTable)[]) {
    const blanks = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
    expect(blanks(errorWords.en[code]), code).toEqual(blanks(errorWords['zh-CN'][code]));
  }
});

test('codes inside a sentence are called by their names', () => {
  expect(sayError('zh-CN', 'wrong-state', { act: 'submit', phase: 'closed' })).toContain('“已销号”，不能“申请销号”');
  expect(sayError('en', 'not-allowed', { act: 'close', who: 'leadingGroup' })).toContain('the leading group');
  expect(Object.keys(errorTerms.en.act)).toEqual(Object.keys(errorTerms['zh-CN'].act));
});
