import type { EntityActivities } from '../workflows/contract.ts';
import { createDelivery, type DeliveryDeps } from './deliver.ts';
import { createRecorder, type RecorderDeps } from './record.ts';

/** Everything the workflows may ask of the world; what it needs of the world is an argument. */
export function createActivities(deps: RecorderDeps & DeliveryDeps): EntityActivities {
  return { recordAndPlan: createRecorder(deps), deliver: createDelivery(deps) };
}
