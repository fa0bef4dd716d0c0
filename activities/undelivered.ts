import type { Transaction } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { Notice } from '../domain/notice/notice.ts';
import type { Directory, PersonId } from '../domain/plan/directory.ts';
import type { DeliveryEntry } from '../ledger/deliveryRecord.ts';
import type { MailState } from '../ledger/tables/mail.ts';
import type { Tables } from '../ledger/tables.ts';

type Tx = Transaction<Tables>;

/** For so long after a refusal nothing is written to an address; then it is tried again. */
const refusedForMs = 7 * 86_400_000;

/** What became of the mails of earlier windows that did not arrive; `counts` null: all did. */
export type Undelivered = { counts: Notice['facts'] | null; entries: DeliveryEntry[] };

/**
 * Takes up, once, every mail that was not delivered before this window is composed: what no server took joins this
 * window, what was refused or withdrawn waits for another receiver; of what may have arrived the office is told only.
 */
export async function takeUp(tx: Tx, campaign: string, windowAt: Instant, now: Instant): Promise<Undelivered> {
  const mails = await tx
    .selectFrom('mail')
    .select(['id', 'state'])
    .where('campaign', '=', campaign)
    .where('window_at', '<', windowAt)
    .where('state', 'in', ['staged', 'deferred', 'refused', 'unknown', 'withdrawn'])
    .where('followed_at', 'is', null)
    .orderBy('id')
    .execute();
  if (mails.length === 0) return { counts: null, entries: [] };
  const of = (...states: MailState[]) => mails.filter(({ state }) => states.includes(state)).map(({ id }) => id);
  const merged = of('staged', 'deferred');
  await follow(tx, merged, now, { state: 'merged', next_try: null });
  await follow(tx, of('refused', 'unknown', 'withdrawn'), now, {});
  await waitAgain(tx, [...merged, ...of('refused', 'withdrawn')]);
  const [refused, unknown, late] = [of('refused').length, of('unknown').length, merged.length];
  return {
    counts:
      refused + unknown + late === 0
        ? null
        : {
            n: refused + unknown + late,
            ...(refused > 0 && { refused }),
            ...(unknown > 0 && { unknown }),
            ...(late > 0 && { late }),
          },
    entries: merged.map((mail) => ({ at: now, what: 'merged', mail, facts: { windowAt } })),
  };
}

const chunk = 500;

async function follow(
  tx: Tx,
  mails: string[],
  followed_at: Instant,
  more: { state?: MailState; next_try?: null },
): Promise<void> {
  for (let from = 0; from < mails.length; from += chunk) {
    const some = mails.slice(from, from + chunk);
    await tx
      .updateTable('mail')
      .set({ followed_at, ...more })
      .where('id', 'in', some)
      .execute();
  }
}

/** Their lines are composed anew, if they still hold. */
async function waitAgain(tx: Tx, mails: string[]): Promise<void> {
  for (let from = 0; from < mails.length; from += chunk) {
    const some = mails.slice(from, from + chunk);
    await tx
      .updateTable('notice')
      .set({ state: 'waiting' })
      .where('state', '=', 'staged')
      .where('id', 'in', (is) => is.selectFrom('mail_notice').select('notice').where('mail', 'in', some))
      .execute();
  }
}

/** Of the notices that wait: who has them already, or may have. */
export async function hadBefore(tx: Tx, campaign: string): Promise<Map<string, PersonId[]>> {
  const rows = await tx
    .selectFrom('notice')
    .innerJoin('mail_notice', 'mail_notice.notice', 'notice.id')
    .innerJoin('mail', 'mail.id', 'mail_notice.mail')
    .select(['notice.id', 'mail.person'])
    .where('notice.campaign', '=', campaign)
    .where('notice.state', '=', 'waiting')
    .where('mail.state', 'in', ['accepted', 'sending', 'unknown'])
    .orderBy('mail.person')
    .execute();
  const had = new Map<string, PersonId[]>();
  for (const { id, person } of rows) had.set(id, [...(had.get(id) ?? []), person]);
  return had;
}

/** Whose address turned the last mail away, not long ago; a new address is tried at once. */
export async function unreachablePersons(
  tx: Tx,
  campaign: string,
  windowAt: Instant,
  { persons }: Directory,
): Promise<Set<PersonId>> {
  const rows = await tx
    .selectFrom('mail')
    .select(['person', 'email', 'state'])
    .distinctOn('person')
    .where('campaign', '=', campaign)
    .where('state', 'in', ['accepted', 'refused'])
    .where('window_at', '>', windowAt - refusedForMs)
    .where('window_at', '<', windowAt)
    .orderBy('person')
    .orderBy('window_at', 'desc')
    .execute();
  const refused = rows.filter(({ state }) => state === 'refused');
  const isSame = ({ person, email }: { person: string; email: string }) =>
    persons.some((one) => one.id === person && one.email === email);
  return new Set(refused.filter(isSame).map(({ person }) => person));
}
