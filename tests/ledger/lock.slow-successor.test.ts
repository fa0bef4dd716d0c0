import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { lockFolder } from '../../ledger/lock.ts';

/** What happens in the world between a process's decision to succeed and its `link`. */
let meanwhile: (() => Promise<void>) | null = null;

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const link: typeof real.link = async (...files) => {
    const happens = meanwhile;
    meanwhile = null;
    await happens?.();
    return real.link(...files);
  };
  return { ...real, link };
});

it('who comes in on an old number, long free again, has lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-slow-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await (await lockFolder(folder)).release();

  meanwhile = async () => {
    for (let i = 0; i < 4; i++) await (await lockFolder(folder)).release();
    await lockFolder(folder);
  };
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data-owned' });
});
