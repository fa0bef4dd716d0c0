import { addDays, addMonths, type Day, endOfMonth } from '../../../domain/calendar/day.ts';
import type { Deadline, Kind, MeasureDraft } from '../../../domain/plan/lists.ts';
import { hash01 } from '../../../domain/seed.ts';
import { dealtPosts } from './cast.ts';

export type DealtDates = Pick<MeasureDraft, 'kind' | 'effectDue' | 'doneDue' | 'milestones'>;

/** A measure's kind, dates and milestones: most are dated, spread over ten months after the feedback. */
export function dealDates(seed: string, measure: string, feedback: Day): DealtDates {
  const kind = kindAt(hash01(seed, measure, 'kind'));
  if (kind === 'immediate') return { kind, effectDue: null, doneDue: null, milestones: [] };
  const months = 1 + Math.floor(hash01(seed, measure, 'months') * 10);
  const done = kind === 'continuing' ? addMonths(feedback, 12) : endOfMonth(addMonths(feedback, months));
  const effect = endOfMonth(addMonths(feedback, Math.ceil(months * hash01(seed, measure, 'effect'))));
  const effectDue = deadline(effect);
  if (kind === 'longTerm') return { kind, effectDue, doneDue: null, milestones: [] };
  const stepped = months >= 4 && hash01(seed, measure, 'milestones') < 0.3;
  return { kind, effectDue, doneDue: deadline(done), milestones: stepped ? milestones(done) : [] };
}

function kindAt(chance: number): Kind {
  if (chance < 0.1) return 'immediate';
  if (chance < 0.18) return 'longTerm';
  return chance < 0.25 ? 'continuing' : 'dated';
}

/** Counted back from the due date (倒排工期). */
function milestones(done: Day): MeasureDraft['milestones'] {
  const [plan = '', half = ''] = dealtPosts.milestones;
  return [
    { day: addDays(done, -90), text: plan },
    { day: addDays(done, -45), text: half },
  ];
}

function deadline(day: Day): Deadline {
  return { text: day, day, why: day };
}
