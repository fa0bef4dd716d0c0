import type { FindingState } from '../../domain/finding/state.ts';
import { draftOfFinding, draftOfMeasure } from '../../domain/import/fields.ts';
import { pastOf } from '../../domain/measure/history.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Lists, MeasureDraft } from '../../domain/plan/lists.ts';
import { findingStates, measureStates } from '../../ledger/queries/states.ts';
import type { ApiDeps } from './deps.ts';
import { rulesOf } from './rules.ts';

/** A campaign's lists as they stand now, without what was withdrawn. */
export async function listsOf(deps: ApiDeps, campaign: string): Promise<Lists> {
  const { id, directory } = await rulesOf(deps, campaign);
  const { db } = deps.ledger;
  const findings = (await findingStates(db, id)) as FindingState[];
  const measures = (await measureStates(db, id)) as MeasureState[];
  return {
    directory,
    findings: findings.map(draftOfFinding),
    measures: measures.filter(({ phase }) => phase !== 'withdrawn').map(asItStands),
  };
}

function asItStands(state: MeasureState): MeasureDraft {
  const history = pastOf(state);
  return { ...draftOfMeasure(state), ...(history ? { history } : {}) };
}
