import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The API's token. */
export function readToken(folder: string): string {
  return readSecret(folder, 'token');
}

/** The key that the secrets of authenticators are sealed with. */
export function readSeal(folder: string): Buffer {
  return Buffer.from(readSecret(folder, 'seal'), 'hex');
}

/** A secret of this data folder: made once, 32 random bytes in hex, readable by its owner only. */
function readSecret(folder: string, name: 'token' | 'seal'): string {
  const file = join(folder, name);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    // Whole or not at all, and only the first of two.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8').trim();
}
