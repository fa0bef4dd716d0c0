import type { EntityActivities, ImportActivities } from '../workflows/contract.ts';
import { createDelivery, type DeliveryDeps } from './deliver.ts';
import { createImporter, type ImporterDeps } from './import.ts';
import { createRecorder, type RecorderDeps } from './record.ts';

/** Everything the workflows may ask of the world; what it needs of the world is an argument. */
export function createActivities(
  deps: RecorderDeps & DeliveryDeps & ImporterDeps,
): EntityActivities & ImportActivities {
  return { recordAndPlan: createRecorder(deps), deliver: createDelivery(deps), applyImport: createImporter(deps) };
}
