import { expect, test } from 'vitest';
import { hash01, pick } from '../../domain/seed.ts';

test('the hash is the same for ever', () => {
  expect([hash01('7', 'F01-1', 'kind'), hash01('7', 'F01-1', 'months'), hash01('', 0)]).toEqual([
    0.5441937301278321, 0.503366798626306, 0.1982887213591782,
  ]);
});

test('parts are told apart', () => {
  expect(hash01('s', 'ab', 'c')).not.toBe(hash01('s', 'a', 'bc'));
  expect(hash01('s', 'ab')).not.toBe(hash01('sa', 'b'));
});

test('ten thousand neighbours are spread evenly', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i += 1) {
    const value = hash01('seed', `F${i}`, 'kind');
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(1);
    tenths[Math.floor(value * 10)]! += 1;
  }
  expect(Math.min(...tenths)).toBeGreaterThan(900);
  expect(Math.max(...tenths)).toBeLessThan(1100);
});

test('pick takes every element in its turn', () => {
  const picked = Array.from({ length: 100 }, (_, i) => pick(['a', 'b', 'c'], 'seed', i));
  expect(new Set(picked).size).toBe(3);
});
