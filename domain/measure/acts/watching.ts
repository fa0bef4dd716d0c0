import { isDay } from '../../calendar/day.ts';
import { refusal } from '../../errors.ts';
import type { Deadline } from '../../plan/lists.ts';
import type { Address } from '../../plan/recipient.ts';
import { type ActsOf, type Deed, isBlank } from './deed.ts';

/** What hangs on something else has no date; whoever watches that is asked each cycle, until it has come. */
export const watching: ActsOf<'watch' | 'answerCondition'> = {
  watch(deed, { watcher, condition = deed.state.condition?.text ?? '', reason }) {
    const { state } = deed;
    if (isBlank(condition, reason)) return refusal('reason-missing', { act: 'watch' });
    if (state.doneDue || state.longTerm || state.kind === 'immediate')
      return refusal('wrong-state', { act: 'watch', phase: state.longTerm ? 'longTerm' : 'dated' });
    const no = refuseWatcher(watcher, deed);
    if (no) return no;
    const watched = { text: condition, watcher };
    if (state.phase === 'draft') return [deed.event('Watched', { condition: watched, reason })];
    const period = state.cycle?.period ?? '';
    const asked = deed.say('watch', 'newTask', `watching:${watcher}`, ['watcher'], { reason: condition, period });
    return [deed.event('Watched', { condition: watched, reason }, asked)];
  },

  answerCondition(deed, { result, word = '', doneDue: to, effectDue: effect }) {
    const { state, today } = deed;
    if (result === 'notYet') {
      if (isBlank(word)) return refusal('reason-missing', { act: 'answerCondition' });
      if (to !== undefined || effect !== undefined)
        return refusal('bad-input', { field: 'doneDue', value: to ?? effect ?? '' });
      return [deed.event('ConditionAwaited', { period: state.cycle?.period ?? '', word })];
    }
    if (to === undefined || !isDay(to)) return refusal('no-such-date', { text: to ?? '' });
    if (to <= today) return refusal('date-in-past', { day: to });
    if (effect !== undefined && !isDay(effect)) return refusal('no-such-date', { text: effect });
    const promised = effect ?? state.effectDue?.day;
    if (promised !== undefined && promised > to) return refusal('effect-after-done', { effect: promised, done: to });
    const news = deed.say('correction', 'correction', `re-dated:${to}`, ['unit', 'handler', 'leader'], {
      ...{ from: '', to, reason: 'conditionCame' },
    });
    const effectDue = effect === undefined ? null : deadline(effect);
    return [deed.event('ConditionCame', { doneDue: deadline(to), effectDue, word: word.trim() || null }, news)];
  },
};

function deadline(day: string): Deadline {
  return { text: day, day, why: 'condition' };
}

/** Somebody of the directory, and not of the unit that would give itself a date. */
function refuseWatcher(watcher: Address, { state, context }: Deed) {
  const { persons, units } = context.directory;
  if (watcher === 'office') return null;
  const id = watcher.slice(watcher.indexOf(':') + 1);
  const person = watcher.startsWith('person:') ? persons.find((one) => one.id === id) : undefined;
  const unit = person ? person.unit : units.find((one) => one.id === id)?.id;
  if (!person && unit === undefined) return refusal('unknown-id', { id });
  return unit === state.leadUnit || id === state.handler ? refusal('own-item', { act: 'watch' }) : null;
}
