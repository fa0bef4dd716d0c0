import type { Actor } from '../../actor.ts';
import { isDay } from '../../calendar/day.ts';
import { dayOf } from '../../calendar/zone.ts';
import type { Context } from '../../context.ts';
import { type Refusal, refusal } from '../../errors.ts';
import type { MeasureDraft } from '../../plan/lists.ts';
import type { MeasureCommandOf } from '../commands.ts';
import { refuseHistory } from '../history.ts';
import { issue } from '../issue.ts';
import { refuseCounts, refuseParts } from '../quantity.ts';
import type { ActsOf, Decision } from './deed.ts';

/** A measure comes into the lists. */
export function draft(
  { draft: item, campaign }: MeasureCommandOf<'draft'>,
  actor: Actor,
  { now, calendar, directory }: Context,
): Decision {
  const { history, condition, doneDue, kind } = item;
  if (condition && (doneDue || kind === 'immediate' || kind === 'longTerm'))
    return refusal('bad-input', { field: 'condition', value: condition.text });
  const bad =
    refuseDates(item) ??
    refuseParts(item.parts ?? [], item.quantity, directory) ??
    (history ? (refuseHistory(history, dayOf(now, calendar.zone)) ?? refuseCounts(item, history.counts)) : null);
  return bad ?? [{ type: 'Drafted', at: now, by: actor.person, notices: [], draft: item, campaign }];
}

export const issuing: ActsOf<'enterHistory' | 'issue' | 'succeed'> = {
  succeed(deed, { from, to }) {
    const { leadUnit, findingUnit, participants, leaders, handler, parts = [], condition, teamHead } = deed.state;
    const watcher = condition?.watcher.slice(condition.watcher.indexOf(':') + 1);
    const named = [
      leadUnit,
      findingUnit,
      handler,
      teamHead,
      watcher,
      ...participants,
      ...leaders,
      ...parts.map(({ unit }) => unit),
    ];
    if (!named.includes(from)) return [];
    const isNew = leadUnit === from && deed.state.phase !== 'draft';
    const news = isNew ? deed.say('task', 'newTask', 'reassigned', ['unit', 'leader'], {}) : [];
    return [deed.event('Succeeded', { from, to }, news)];
  },

  enterHistory(deed, { history }) {
    const bad = refuseHistory(history, deed.today) ?? refuseCounts(deed.state, history.counts);
    return bad ?? [deed.event('HistoryEntered', { history })];
  },

  issue: (deed, command) => issue(deed.state, command, deed.actor.person, deed.context),
};

/** effectDue ≤ doneDue, and every date exists (PROCESS.md, glossary). */
export function refuseDates({
  effectDue,
  doneDue,
  milestones,
}: Pick<MeasureDraft, 'effectDue' | 'doneDue' | 'milestones'>): Refusal | null {
  for (const date of [effectDue, doneDue, ...milestones]) {
    if (date && !isDay(date.day)) return refusal('no-such-date', { text: date.day });
  }
  if (effectDue && doneDue && effectDue.day > doneDue.day) {
    return refusal('effect-after-done', { effect: effectDue.day, done: doneDue.day });
  }
  return null;
}
