import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../domain/errors.ts';
import { isRunning, type ProcessMark, processMark } from './process.ts';

/** While held, this process is the only one that owns the folder. */
export type FolderLock = { release(): Promise<void> };

/** What a lock file says: who took it, or that he let go. */
type Claim = { owner: ProcessMark | null };

/**
 * Makes this process the one owner of a folder. Nothing has to be tidied up after a kill: an owner that no longer runs
 * is succeeded. All who ask must see each other's processes (one machine, one container).
 *
 * How it is safe: each owner is a file `owner.<n>.lock` one number higher than the last, put there complete and at once
 * by `link`, which only one can win. Numbers only grow, because the highest file is never deleted, not even by
 * `release`, so a slow successor who comes with an old number sees a higher one and has lost.
 * @throws CodedError `data-owned` while another process, or another part of this one, owns it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const me: Claim = { owner: await processMark(process.pid) };
  for (;;) {
    const last = await highest(folder);
    const { owner } = last === 0 ? { owner: null } : await readClaim(folder, last);
    if (owner && (await isRunning(owner))) throw new CodedError('data-owned', { folder, pid: owner.pid });
    const mine = last + 1;
    if ((await claim(folder, mine, me)) && (await highest(folder)) === mine) {
      await removeBelow(folder, mine - 1);
      return { release: () => letGo(folder, mine) };
    }
  }
}

/** Puts the lock file there, unless it exists. */
async function claim(folder: string, n: number, content: Claim): Promise<boolean> {
  const draft = await writeDraft(folder, content);
  try {
    await link(draft, fileOf(folder, n));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function letGo(folder: string, n: number): Promise<void> {
  await rename(await writeDraft(folder, { owner: null }), fileOf(folder, n));
}

async function writeDraft(folder: string, content: Claim): Promise<string> {
  const draft = join(folder, `owner.${randomUUID()}.draft`);
  await writeFile(draft, JSON.stringify(content), { flush: true });
  return draft;
}

async function readClaim(folder: string, n: number): Promise<Claim> {
  try {
    return JSON.parse(await readFile(fileOf(folder, n), 'utf8'));
  } catch (error) {
    // Gone: others have succeeded since we looked, and our number will be too low. Garbled, though it was put there
    // whole: the power was cut, and nobody from before runs.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return { owner: null };
    throw error;
  }
}

async function highest(folder: string): Promise<number> {
  return Math.max(0, ...(await numbers(folder)));
}

async function numbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.map((name) => Number(/^owner\.(\d+)\.lock$/.exec(name)?.[1] ?? 0));
}

/** Old files go, but never the predecessor: a reader of the folder always finds one of the two. */
async function removeBelow(folder: string, n: number): Promise<void> {
  const old = (await numbers(folder)).filter((number) => number > 0 && number < n);
  await Promise.all(old.map((number) => rm(fileOf(folder, number), { force: true })));
}

function fileOf(folder: string, n: number): string {
  return join(folder, `owner.${n}.lock`);
}
