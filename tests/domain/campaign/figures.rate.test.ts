import { expect, test } from 'vitest';
import { rate } from '../../../domain/campaign/figures.ts';

test('a rate is half-up to one decimal, and of nothing there is none', () => {
  expect([rate(54, 118), rate(1, 8), rate(0, 5), rate(0, 0)]).toEqual([45.8, 12.5, 0, null]);
  expect(rate(1, 16)).toBe(6.3); // 6.25
});
