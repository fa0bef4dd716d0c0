import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type History, historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Kind } from '../../workflows/contract.ts';

export const folder = join(import.meta.dirname, '../histories');

/** Where a run had come to at its end, by the workflow's word or the ledger's. */
export type Golden = { kind: Kind; workflowId: string; seq: number; state: object | null };

/** One run of a workflow as a release recorded it; golden, because replay does not notice what `evolve` makes of it. */
export type StoredRun = { release: string; name: string; kind: Kind; history: History; golden: Golden };

/** The releases that have recorded histories. */
export function releases(): string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

/** Every stored run, by release and name. */
export function storedRuns(): StoredRun[] {
  return releases().flatMap((release) => {
    const names = readdirSync(join(folder, release)).filter((file) => file.endsWith('.history.json'));
    return names.toSorted().map((file) => {
      const name = file.replace('.history.json', '');
      const golden = read(release, `${name}.golden.json`) as Golden;
      return { release, name, kind: golden.kind, history: historyFromJSON(read(release, file)), golden };
    });
  });
}

function read(release: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, release, file), 'utf8'));
}
