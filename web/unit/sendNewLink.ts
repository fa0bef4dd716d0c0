import { addDays, endOfMonth } from '../../domain/calendar/day.ts';
import { dayOf, instantAt } from '../../domain/calendar/zone.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { renderNotice } from '../../mail/render/signIn.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import { campaignsOf, personOf } from '../access/visitor.ts';
import type { PageDeps } from '../deps.ts';

const minute = 60_000;
const mostLinks = 3;
/** As for a digest's own link (`activities/digestLinks.ts`). */
const leastDays = 5;

/** A new link to the form of a unit, for an address the directory has; to nobody else, and not again and again. */
export async function sendNewLink({ ledger: { db }, site, now }: PageDeps, said: string): Promise<void> {
  const address = strictAddress(said.trim())?.toLowerCase();
  if (!address) return;
  for (const campaign of await campaignsOf(db, address)) {
    const person = personOf(campaign, address);
    // A rehearsal's clock is its own, and its mails are made by its driver.
    if (!person?.unit || campaign.clock !== 'real') continue;
    const { zone, office, language } = campaign.settings;
    const { n } = await db
      .selectFrom('unit_link')
      .select((is) => is.fn.countAll<number>().as('n'))
      .where('campaign', '=', campaign.id)
      .where('person', '=', person.id)
      .where('made_at', '>', now() - 10 * minute)
      .executeTakeFirstOrThrow();
    if (Number(n) >= mostLinks) continue;
    const lastDay = endOfMonth(addDays(dayOf(now(), zone), leastDays));
    const expiresAt = instantAt(addDays(lastDay, 1), '00:00', zone);
    const whose = { campaign: campaign.id, unit: person.unit, person: person.id, expiresAt };
    const { token, row } = newUnitLink(whose, now());
    const words = unitWords[language].mail;
    const unit = campaign.directory.units.find(({ id }) => id === person.unit)?.name ?? person.unit;
    const lines = [fill(words.first, { unit, day: lastDay }), `${site.base}/u/${token}`, '', words.foot];
    const mail = await renderNotice({ to: person.email!, office, subject: words.subject, lines, language });
    await db.insertInto('unit_link').values(row).execute();
    await site.send(mail, false);
  }
}
