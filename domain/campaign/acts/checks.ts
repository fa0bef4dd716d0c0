import { personsOf } from '../../actor.ts';
import { addMonths } from '../../calendar/day.ts';
import { refusal } from '../../errors.ts';
import { isOwnItem } from '../../measure/authority.ts';
import type { MeasureState } from '../../measure/state.ts';
import { type Errand, nextId, refuseDue } from '../errand.ts';
import type { ActsOf, Deed } from './deed.ts';
import { officeErrand, told } from './errands.ts';

/** Rounds of checks in the field, by office, 巡察办 or supervision; whoever checks has not closed and does not own it. */
export const checks: ActsOf<'openCheck' | 'recordCheck' | 'closeCheck'> = {
  openCheck(deed, { kind, title, items, yearly = false }) {
    const { state, today } = deed;
    if (!title.trim() || items.length === 0) return refusal('reason-missing', { act: 'openCheck' });
    const unknown = items.find((item) => !measureOf(deed, item));
    if (unknown !== undefined) return refusal('unknown-id', { id: unknown });
    const sample = items.map((item) => streamOf(deed, item));
    const check = { id: nextId(state, 'check'), kind, title, sample, recorded: [], yearly, openedOn: today };
    return [deed.event('CheckOpened', { check })];
  },

  recordCheck(deed, { check: id, item, method, result, reason = null, follow, due }) {
    const { state, actor, today } = deed;
    const check = state.checks?.[id];
    const stream = streamOf(deed, item);
    if (!check?.sample.includes(stream)) return refusal('unknown-id', { id: check ? item : id });
    if (check.recorded.includes(stream)) return refusal('wrong-state', { act: 'recordCheck', phase: 'checked' });
    if (!method.trim() || (result === 'problem' && !reason?.trim()))
      return refusal('reason-missing', { act: 'recordCheck' });
    const measure = measureOf(deed, item)!;
    const isCloser = personsOf(actor).some(
      (person) => person === measure.closure?.by || person === measure.closure?.for,
    );
    if (isCloser || isOwnItem(measure, actor, 'office')) return refusal('own-item', { act: 'recordCheck' });
    if (result === 'held' && follow) return refusal('bad-input', { field: 'follow', value: follow });
    if (follow === 'rebound' && measure.phase !== 'closed')
      return refusal('wrong-state', { act: 'rebound', phase: measure.phase });
    if (follow === 'return' && measure.phase !== 'review')
      return refusal('wrong-state', { act: 'return', phase: measure.phase });
    if (follow === 'handOver' || follow === 'rebound') {
      const bad = due === undefined ? refusal('no-such-date', { text: '' }) : refuseDue(due, today);
      if (bad) return bad;
    }
    const fields = { check: id, item: stream, method, result, reason, follow: follow ?? null, due: due ?? null };
    const recorded = deed.event('CheckRecorded', fields);
    if (follow !== 'handOver') return [recorded];
    const errand: Errand = {
      ...{
        id: nextId(state, 'handover'),
        source: 'check',
        text: reason!,
        owner: `unit:${measure.leadUnit}`,
        due: due!,
      },
      ...{ about: measure.id, number: null, by: actor.person },
    };
    return [recorded, deed.event('ErrandGiven', { errand }, told(deed, errand))];
  },

  closeCheck(deed, { check: id, conclusion }) {
    const { state, today } = deed;
    const check = state.checks?.[id];
    if (!check) return refusal('unknown-id', { id });
    if (!conclusion.trim()) return refusal('reason-missing', { act: 'closeCheck' });
    const left = check.sample.filter((item) => !check.recorded.includes(item));
    if (left.length > 0) return refusal('check-not-done', { missing: left.slice(0, 10).join(' ') });
    const closed = deed.event('CheckClosed', { check: id, conclusion });
    if (!check.yearly) return [closed];
    // Once a year: the office is asked for the next one.
    const errand = officeErrand(deed, 'check', check.title, addMonths(today, 12));
    return [closed, deed.event('ErrandGiven', { errand })];
  },
};

/** An item as it is said (`12-3`, or `campaign/12-3` of an earlier campaign) as the stream of its measure. */
function streamOf({ state }: Deed, item: string): string {
  if (item.startsWith('measure/')) return item;
  return item.includes('/') ? `measure/${item}` : `measure/${state.id}/${item}`;
}

function measureOf(deed: Deed, item: string): MeasureState | undefined {
  const [, campaign, id] = streamOf(deed, item).split('/');
  const all = [...deed.facts.measures, ...(deed.facts.others ?? [])];
  return all.find((one) => one.campaign === campaign && one.id === id);
}
