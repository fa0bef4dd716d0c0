import type { Act } from '../../client/acts.ts';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import { reviewingPost } from '../../domain/measure/authority.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import { decide } from '../../domain/measure/decide.ts';
import { evolve } from '../../domain/measure/evolve.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { stepAt } from '../../domain/notice/climb.ts';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import { actorIn } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import { listed } from '../item/names.ts';
import { comingFor } from '../item/step.ts';

const most = 3;

/** What follows if this act is done now, decided as the engine would; empty where it would refuse. */
export function consequenceOf(act: Act, state: MeasureState, view: View): string {
  const words = mineWords[view.language].follows;
  const actor = actorIn(view.who);
  const answer = actor ? decide(state, { type: act } as MeasureCommand, actor, view.context) : null;
  if (!Array.isArray(answer)) return '';
  const after = answer.reduce<MeasureState | null>(evolve, state)!;
  switch (act) {
    case 'grantExtension': {
      const due = after.doneDue!.day;
      const days = remindersOf(after, due, view);
      const facts = { day: view.dates.full(due), over: view.dates.day(addDays(due, 1)), days: listed(view, days) };
      return fill(days.length > 0 ? words.extended : words.extendedSilent, facts);
    }
    case 'approve': {
      if (after.phase !== 'review') return '';
      const { stages, index, limit } = after.review!;
      const post = (errorTerms[view.language].who as Record<string, string>)[reviewingPost(after)] ?? '';
      const facts = { post, day: view.dates.full(limit) };
      return fill(index < stages.length ? words.passedOn : words.toClose, facts);
    }
    case 'close': {
      const { next } = after.lookBack;
      return next ? fill(words.closed, { day: view.dates.full(next) }) : words.closedForGood;
    }
    case 'confirmEffect':
      return after.effect?.confirmedBy ? words.confirmed : words.confirmedNext;
    default:
      return '';
  }
}

/** The days on which the new date will be spoken of before it comes. */
function remindersOf(state: MeasureState, due: Day, view: View): string[] {
  const [next] = comingFor(state, view).filter(({ limit }) => limit.ladder === 'doneDue');
  if (!next) return [];
  const days = new Set<Day>();
  for (let position = next.position; days.size < most; position += 1) {
    const step = stepAt(state, next.limit, position, view.context);
    if (!step || step.day >= due) break;
    days.add(step.day);
  }
  return [...days].map((day) => view.dates.day(day));
}
