import { expect, test } from 'vitest';
import { style } from '../../web/frame/style.ts';
import { accessWords } from '../../words/access.ts';
import { actWords } from '../../words/acts.ts';
import { boardWords } from '../../words/board.ts';
import { feedWords } from '../../words/feed.ts';
import { itemWords } from '../../words/item.ts';
import type { Language } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import { rehearsalWords } from '../../words/rehearsal.ts';
import { setUpWords } from '../../words/setUp.ts';
import { timelineWords } from '../../words/timeline.ts';
import { unitWords } from '../../words/unit.ts';
import { viewWords } from '../../words/views.ts';

const catalogue = (language: Language) => [
  boardWords[language],
  itemWords[language],
  timelineWords[language],
  accessWords[language],
  unitWords[language],
  actWords[language],
  mineWords[language],
  setUpWords[language],
  rehearsalWords[language],
  viewWords[language],
  feedWords[language],
];

test('both catalogues have the same keys and the same blanks', () => {
  expect(shapeOf(catalogue('en'))).toEqual(shapeOf(catalogue('zh-CN')));
});

test('the words keep the tone of an office', () => {
  const all = JSON.stringify([catalogue('zh-CN'), catalogue('en')]);
  expect(all).not.toMatch(/[!！]|亲|不力|拖延|务必|严肃|未按要求/);
});

test('the stylesheet is thin and for old browsers', () => {
  expect(Buffer.byteLength(style)).toBeLessThan(12_000);
  expect(style).not.toMatch(/color-mix|:has\(|oklch|@import|url\(/);
});

/** Keys all the way down, and of a sentence the blanks it fills, in any order. */
function shapeOf(value: unknown): unknown {
  if (typeof value === 'string') return [...value.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
}
