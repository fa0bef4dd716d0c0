import { addWorkdays } from '../../calendar/calendar.ts';
import { type Refusal, refusal } from '../../errors.ts';
import { partForEachTownship } from '../../plan/quantity.ts';
import type { Part } from '../part.ts';
import { isAmount, refuseParts } from '../quantity.ts';
import type { MeasureState } from '../state.ts';
import { type ActsOf, type Deed, isBlank } from './deed.ts';

/** Parts that are closed singly, and what was counted of them. */
export const dividing: ActsOf<'divide' | 'count' | 'handInPart' | 'returnPart' | 'closePart'> = {
  divide(deed, { parts: said, each }) {
    const { state, context } = deed;
    if (state.parts) return refusal('wrong-state', { act: 'divide', phase: 'divided' });
    const parts = each ? partForEachTownship(context.directory) : (said ?? []);
    if (parts.length === 0) return refusal('bad-input', { field: each ? 'each' : 'parts', value: each ?? '' });
    const bad = refuseParts(parts, state.quantity, context.directory);
    if (bad) return bad;
    // What was counted of the whole belongs to no part.
    if (state.quantity?.done && parts.some(({ total }) => total !== undefined))
      return refusal('wrong-state', { act: 'divide', phase: 'counted' });
    const news = state.phase === 'draft' ? [] : deed.say('task', 'newTask', 'divided', ['unit', 'participants'], {});
    return [deed.event('Divided', { parts }, news)];
  },

  count(deed, { part: id, done, reason = '', asOf }) {
    const { quantity, parts } = deed.state;
    if (!quantity) return refusal('wrong-state', { act: 'count', phase: 'uncounted' });
    const shares = parts?.some(({ total }) => total !== undefined) ?? false;
    if (shares !== (id !== undefined)) return refusal('bad-input', { field: 'part', value: id ?? '' });
    const part = id === undefined ? null : partOf(deed, id);
    if (part && 'code' in part) return part;
    const of = part ?? quantity;
    const total = of.total ?? 0;
    if (!isAmount(done)) return refusal('bad-input', { field: 'done', value: String(done) });
    if (done > total) return refusal('quantity-over-total', { done, total });
    if (part?.closed && done !== part.done) return refusal('wrong-state', { act: 'count', phase: 'part closed' });
    // What was counted once does not become less without a word.
    if (done < (of.done ?? 0) && isBlank(reason)) return refusal('reason-missing', { act: 'count' });
    return deed.datedOn(asOf, (on) => [deed.event('Counted', { part: id ?? null, done, on, ...why(reason) })]);
  },

  handInPart(deed, { part: id, evidence, on: said, ...command }) {
    const { context, today } = deed;
    const part = partOf(deed, id);
    if ('code' in part) return part;
    if (part.closed || part.handedIn) return refusal('wrong-state', { act: 'handInPart', phase: 'part handed in' });
    const noEvidenceReason = command.noEvidenceReason?.trim() || null;
    if (evidence.length === 0 && !noEvidenceReason)
      return refusal('evidence-missing', { id: `${deed.state.id} ${id}` });
    const limit = addWorkdays(context.calendar, today, context.policy.review.limits.officeCheck);
    const asked = deed.say('part', 'decide', `part:${id}:${limit}`, ['office'], { part: part.title, limit }, limit);
    return deed.datedOn(said, (on) => [
      deed.event(
        'PartHandedIn',
        { part: id, on, evidence, ...(noEvidenceReason ? { noEvidenceReason } : {}), limit },
        asked,
      ),
    ]);
  },

  returnPart(deed, { part: id, reason }) {
    const part = partOf(deed, id);
    if ('code' in part) return part;
    if (!part.handedIn || part.closed) return refusal('wrong-state', { act: 'returnPart', phase: 'part open' });
    if (isBlank(reason)) return refusal('reason-missing', { act: 'returnPart' });
    const told = deed.say('returned', 'todo', 'part-returned', ['unit', 'participants'], { reason });
    return [deed.event('PartReturned', { part: id, reason }, told)];
  },

  closePart(deed, { part: id }) {
    const part = partOf(deed, id);
    if ('code' in part) return part;
    if (!part.handedIn || part.closed) return refusal('wrong-state', { act: 'closePart', phase: 'part open' });
    if (part.total !== undefined && part.done !== part.total)
      return refusal('parts-open', { missing: `${id} ${part.done ?? 0}/${part.total}` });
    return [deed.event('PartClosed', { part: id, on: deed.today })];
  },
};

function partOf({ state }: Deed, id: string): Part | Refusal {
  return state.parts?.find((part) => part.id === id) ?? refusal('unknown-id', { id: `${state.id} ${id}` });
}

function why(reason: string) {
  return reason.trim() ? { reason } : {};
}

/** The parts that are not closed yet, by id. */
export function openParts({ parts = [] }: MeasureState): string[] {
  return parts.filter(({ closed }) => !closed).map(({ id }) => id);
}
