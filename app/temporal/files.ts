import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

export type ServerFiles = { database: string; record: string; log: string };

/** The server's files in `folder`, which is made if need be, by the one path that the system knows them by. */
export function serverFiles(folder: string): ServerFiles {
  mkdirSync(folder, { recursive: true });
  const real = realpathSync(folder);
  return {
    database: join(real, 'temporal.db'),
    record: join(real, 'temporal.json'),
    log: join(real, 'temporal.log'),
  };
}
