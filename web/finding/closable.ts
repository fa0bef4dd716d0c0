import { type FindingState, unsettled } from '../../domain/finding/state.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { listed, personName } from '../item/names.ts';

/** In how many of the missing ones a sentence names each. */
const named = 12;

/** Can this finding be closed, and if not, which measures stand in the way. */
export function sayClosable(finding: FindingState, numberOf: (measure: string) => string, view: View): string {
  const words = itemWords[view.language].closable;
  const entries = Object.values(finding.measures);
  if (finding.closure && finding.phase === 'closed') {
    const { day, by } = finding.closure;
    return fill(words.closed, { day: view.dates.day(day), by: personName(view, by) });
  }
  if (entries.length === 0) return words.empty;
  if (finding.phase === 'draft') return words.draft;
  const missing = unsettled(finding);
  if (missing.length > 0) {
    const list = listed(view, missing.slice(0, named).map(numberOf));
    const all = fill(itemWords[view.language].more, { list, n: missing.length });
    return fill(words.no, { missing: missing.length > named ? all : list });
  }
  const longTerm = entries.filter(({ status }) => status === 'longTerm').length;
  return fill(longTerm > 0 ? words.yesLongTerm : words.yes, { n: entries.length, longTerm });
}

/** How a finding stands, in a word of the catalogue. */
export function stateOf({ phase, settledOn }: FindingState): 'draft' | 'open' | 'settled' | 'closed' {
  return phase === 'open' && settledOn !== null ? 'settled' : phase;
}
