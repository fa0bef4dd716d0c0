import { addDays, type Day, endOfMonth, type Instant } from '../domain/calendar/day.ts';
import { instantAt } from '../domain/calendar/zone.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import type { Digest } from '../domain/digest/digest.ts';
import { newUnitLink } from '../ledger/unitLink.ts';

/** A link sent in the last days of a month outlives it: whoever gets it then must have time to use it. */
const leastDays = 5;

/**
 * Puts each digest's one link in: a unit's clerk gets his unit's form, until the cycle ends in which the mail goes out;
 * everybody else the sign-in page.
 * @param site where the pages are reached, without a slash at the end
 */
export function linkDigests(digests: Digest[], { id, directory, settings }: CampaignState, site: string, now: Instant) {
  const rows: ReturnType<typeof newUnitLink>['row'][] = [];
  const linked = digests.map((digest): Digest => {
    const person = directory.persons.find((one) => one.id === digest.person.id);
    if (digest.audience !== 'unit' || !person?.unit) return { ...digest, link: `${site}/` };
    const lastDay = lastDayOf(digest.day);
    const expiresAt = instantAt(addDays(lastDay, 1), '00:00', settings.zone);
    const { token, row } = newUnitLink({ campaign: id, unit: person.unit, person: person.id, expiresAt }, now);
    rows.push(row);
    return { ...digest, link: `${site}/u/${token}`, linkExpires: lastDay };
  });
  return { linked, rows };
}

/** The last day of the cycle a mail belongs to. */
export function lastDayOf(day: Day): Day {
  return endOfMonth(addDays(day, leastDays));
}
