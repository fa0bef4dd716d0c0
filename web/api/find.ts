import type { Found } from '../../client/api.ts';
import { CodedError } from '../../domain/errors.ts';
import { readStream, streamOf } from '../../workflows/contract.ts';
import type { ApiDeps } from './deps.ts';

type Candidate = Found & { real: boolean };

/**
 * The stream somebody means by a whole stream id, an item's id, the number it carries in the lists, or a campaign's id.
 * What is real goes before what is rehearsed.
 * @throws CodedError `unknown-id`, `ambiguous-id`
 */
export async function findStream(deps: ApiDeps, text: string, campaign: string | undefined): Promise<Found> {
  const all = await candidates(deps, text.trim(), campaign);
  const real = all.filter((one) => one.real);
  const found = real.length > 0 ? real : all;
  if (found.length === 0) throw new CodedError('unknown-id', { id: text });
  if (found.length > 1) {
    throw new CodedError('ambiguous-id', { id: text, found: found.map(({ stream }) => stream).join(' ') });
  }
  const { real: _, ...one } = found[0]!;
  return one;
}

async function candidates({ ledger: { db } }: ApiDeps, text: string, within: string | undefined): Promise<Candidate[]> {
  const campaigns = await db.selectFrom('campaign').select(['id', 'clock']).execute();
  const isReal = (id: string) => campaigns.find((one) => one.id === id)?.clock === 'real';
  const whole = readStream(text);
  if (whole) {
    const row = await db.selectFrom('stream').select('id').where('id', '=', text).executeTakeFirst();
    return row ? [{ stream: text, ...whole, real: true }] : [];
  }
  const found: Candidate[] = campaigns
    .filter(({ id }) => id === text && (within ?? id) === id)
    .map(({ id, clock }) => ({
      stream: streamOf.campaign(id),
      kind: 'campaign',
      campaign: id,
      id,
      real: clock === 'real',
    }));
  for (const kind of ['measure', 'finding'] as const) {
    const rows = await db
      .selectFrom(kind)
      .select(['id', 'campaign', 'stream'])
      .where((is) => is.or([is('id', '=', text), is('no', '=', text)]))
      .$if(within !== undefined, (query) => query.where('campaign', '=', within!))
      .orderBy('stream')
      .limit(10)
      .execute();
    found.push(...rows.map(({ id, campaign, stream }) => ({ stream, kind, campaign, id, real: isReal(campaign) })));
  }
  return found;
}
