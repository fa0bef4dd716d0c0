import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive } from './temporal/process.ts';

const running = z.object({ pid: z.int().positive(), port: z.int().min(1).max(65_535) });

/** Where the service of a data folder listens, so that the command line finds it by itself. */
export type ServiceFile = z.infer<typeof running>;

export function writeServiceFile(folder: string, { pid, port }: ServiceFile): void {
  const file = join(folder, 'service.json');
  writeFileSync(`${file}.new`, `${JSON.stringify({ pid, port })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What stands there if its process still lives; a killed one leaves its file behind. */
export function readServiceFile(folder: string): ServiceFile | null {
  try {
    const read = running.parse(JSON.parse(readFileSync(join(folder, 'service.json'), 'utf8')));
    return isAlive(read.pid) ? read : null;
  } catch {
    return null;
  }
}

/** Only by whom it speaks of: another may have started since. */
export function removeServiceFile(folder: string, pid: number): void {
  if (readServiceFile(folder)?.pid === pid) rmSync(join(folder, 'service.json'), { force: true });
}
