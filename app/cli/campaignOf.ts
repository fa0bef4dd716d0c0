import type { Api } from '../../client/api.ts';
import { CodedError } from '../../domain/errors.ts';

/** The campaign said, or the one the finding is of, or the only one there is. */
export async function campaignOf(api: Api, finding: string | undefined, campaign: string | undefined): Promise<string> {
  if (campaign) return campaign;
  if (finding) return (await api.find(finding)).campaign;
  const all = await api.status();
  if (all.length !== 1)
    throw new CodedError('ambiguous-id', { id: '--campaign', found: all.map(({ id }) => id).join(' ') });
  return all[0]!.id;
}
