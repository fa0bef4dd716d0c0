import { mkdtemp, readdir, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './process.ts';

/**
 * Runs `work` while holding the folder `lock`, which contains one file named after its owner's pid. It is held by
 * renaming a prepared folder onto it, so it is never seen without its owner. A dead owner's lock is emptied by the
 * name of its file first: of two who find it, neither can remove what the other has just taken.
 */
export async function withLock<T>(
  lock: string,
  options: { staleAfter: number; onWait: (pid: number) => void },
  work: () => Promise<T>,
): Promise<T> {
  let waitsFor: number | null = null;
  while (!(await take(lock))) {
    const holder = await holderOf(lock, options.staleAfter);
    if (holder === null) continue;
    if (holder !== waitsFor) options.onWait(holder);
    waitsFor = holder;
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    await leave(lock, process.pid);
  }
}

async function take(lock: string): Promise<boolean> {
  const mine = await mkdtemp(`${lock}-`);
  await writeFile(join(mine, String(process.pid)), '');
  try {
    await rename(mine, lock);
    return true;
  } catch (error) {
    await rm(mine, { recursive: true, force: true });
    // what the systems say of a folder that is there and not empty; anything else would never get better
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Who holds the lock; a forgotten one is cleared away. */
async function holderOf(lock: string, staleAfter: number): Promise<number | null> {
  try {
    const pid = Number((await readdir(lock))[0]);
    const age = Date.now() - (await stat(lock)).mtimeMs;
    if (isAlive(pid) && age < staleAfter) return pid;
    await leave(lock, pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return null;
}

async function leave(lock: string, pid: number): Promise<void> {
  await unlink(join(lock, String(pid))).catch(() => {});
  await rmdir(lock).catch(() => {});
}
