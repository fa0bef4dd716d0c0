import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const serverRecord = z.object({ pid: z.int().positive(), address: z.string().min(1), startedAt: z.string() });

/** What stands beside the database of a running server, so that the next run finds it: where it is and since when. */
export type ServerRecord = z.infer<typeof serverRecord>;

/** The record as it stands; null where there is none or it cannot be read. */
export function readRecord(file: string): ServerRecord | null {
  try {
    return serverRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Written at once, in one step: a server must never run without its record. */
export function writeRecord(file: string, record: ServerRecord): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(record)}\n`);
  renameSync(`${file}.new`, file);
}
