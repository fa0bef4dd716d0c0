import type { DeliveriesAnswer, UndeliveredAnswer } from '../../client/api.ts';
import { deafHooks } from '../../ledger/queries/deafHooks.ts';
import { deliveryEntries } from '../../ledger/queries/deliveryEntries.ts';
import { undelivered } from '../../ledger/queries/undelivered.ts';
import type { ApiDeps } from './deps.ts';
import { findStream } from './find.ts';
import { rulesOf } from './rules.ts';

/**
 * The record of deliveries of a finding and its measures, or of a whole campaign.
 * @throws CodedError `unknown-id`, `ambiguous-id`
 */
export async function deliveriesOf(
  deps: ApiDeps,
  campaign: string,
  finding: string | undefined,
): Promise<DeliveriesAnswer> {
  const { settings } = await rulesOf(deps, campaign);
  const id = finding === undefined ? undefined : await findingOf(deps, finding, campaign);
  const rows = await deliveryEntries(deps.ledger.db, campaign, id);
  const entries = rows.map(({ campaign: _, facts, ...entry }) => ({ ...entry, facts: JSON.parse(facts) }));
  return { campaign, finding: id ?? null, zone: settings.zone, entries };
}

/** A measure's id means the finding it belongs to. */
async function findingOf(deps: ApiDeps, text: string, campaign: string): Promise<string> {
  const isFinding = await deps.ledger.db
    .selectFrom('finding')
    .select('id')
    .where('campaign', '=', campaign)
    .where((is) => is.or([is('id', '=', text), is('no', '=', text)]))
    .execute();
  if (isFinding.length === 1) return isFinding[0]!.id;
  const { kind, id } = await findStream(deps, text, campaign);
  if (kind !== 'measure') return id;
  const row = await deps.ledger.db
    .selectFrom('measure')
    .select('finding')
    .where('campaign', '=', campaign)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.finding;
}

/** @throws CodedError `unknown-id` */
export async function undeliveredOf(deps: ApiDeps, campaign: string): Promise<UndeliveredAnswer> {
  const { settings, directory } = await rulesOf(deps, campaign);
  const named = (id: string) => ({ id, name: directory.persons.find((one) => one.id === id)?.name ?? id });
  const mails = await undelivered(deps.ledger.db, campaign);
  return {
    campaign,
    zone: settings.zone,
    mails: mails.map(({ person, instead, ...mail }) => ({
      ...{ ...mail, person: named(person) },
      instead: instead.map(({ person: other, ...rest }) => ({ ...named(other), ...rest })),
    })),
    hooks: await deafHooks(deps.ledger.db, campaign),
  };
}
