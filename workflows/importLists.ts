import { proxyActivities } from '@temporalio/workflow';
import type { ImportActivities, ImportInput } from './contract.ts';

// Heard of no more, it is given to another worker, who goes on from what the record holds.
const { applyImport } = proxyActivities<ImportActivities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout: '20s',
  retry: { maximumInterval: '30s' },
});

/** Carries one import of lists to its end, over every worker's death and for as long as the ledger may be away. */
export function importLists(input: ImportInput): Promise<void> {
  return applyImport(input);
}
