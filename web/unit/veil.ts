import type { CampaignState } from '../../domain/campaign/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { secrecyOfItem } from '../../domain/plan/secrecy.ts';
import type { Ledger } from '../../ledger/open.ts';
import { findingsByMeasure } from '../../ledger/queries/announcements.ts';

/** What a link shows of a unit's measures; `hidden`: there are others, for which one must sign in. */
export type Veiled = { measures: MeasureState[]; hidden: boolean; veiled: Set<string> };

/**
 * A link may be in anybody's hands: of what only the number may be said it shows number, light and date, and what may not
 * be named at all is not on its page (PAGES.md, section 3). Whoever signs in sees everything he may.
 */
export async function veil(
  db: Ledger['db'],
  { id, settings }: CampaignState,
  measures: MeasureState[],
): Promise<Veiled> {
  const findings = settings.plans?.length ? await findingsByMeasure(db, id) : new Map<string, string>();
  const levels = measures.map((measure) => secrecyOfItem(measure, settings, (other) => findings.get(other)));
  const shown = measures.flatMap((measure, n) => {
    if (levels[n] === 'bare') return [];
    return [levels[n] === 'number' ? numberOnly(measure) : measure];
  });
  const veiled = measures.filter((_, n) => levels[n] === 'number').map((measure) => measure.id);
  return { measures: shown, hidden: levels.includes('bare'), veiled: new Set(veiled) };
}

function numberOnly({ quantity: _, parts: __, note: ___, ...measure }: MeasureState): MeasureState {
  const milestones = measure.milestones.map((one) => ({ ...one, text: '' }));
  return { ...measure, title: '', text: '', milestones, lastReport: null };
}
