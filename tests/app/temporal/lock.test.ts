import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withLock } from '../../../app/temporal/lock.ts';
import { folder } from './folder.ts';

const options = { staleAfter: 60_000, onWait: () => {} };

function heldBy(pid: number | undefined): string {
  const lock = join(folder(), 'lock');
  mkdirSync(lock);
  writeFileSync(join(lock, String(pid)), '');
  return lock;
}

test('one at a time', async () => {
  const lock = join(folder(), 'lock');
  let inside = 0;
  const most: number[] = [];
  const work = async () => {
    most.push(++inside);
    await sleep(5);
    inside--;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(lock, options, work)));
  expect(most).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(readdirSync(join(lock, '..'))).toEqual([]);
});

test('one who finds it held is told by whom', async () => {
  const lock = heldBy(process.pid);
  const seen: number[] = [];
  const onWait = (pid: number) => {
    seen.push(pid);
    setTimeout(() => utimesSync(lock, 0, 0), 50);
  };
  await withLock(lock, { ...options, onWait }, async () => {});
  expect(seen).toEqual([process.pid]);
});

test('a dead owner holds nothing, and of many who find that, one goes first', async () => {
  const lock = heldBy(spawnSync(process.execPath, ['--version']).pid);
  let inside = 0;
  const most: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, () =>
      withLock(lock, options, async () => {
        most.push(++inside);
        await sleep(5);
        inside--;
      }),
    ),
  );
  expect(Math.max(...most)).toBe(1);
});

test('work that fails gives the lock back', async () => {
  const lock = join(folder(), 'lock');
  await expect(withLock(lock, options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

test('a place that cannot be written is an error, not a wait', async () => {
  await expect(withLock(join(folder(), 'missing', 'lock'), options, async () => {})).rejects.toThrow('ENOENT');
});
