import { type Day, daysBetween } from '../../domain/calendar/day.ts';
import { isOverdue, lightOf } from '../../domain/measure/condition.ts';
import { holderOf } from '../../domain/measure/holder.ts';
import type { Light } from '../../domain/measure/light.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { policyFor } from '../../domain/plan/plan.ts';
import { boardWords } from '../../words/board.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { may } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import { unitName } from './names.ts';

/** A measure at a glance: its light, how far it is from its date, what the light hides, and who has it. */
export type Glance = { light: Light; distance: string; hidden: string; holder: string; due: Day | null };

/** As of the view's day. */
export function glanceAt(state: MeasureState, view: View): Glance {
  const due = state.resubmitBy ?? state.doneDue?.day ?? null;
  const light = lightOf(state, view.day, policyFor(state.finding, view.campaign.settings, view.campaign.policy));
  return {
    ...{ light, due },
    distance: distanceOf(state, light, due, view),
    hidden: hiddenBy(state, view),
    holder: holderName(state, view),
  };
}

/** The unit by its name, a reviewer by his post. */
export function holderName(state: MeasureState, view: View): string {
  const holder = holderOf(state);
  // That a leader has it, and since when, is his and the office's to know (PAGES.md, checklist 9).
  if (holder === 'leader' && !may(view.who, { to: 'seeLeaderTime', leaders: state.leaders }))
    return itemWords[view.language].reviewTime;
  return holder === 'unit' ? unitName(view, state.leadUnit) : boardWords[view.language].holder[holder];
}

function distanceOf(state: MeasureState, light: Light, due: Day | null, { day, language }: View): string {
  const words = boardWords[language].detail;
  if (state.phase === 'review' && state.review!.limit < day) {
    return fill(words.overLimit, { n: daysBetween(state.review!.limit, day) });
  }
  if (due === null) return '';
  if (isOverdue(state, day)) return fill(words.lateBy, { n: daysBetween(due, day) });
  if (light !== 'dueSoon') return '';
  return due === day ? words.today : fill(words.left, { n: daysBetween(day, due) });
}

function hiddenBy(state: MeasureState, { language }: View): string {
  const words = boardWords[language].detail;
  const { phase, submission, judgedBy, longTerm, missedReports } = state;
  if (phase === 'review' && submission && judgedBy !== null && submission.day > judgedBy) {
    return fill(words.submittedLate, { n: daysBetween(judgedBy, submission.day) });
  }
  if (phase !== 'open') return '';
  if (state.extension) return words.undecided;
  if (state.resubmitBy) return words.resubmit;
  return longTerm && missedReports > 0 ? fill(words.missed, { n: missedReports }) : '';
}
