import type { EnterAnswer } from '../../client/api.ts';
import { CodedError } from '../../domain/errors.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { linkMinutes, makeLink } from '../access/link.ts';
import { createAccessLog } from '../access/log.ts';
import type { ApiDeps } from './deps.ts';

/**
 * A link made at the machine itself: who has the token may do everything anyway. The code an office asks of whoever
 * approves is asked all the same.
 * @throws CodedError `not-running`, `not-one-address`, `too-many-requests`
 */
export async function enter(deps: ApiDeps, said: string | undefined): Promise<EnterAnswer> {
  const { ledger, engine, folder, base, now } = deps;
  if (!engine) throw new CodedError('not-running', { folder });
  const address = said === undefined ? '' : strictAddress(said)?.toLowerCase();
  if (address === undefined) throw new CodedError('not-one-address', { text: said ?? '' });
  const token = await makeLink(ledger.db, { address, operator: said === undefined }, now());
  if (token === null) throw new CodedError('too-many-requests', { seconds: linkMinutes * 60 });
  const log = createAccessLog(ledger.db, now);
  await log({ what: 'linkMade', address: address || 'operator', client: 'command line' });
  return { url: `${base}/sign-in/${token}`, minutes: linkMinutes };
}
