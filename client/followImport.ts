import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../domain/errors.ts';
import type { Api, ImportView } from './api.ts';
import type { ImportResult } from './import.ts';

/** So long an import may stand still before whoever waits for it is told, in milliseconds. */
export const standstill = 60_000;

const longestWait = 500;

/**
 * Waits until an import has ended, and tells how far it has come.
 * @throws CodedError `import-stalled` where nothing moves, or the code with which it failed
 */
export async function followImport(
  api: Pick<Api, 'importView'>,
  campaign: string,
  id: string,
  told: (view: ImportView) => void,
  patienceMs = standstill,
): Promise<ImportResult> {
  for (let wait = 20; ; wait = Math.min(wait * 2, longestWait)) {
    const view = await api.importView(campaign, id);
    told(view);
    const { phase, result, idleMs } = view;
    if (phase === 'failed' && result && 'code' in result) throw new CodedError(result.code, result.facts);
    if (phase === 'done') return result as ImportResult;
    if (idleMs > patienceMs) throw new CodedError('import-stalled', { id, seconds: Math.round(idleMs / 1_000) });
    await sleep(wait);
  }
}
