import type { Kysely } from 'kysely';
import type { DeliveryWhat } from '../deliveryRecord.ts';
import type { DeliveryRow } from '../tables/mail.ts';
import type { Tables } from '../tables.ts';

/** One entry of the record of deliveries with the hash before it: each can be checked by itself. */
export type DeliveryRecordEntry = Omit<DeliveryRow, 'what'> & { what: DeliveryWhat; previous: string };

/** Everything on record of the mails that spoke of a finding or of its measures, in order; of all mails without one. */
export async function deliveryEntries(
  db: Kysely<Tables>,
  campaign: string,
  finding: string | undefined,
): Promise<DeliveryRecordEntry[]> {
  const rows = await db
    .selectFrom('delivery')
    .leftJoin('delivery as before', (join) =>
      join
        .onRef('before.campaign', '=', 'delivery.campaign')
        .on((is) => is('before.seq', '=', is('delivery.seq', '-', 1))),
    )
    .selectAll('delivery')
    .select('before.hash as previous')
    .where('delivery.campaign', '=', campaign)
    .$if(finding !== undefined, (query) =>
      query.where('delivery.mail', 'in', (is) =>
        is
          .selectFrom('delivery_finding')
          .select('mail')
          .where('campaign', '=', campaign)
          .where('finding', '=', finding!),
      ),
    )
    .orderBy('delivery.seq')
    .execute();
  return rows.map(({ what, previous, ...row }) => ({ ...row, what: what as DeliveryWhat, previous: previous ?? '' }));
}
