import { expect, test } from 'vitest';
import { holders } from '../../domain/measure/clock.ts';
import { letters } from '../../domain/plan/letter.ts';
import { reviewSteps } from '../../domain/plan/policy.ts';
import { standard } from '../../domain/plan/presets.ts';
import { recipients } from '../../domain/plan/recipient.ts';
import { cliWords } from '../../words/cli.ts';

test('both catalogues of the command line have the same keys, as deep as they go', () => {
  expect(keysOf(cliWords.en)).toEqual(keysOf(cliWords['zh-CN']));
});

test('every holder, post, ladder and letter has its word', () => {
  const { holder, recipient, ladder, letter } = cliWords['zh-CN'];
  expect(Object.keys(holder).sort()).toEqual([...new Set([...holders, ...reviewSteps])].sort());
  expect(Object.keys(recipient).sort()).toEqual([...recipients].sort());
  expect(Object.keys(ladder).sort()).toEqual(Object.keys(standard.ladders).sort());
  expect(Object.keys(letter).sort()).toEqual([...letters].sort());
});

test.each(['zh-CN', 'en'] as const)('the words in %s keep the tone of an office', (language) => {
  expect(JSON.stringify(cliWords[language])).not.toMatch(/[!！]|亲|不力|拖延|务必|严肃|未按要求/);
});

function keysOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return null;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, keysOf(one)]));
}
