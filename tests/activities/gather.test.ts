import { expect, test } from 'vitest';
import { gather } from '../../activities/gather.ts';

/** A writer that takes its time, and tells what it was given. */
function writer(ms: number, failsAt = Number.POSITIVE_INFINITY) {
  const groups: number[][] = [];
  const write = async (items: number[]) => {
    groups.push(items);
    await new Promise((done) => setTimeout(done, ms));
    if (groups.length >= failsAt) throw new Error('disk full');
  };
  return { groups, write };
}

test('what comes while something is written shares the next call; nothing is lost, and the order stays', async () => {
  const { groups, write } = writer(5);
  const gathering = gather(write);
  for (let n = 0; n < 2_000; n++) {
    await gathering.add(n);
    if (n % 100 === 0) await new Promise((done) => setTimeout(done, 1));
  }
  await gathering.end();
  expect(groups.flat()).toEqual(Array.from({ length: 2_000 }, (_, n) => n));
  expect(groups.length).toBeLessThan(200);
  await gathering.add(2_000);
  await gathering.end();
  expect(groups.at(-1)).toEqual([2_000]);
});

test('a write that failed is told to whoever brings more, and at the end', async () => {
  const { groups, write } = writer(1, 2);
  const gathering = gather(write);
  await gathering.add(1);
  await gathering.end();
  await gathering.add(2);
  await expect(gathering.end()).rejects.toThrow('disk full');
  await expect(gathering.add(3)).rejects.toThrow('disk full');
  expect(groups).toEqual([[1], [2]]);
});
