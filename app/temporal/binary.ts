import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { CodedError } from '../../domain/errors.ts';
import type { Language } from '../../words/language.ts';
import { buildTemporal, buildWithin } from './build.ts';
import { downloadTemporal, officialDownload } from './download.ts';
import { executable, onPath } from './executable.ts';
import { lines } from './lines.ts';
import { withLock } from './lock.ts';
import { pinned, temporalVersion } from './version.ts';

export type FindOptions = {
  /** Where a line for the person who waits goes; nothing else is printed. */
  log: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  language?: Language;
  /** Another place that serves what temporal.download serves. */
  downloadFrom?: string;
};

/**
 * The path of a Temporal CLI of the pinned version: the one on PATH, else the copy in the user's cache folder, which is
 * downloaded, else built with Go, when it is not there yet.
 */
export async function findTemporalBinary(options: FindOptions): Promise<string> {
  const { log, env = process.env, downloadFrom = officialDownload } = options;
  const say = lines(options.language);
  const cached = join(cacheFolder(env), executable(`temporal-${temporalVersion}`));

  const tried: string[] = [];
  const attempt = async <T>(way: string, take: () => Promise<T>): Promise<T | null> => {
    try {
      return await take();
    } catch (error) {
      tried.push(`${way}: ${reason(error)}`);
      return null;
    }
  };
  const provide = async () => {
    await clearLeftovers(cached);
    return (
      // another process may have brought it while we waited for the lock
      (await pinned(cached).catch(() => null)) ??
      (await attempt('download', () => {
        log(say('downloading', { version: temporalVersion }));
        return install(cached, (file) => downloadTemporal(file, downloadFrom));
      })) ??
      (await attempt('go build', async () => {
        onPath('go', env);
        return told(log, say, cached, () => install(cached, (file) => buildTemporal(file, env)));
      }))
    );
  };

  const found =
    (await attempt('PATH', async () => pinned(onPath('temporal', env)))) ??
    (await attempt('cache', () => pinned(cached))) ??
    (await attempt(dirname(cached), async () => {
      await mkdir(dirname(cached), { recursive: true });
      const onWait = (pid: number) => log(say('waiting', { pid }));
      return withLock(`${cached}.lock`, { staleAfter: buildWithin, onWait }, provide);
    }));
  if (found === null) throw new CodedError('temporal-not-found', { version: temporalVersion, tried: tried.join('; ') });
  return found;
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'xiaohao');
}

/** Has `make` write the binary into a folder of its own, and moves it to `target` once it has proved to be the right one. */
async function install(target: string, make: (file: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(`${target}-`);
  try {
    const file = join(folder, executable('temporal'));
    await make(file);
    await rename(await pinned(file), target);
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the folders of installations that were killed; while we hold the lock there are no others. */
async function clearLeftovers(target: string): Promise<void> {
  for (const name of await readdir(dirname(target))) {
    if (name.startsWith(`${basename(target)}-`))
      await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}

/** Runs a build that takes minutes, and keeps saying so. */
async function told<T>(log: FindOptions['log'], say: ReturnType<typeof lines>, path: string, build: () => Promise<T>) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  log(say('building', { version: temporalVersion }));
  const progress = setInterval(() => log(say('stillBuilding', { seconds: seconds() })), 20_000);
  try {
    const built = await build();
    log(say('built', { seconds: seconds(), path }));
    return built;
  } finally {
    clearInterval(progress);
  }
}

/** What went wrong, in one line; fetch hides it in the cause. */
function reason(error: unknown): string {
  const { message, cause } = error as Error;
  return (cause instanceof Error ? `${message} (${cause.message})` : message).replace(/\s+/g, ' ');
}
