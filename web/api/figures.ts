import { z } from 'zod';
import { addDays, isDay } from '../../domain/calendar/day.ts';
import { dayOf, instantAt } from '../../domain/calendar/zone.ts';
import { CodedError } from '../../domain/errors.ts';
import { type Statement, statementOf } from '../../domain/figures/statement.ts';
import { mainPlan } from '../../domain/plan/plan.ts';
import { standingBefore } from '../../ledger/queries/asOf.ts';
import type { ApiDeps } from './deps.ts';
import { nowOf, rulesOf } from './rules.ts';

export const figuresQuery = z.strictObject({ asOf: z.string().exactOptional(), plan: z.string().exactOptional() });

/**
 * The figures of a campaign, or of one of its plans, as of the end of a day, from the events recorded by then.
 * @throws CodedError `unknown-id`, `no-such-date`, `bad-input` for a day to come
 */
export async function figuresAsOf(
  deps: ApiDeps,
  campaign: string,
  query: z.output<typeof figuresQuery>,
): Promise<Statement> {
  const rules = await rulesOf(deps, campaign);
  const { settings } = rules;
  const today = dayOf(await nowOf(deps, rules), settings.zone);
  const { asOf = today, plan } = query;
  if (!isDay(asOf)) throw new CodedError('no-such-date', { text: asOf });
  if (asOf > today) throw new CodedError('bad-input', { field: 'asOf', value: asOf });
  if (plan !== undefined && ![mainPlan, ...(settings.plans ?? []).map(({ id }) => id)].includes(plan))
    throw new CodedError('unknown-id', { id: plan });
  const standing = await standingBefore(deps.ledger.db, campaign, instantAt(addDays(asOf, 1), '00:00', settings.zone));
  return statementOf(standing.campaign ?? rules, standing.items(), asOf, plan ?? null);
}
