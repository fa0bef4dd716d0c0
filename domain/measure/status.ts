import type { MeasureState } from './state.ts';

/** How the finding has to count a measure after an event of it; null: as before. */
export function statusAfter(event: string, { longTerm, phase }: MeasureState) {
  switch (event) {
    case 'Issued':
    case 'Joined':
    case 'Rebounded':
      return longTerm ? 'longTerm' : 'open';
    case 'Closed':
      return 'closed';
    case 'Withdrawn':
      return 'withdrawn';
    case 'ConvertedToLongTerm':
      return 'longTerm';
    case 'Archived':
      return phase === 'withdrawn' ? 'withdrawn' : 'closed';
    default:
      return null;
  }
}
