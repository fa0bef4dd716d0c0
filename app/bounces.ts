import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { BounceAnswer } from '../client/api.ts';

export type BounceFolderDeps = {
  /** A Maildir, or a folder of `.eml` files. */
  folder: string;
  take: (raw: Uint8Array) => Promise<BounceAnswer>;
  log: { info(facts: object, message: string): void; warn(facts: object, message: string): void };
  everyMs?: number;
};

/**
 * Reads the mails a mail server puts into a folder, each once: those in `new/` of a Maildir go to its `cur/`, those of a
 * plain folder to its `done/`. A mail that could not be taken stays and is read again.
 */
export function startBounces({ folder, take, log, everyMs = 30_000 }: BounceFolderDeps): { stop(): Promise<void> } {
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  const look = () => {
    round = round.then(() => (stopped ? undefined : readAll())).catch((err) => log.warn({ err, folder }, 'bounces'));
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  look();

  async function readAll(): Promise<void> {
    const names = await readdir(folder);
    const isMaildir = names.includes('new') && names.includes('cur');
    const from = isMaildir ? join(folder, 'new') : folder;
    const to = join(folder, isMaildir ? 'cur' : 'done');
    await mkdir(to, { recursive: true });
    for (const name of isMaildir ? await readdir(from) : names.filter((one) => one.endsWith('.eml'))) {
      if (stopped) return;
      try {
        const { outcome, kind, mail } = await take(await readFile(join(from, name)));
        log.info({ file: name, outcome, kind, mail }, 'a mail came back');
        await rename(join(from, name), join(to, isMaildir && !name.includes(':2,') ? `${name}:2,S` : name));
      } catch (err) {
        // Those behind it do not wait for it.
        log.warn({ err, file: name }, 'bounces');
      }
    }
  }

  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}
