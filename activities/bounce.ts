import type { BounceAnswer } from '../client/api.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { type DeliveryEntry, type DeliveryWhat, recordDeliveries } from '../ledger/deliveryRecord.ts';
import type { Ledger } from '../ledger/open.ts';
import { readBounce } from '../mail/bounce/read.ts';
import { isSealed } from '../mail/render/seal.ts';

const whatOf = { hard: 'bounced', delayed: 'delayed', autoReply: 'autoReply' } as const satisfies Record<
  string,
  DeliveryWhat
>;

/**
 * Takes one mail that came back to the office, as it arrived. Taken twice, it counts once (`known`); of what bounced, the
 * next window finds who stands in. `forged`: it does not carry the seal of the mail it speaks of. `unknownMail`: it speaks
 * of none of ours.
 */
export function createBounceDesk({ db, transaction, installation }: Ledger, now: () => Instant) {
  return async function takeBounce(raw: Uint8Array): Promise<BounceAnswer> {
    const bounce = await readBounce(raw);
    const { kind, messageId, recipient, status } = bounce;
    const answer = (outcome: BounceAnswer['outcome'], person: string | null = null): BounceAnswer => ({
      ...{ outcome, kind, mail: messageId, person, status },
    });
    if (kind === 'none') return answer('noBounce');
    const mail =
      messageId === null
        ? undefined
        : await db
            .selectFrom('mail')
            .select(['id', 'campaign', 'person', 'email', 'state'])
            .where('id', '=', messageId)
            .executeTakeFirst();
    if (!mail) return answer('unknownMail');
    // An automatic reply returns no headers; it changes nothing, and is believed of the mailbox it comes from.
    const isTrue =
      kind === 'autoReply'
        ? recipient?.toLowerCase() === mail.email.toLowerCase()
        : isSealed(installation, mail.id, bounce.seal ?? '');
    if (!isTrue) return answer('forged', mail.person);
    const what = whatOf[kind];
    const entry: DeliveryEntry = { at: now(), what, mail: mail.id, facts: { response: status, recipient } };
    const isNew = await transaction(async (tx) => {
      await tx.selectFrom('mail').select('id').where('id', '=', mail.id).forUpdate().executeTakeFirst();
      const before = tx.selectFrom('delivery').select('seq').where('mail', '=', mail.id).where('what', '=', what);
      if (await before.executeTakeFirst()) return false;
      await recordDeliveries(tx, mail.campaign, [entry]);
      if (kind !== 'hard') return true;
      await tx
        .updateTable('mail')
        .set({ state: 'refused', response: status, next_try: null, followed_at: null })
        .where('id', '=', mail.id)
        .where('state', 'in', ['accepted', 'sending', 'unknown'])
        .execute();
      return true;
    });
    return answer(isNew ? 'recorded' : 'known', mail.person);
  };
}
