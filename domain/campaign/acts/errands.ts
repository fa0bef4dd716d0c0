import { type Day, isDay } from '../../calendar/day.ts';
import { type Refusal, refusal } from '../../errors.ts';
import type { Notice } from '../../notice/notice.ts';
import { tell } from '../../notice/tell.ts';
import { dueIn, type Errand, nextId, ownerOf, ownsErrand, refuseDue, type Source } from '../errand.ts';
import type { ActsOf, Deed } from './deed.ts';

/** Workdays the office has to bring the parties of a difficulty together. */
const consultationWorkdays = 5;

/** Dated, owned things beside the measures: 批示, 交办, occasions, 会商 and what it concludes. */
export const errands: ActsOf<'instruct' | 'planOccasion' | 'finish' | 'askConsultation' | 'concludeConsultation'> = {
  instruct(deed, { text, due, about = null, ...to }) {
    const { state, actor, context } = deed;
    if (!text.trim()) return refusal('reason-missing', { act: 'instruct' });
    const bad = refuseDue(due, deed.today) ?? refuseAbout(deed, about);
    if (bad) return bad;
    const owner = ownerOf(to, context.directory);
    if (typeof owner !== 'string') return owner;
    const isLeaders = !actor.roles.includes('office');
    const number = actor.paper?.number ?? null;
    const source: Source = isLeaders ? 'instruction' : 'office';
    const errand = { id: nextId(state, source), source, text, owner, due, about, number, by: actor.person };
    return [deed.event('ErrandGiven', { errand }, told(deed, errand))];
  },

  planOccasion(deed, { text, due }) {
    if (!text.trim()) return refusal('reason-missing', { act: 'planOccasion' });
    const bad = refuseDue(due, deed.today);
    if (bad) return bad;
    const paper = { about: null, number: null, by: deed.actor.person };
    const errand: Errand = {
      ...{ id: nextId(deed.state, 'occasion'), source: 'occasion', text, owner: 'office', due },
      ...paper,
    };
    return [deed.event('ErrandGiven', { errand })];
  },

  finish(deed, { errand: id, result, document = null, on = deed.doneOn }) {
    const errand = deed.state.errands?.[id];
    if (!errand) return refusal('unknown-id', { id });
    if (!result.trim()) return refusal('reason-missing', { act: 'finish' });
    if (!ownsErrand(deed.actor, errand)) return refusal('not-allowed', { act: 'finish', who: 'owner' });
    if (errand.source === 'consultation' && errand.owner === 'office')
      return refusal('wrong-state', { act: 'finish', phase: 'consultation' });
    const undecided = errand.source === 'periodEnd' ? withoutNextStep(deed) : [];
    if (undecided.length > 0) return refusal('next-step-missing', { missing: undecided.slice(0, 10).join(' ') });
    if (!isDay(on)) return refusal('no-such-date', { text: on });
    if (on > deed.today) return refusal('bad-input', { field: 'on', value: on });
    return [deed.event('ErrandFinished', { errand: id, result, document, on })];
  },

  askConsultation(deed, { difficulty, about = null }) {
    if (!difficulty.trim()) return refusal('reason-missing', { act: 'askConsultation' });
    const bad = refuseAbout(deed, about);
    if (bad) return bad;
    const { state, today, context, actor } = deed;
    const due = dueIn(consultationWorkdays, today, context);
    const errand: Errand = {
      ...{ id: nextId(state, 'consultation'), source: 'consultation', text: difficulty, owner: 'office', due },
      ...{ about, number: null, by: actor.person },
    };
    const facts = { reason: difficulty, item: about ?? '' };
    const notices = tell(context, 'consult', 'decide', `errand:${errand.id}`, ['office'], facts, due);
    return [deed.event('ErrandGiven', { errand }, notices)];
  },

  concludeConsultation(deed, { errand: id, participants, conclusions }) {
    const { state, context, actor } = deed;
    const asked = state.errands?.[id];
    if (asked?.source !== 'consultation' || asked.owner !== 'office') return refusal('unknown-id', { id });
    if (participants.length === 0 || conclusions.length === 0)
      return refusal('reason-missing', { act: 'concludeConsultation' });
    const given: Errand[] = [];
    for (const { text, due, ...to } of conclusions) {
      if (!text.trim()) return refusal('reason-missing', { act: 'concludeConsultation' });
      const bad = refuseDue(due, deed.today);
      if (bad) return bad;
      const owner = ownerOf(to, context.directory);
      if (typeof owner !== 'string') return owner;
      const conclusion = nextId(state, 'conclusion', given.length + 1);
      const paper = { about: asked.about, number: null, by: actor.person };
      given.push({ id: conclusion, source: 'consultation', text, owner, due, ...paper });
    }
    const concluded = { errand: id, participants, conclusions: given.length };
    return [
      deed.event('ConsultationConcluded', concluded),
      ...given.map((errand) => deed.event('ErrandGiven', { errand }, told(deed, errand))),
    ];
  },
};

/** Its owner hears of a new errand. */
export function told({ context }: Pick<Deed, 'context'>, { id, text, owner, due }: Errand): Notice[] {
  return tell(context, 'errand', 'todo', `errand:${id}`, [owner], { reason: text }, due);
}

function withoutNextStep({ facts }: Deed): string[] {
  const open = facts.measures.filter(({ phase }) => phase === 'open' || phase === 'review' || phase === 'suspended');
  return open.filter(({ nextStep }) => !nextStep).map(({ id }) => id);
}

function refuseAbout({ facts }: Deed, about: string | null): Refusal | null {
  if (about === null || [...facts.measures, ...facts.findings].some(({ id }) => id === about)) return null;
  return refusal('unknown-id', { id: about });
}

/** The errand that is made of a day at which something has to be decided by the office. */
export function officeErrand(deed: Pick<Deed, 'state'>, source: Source, text: string, due: Day): Errand {
  return {
    ...{ id: nextId(deed.state, source), source, text, owner: 'office', due },
    ...{ about: null, number: null, by: 'system' },
  };
}
