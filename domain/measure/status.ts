import type { MeasureEntry, MeasureStatus } from '../finding/state.ts';
import { isPermanent } from './condition.ts';
import type { Adjustment } from './events.ts';
import type { MeasureState } from './state.ts';

/** How a finding has to count a measure from now on. */
export type FindingNews = { finding: string } & MeasureEntry;

/** What an event of a measure is to the findings it is done for; none where each counts it as before. */
export function findingsToTell(
  event: { type: string; changes?: Adjustment; notUnder?: string[] },
  state: MeasureState,
): FindingNews[] {
  const archived = state.archivedAt !== null;
  if (event.type === 'Adjusted') {
    const { changes, notUnder = [] } = event;
    return [
      ...(changes?.alsoUnder ?? []).map((finding) => ({ finding, status: statusOf(state), archived })),
      // What is done for it no more is as good as withdrawn there, and cannot come back.
      ...notUnder.map((finding) => ({ finding, status: 'withdrawn' as const, archived: true })),
    ];
  }
  const status = statusAfter(event.type, state);
  if (!status) return [];
  return [state.finding, ...(state.alsoUnder ?? [])].map((finding) => ({ finding, status, archived }));
}

function statusAfter(event: string, state: MeasureState): MeasureStatus | null {
  switch (event) {
    case 'Issued':
    case 'Joined':
    case 'Rebounded':
      return isPermanent(state) ? 'longTerm' : 'open';
    case 'Closed':
      return 'closed';
    case 'Withdrawn':
      return 'withdrawn';
    case 'PermanenceAccepted':
      return isPermanent(state) ? 'longTerm' : null;
    case 'Archived':
      return state.phase === 'withdrawn' ? 'withdrawn' : 'closed';
    default:
      return null;
  }
}

function statusOf(state: MeasureState): MeasureStatus {
  const { phase } = state;
  if (phase === 'draft' || phase === 'closed' || phase === 'withdrawn') return phase;
  return isPermanent(state) ? 'longTerm' : 'open';
}
