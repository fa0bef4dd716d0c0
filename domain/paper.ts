import type { Actor } from './actor.ts';
import { type Day, isDay } from './calendar/day.ts';
import { type Refusal, refusal } from './errors.ts';
import type { Directory } from './plan/directory.ts';

/**
 * Why an act from signed paper cannot be entered: without number, date or scan; signed before `since` (the issue, or what
 * the act rests on) or on a day to come; entered by somebody who is neither of the office nor of the signer's unit, or, by
 * `owns`, in his own matter.
 */
export function refusePaper(
  { paper, units }: Actor,
  { persons }: Directory,
  since: Day | null,
  today: Day,
  owns: (clerk: Actor) => boolean,
): Refusal | null {
  if (!paper) return null;
  const missing = (['number', 'date', 'scan'] as const).filter((field) => !paper[field].trim());
  if (missing.length > 0) return refusal('paper-incomplete', { missing: missing.join(' ') });
  if (!/^sha256:[0-9a-f]{64}$/.test(paper.scan)) return refusal('bad-input', { field: 'scan', value: paper.scan });
  if (!isDay(paper.date)) return refusal('no-such-date', { text: paper.date });
  if (paper.date > today) return refusal('bad-input', { field: 'paperDate', value: paper.date });
  if (since !== null && paper.date < since) return refusal('backdated', { day: paper.date });
  const clerk = persons.find(({ id }) => id === paper.by);
  if (!clerk) return refusal('unknown-id', { id: paper.by });
  const own = clerk.unit === null ? [] : [clerk.unit];
  const isOffice = clerk.roles.includes('office');
  if (!isOffice && !own.some((unit) => units.includes(unit)))
    return refusal('not-allowed', { act: 'enterPaper', who: 'office' });
  return owns({ person: clerk.id, units: own, roles: clerk.roles }) ? refusal('own-item', { act: 'enterPaper' }) : null;
}
