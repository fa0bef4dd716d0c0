import { type Day, isDay } from '../calendar/day.ts';
import { type Refusal, refusal } from '../errors.ts';
import { isIssuable } from '../measure/issue.ts';
import type { MeasureState } from '../measure/state.ts';
import type { CampaignState } from './state.ts';

/** So many ids fit into a sentence. */
const named = 10;

/** Why the drafts cannot be issued as of `on`; null: their clocks can start. */
export function refuseIssue(state: CampaignState, measures: MeasureState[], on: Day, today: Day): Refusal | null {
  if (!isDay(on)) return refusal('no-such-date', { text: on });
  if (on > today) return refusal('bad-input', { field: 'on', value: on });
  if (on < state.settings.feedbackOn) return refusal('backdated', { day: on });
  const drafts = measures.filter(({ phase }) => phase === 'draft');
  if (drafts.length === 0) return refusal('wrong-state', { act: 'issue', phase: state.phase });
  const unready = drafts.filter((draft) => !isIssuable(draft)).map(({ id }) => id);
  return unready.length > 0 ? refusal('not-issuable', { id: unready.slice(0, named).join(' ') }) : null;
}
