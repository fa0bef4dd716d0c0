import { dayOf } from '../../domain/calendar/zone.ts';
import { CodedError } from '../../domain/errors.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import { decide } from '../../domain/measure/decide.ts';
import { evolve } from '../../domain/measure/evolve.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { errorTerms } from '../../words/errors.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { actorIn } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import { listed, unitName } from '../item/names.ts';
import { announce, comingFor, receivers } from '../item/step.ts';

/**
 * What an act would do if it were done now, decided as the engine would and recorded nowhere: what changes, who is told
 * when, and what comes next.
 * @throws CodedError with what the act would be refused with
 */
export function effectsOf(command: MeasureCommand, state: MeasureState, view: View): string[] {
  const words = itemWords[view.language].effect;
  const actor = actorIn(view.who);
  if (!actor) throw new CodedError('not-allowed', { act: command.type, who: 'office' });
  const answer = decide(state, command, actor, view.context);
  if (!Array.isArray(answer)) throw new CodedError(answer.code, answer.facts);
  const after = answer.reduce<MeasureState | null>(evolve, state)!;
  const [next] = comingFor(after, view);
  return [
    ...changesOf(state, after, view),
    ...toldBy(
      answer.flatMap(({ notices }) => notices),
      after,
      view,
    ),
    ...(next ? [fill(words.next, { ...announce(next, { measure: after }, view) })] : []),
  ];
}

function changesOf(before: MeasureState, after: MeasureState, view: View): string[] {
  const words = itemWords[view.language].effect;
  const phases: Record<string, string> = errorTerms[view.language].phase;
  const dueOf = ({ doneDue }: MeasureState) =>
    doneDue ? view.dates.full(doneDue.day) : itemWords[view.language].undatedYet;
  const pairs = [
    { line: words.phase, from: phases[before.phase] ?? before.phase, to: phases[after.phase] ?? after.phase },
    { line: words.due, from: dueOf(before), to: dueOf(after) },
    { line: words.unit, from: unitName(view, before.leadUnit), to: unitName(view, after.leadUnit) },
  ];
  return pairs.filter(({ from, to }) => from !== to).map(({ line, ...facts }) => fill(line, facts));
}

/** Who is told, window by window; that nobody is, is said too. */
function toldBy(notices: Notice[], measure: MeasureState, view: View): string[] {
  const words = itemWords[view.language].effect;
  if (notices.length === 0) return [words.silent];
  const windows = [...new Set(notices.map(({ windowAt }) => windowAt))].sort((a, b) => a - b);
  return windows.map((at) => {
    const posts = new Set(notices.filter(({ windowAt }) => windowAt === at).map(({ to }) => to));
    const names = [...posts].map((to) => receivers(to, { measure }, at, view));
    const day = view.dates.full(dayOf(at, view.campaign.settings.zone));
    return fill(words.told, { day, to: listed(view, names) });
  });
}
