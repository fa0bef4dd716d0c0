import { type Actor, system } from '../../actor.ts';
import { actorOf } from '../../digest/resolve.ts';
import { type Refusal, refusal } from '../../errors.ts';
import { isOwnItem } from '../../measure/authority.ts';
import { tell } from '../../notice/tell.ts';
import type { To } from '../../plan/recipient.ts';
import { type Errand, nextId, ownerOf, refuseDue } from '../errand.ts';
import type { CampaignFacts } from '../facts.ts';
import { isProposal } from '../letterFile.ts';
import { type LetterDraft, reasonsOf } from '../letters.ts';
import type { ActsOf, Deed } from './deed.ts';

/** Sealed paper: the engine drafts it from the record, a person of the office signs and releases it. */
export const letters: ActsOf<'draftLetter' | 'releaseLetter' | 'dropLetter'> = {
  draftLetter(deed, { kind, measure: about = null, unit: said, text = '' }) {
    const { state, facts, today, context } = deed;
    const measure = about === null ? null : facts.measures.find(({ id }) => id === about);
    if (measure === undefined) return refusal('unknown-id', { id: about! });
    const unit = said === undefined ? measure?.leadUnit : unitId(deed, said);
    if (unit === undefined) return refusal('reason-missing', { act: 'draftLetter' });
    if (typeof unit !== 'string') return unit;
    const waiting = Object.values(state.letters ?? {});
    if (measure && waiting.some((one) => one.kind === kind && one.measure === measure.id))
      return refusal('wrong-state', { act: 'draftLetter', phase: 'drafted' });
    if (!measure && !text.trim()) return refusal('reason-missing', { act: 'draftLetter' });
    const letter: LetterDraft = {
      ...{ id: nextId(state, 'letter'), kind, unit, measure: measure?.id ?? null },
      ...(measure ? { about: { no: measure.no, title: measure.title } } : {}),
      ...{ reasons: measure ? reasonsOf(measure, today) : null, text, draftedOn: today },
    };
    const blanks = { kind, item: measure?.no ?? '', letter: letter.id };
    const news = tell(context, 'draft', 'decide', `draft:${letter.id}`, ['office'], blanks);
    return [deed.event('LetterDrafted', { letter }, news)];
  },

  releaseLetter(deed, { letter: id, signer, number, replyBy }) {
    const { state, actor, context } = deed;
    const letter = state.letters?.[id];
    if (!letter) return refusal('unknown-id', { id });
    if (!signer.trim() || !number.trim()) return refusal('paper-missing', { act: 'releaseLetter' });
    const notHis = refuseHand(deed, letter, 'releaseLetter');
    if (notHis) return notHis;
    if (replyBy !== undefined) {
      const bad = refuseDue(replyBy, deed.today);
      if (bad) return bad;
    }
    const { kind, unit, measure } = letter;
    const facts = { kind, number, item: measure ?? '', ...(replyBy ? { replyBy } : {}) };
    // A proposal is for others to decide, and reports nobody only to himself.
    const to: To[] = isProposal(kind) ? ['supervision', 'leadingGroup'] : [`unit:${unit}`];
    const news = tell(context, 'formal', 'todo', `letter:${id}`, to, facts, replyBy ?? null);
    const released = { letter: id, kind, unit, signer, number, replyBy: replyBy ?? null };
    if (replyBy === undefined) return [deed.event('LetterReleased', released, news)];
    const errand: Errand = {
      ...{
        id: nextId(state, 'reply'),
        source: 'letter',
        text: number,
        owner: isProposal(kind) ? 'office' : `unit:${unit}`,
        due: replyBy,
      },
      ...{ about: measure, number, by: actor.person },
    };
    return [deed.event('LetterReleased', released, news), deed.event('ErrandGiven', { errand })];
  },

  dropLetter(deed, { letter: id, reason }) {
    const letter = deed.state.letters?.[id];
    if (!letter) return refusal('unknown-id', { id });
    if (!reason.trim()) return refusal('reason-missing', { act: 'dropLetter' });
    const notHis = refuseHand(deed, letter, 'dropLetter');
    if (notHis) return notHis;
    return [deed.event('LetterDropped', { letter: id, reason })];
  },
};

/** Nobody decides on a letter about himself; supervision does where nobody of the office may. */
function refuseHand({ actor, facts, context }: Deed, letter: LetterDraft, act: string): Refusal | null {
  if (isOwnLetter(actor, letter, facts)) return refusal('own-item', { act });
  if (actor.person === system.person || actor.roles.includes('office')) return null;
  const office = context.directory.persons.filter(({ roles }) => roles.includes('office'));
  const isWilling = office.some((person) => !isOwnLetter(actorOf(person), letter, facts));
  return isWilling ? refusal('not-allowed', { act, who: 'office' }) : null;
}

/** Is it about the actor's own unit, or an item he leads or writes for? */
function isOwnLetter(actor: Actor, { unit, measure: about }: LetterDraft, facts: CampaignFacts): boolean {
  if ([...actor.units, ...(actor.behalf?.own ?? [])].includes(unit)) return true;
  const measure = facts.measures.find(({ id }) => id === about);
  return measure !== undefined && isOwnItem(measure, actor, 'office');
}

function unitId({ context }: Deed, said: string): string | Refusal {
  const owner = ownerOf({ unit: said }, context.directory);
  return typeof owner === 'string' ? owner.slice('unit:'.length) : owner;
}
