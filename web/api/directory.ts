import { addDays, isDay } from '../../domain/calendar/day.ts';
import { instantAt } from '../../domain/calendar/zone.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Directory } from '../../domain/plan/directory.ts';
import { standingBefore } from '../../ledger/queries/asOf.ts';
import type { ApiDeps } from './deps.ts';
import { rulesOf } from './rules.ts';

/**
 * Who held which post at the end of a day, from the events recorded by then; today's directory where no day is said.
 * @throws CodedError `unknown-id`, `no-such-date`
 */
export async function directoryOn(deps: ApiDeps, campaign: string, on: string | undefined): Promise<Directory> {
  const rules = await rulesOf(deps, campaign);
  if (on === undefined) return rules.directory;
  if (!isDay(on)) throw new CodedError('no-such-date', { text: on });
  const standing = await standingBefore(
    deps.ledger.db,
    campaign,
    instantAt(addDays(on, 1), '00:00', rules.settings.zone),
  );
  return standing.campaign?.directory ?? { units: [], persons: [] };
}
