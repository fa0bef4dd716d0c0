import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import type { Lists } from '../domain/plan/lists.ts';
import type { Plan, Team } from '../domain/plan/plan.ts';
import { refusePlans, refuseTeam } from '../domain/plan/refusePlans.ts';
import type { Settings } from '../domain/plan/settings.ts';
import { itemId } from './lists.ts';
import { policySchema } from './policy.ts';

const name = z.string().trim().min(1).max(500);

export const planSchema: z.ZodType<Plan> = z.strictObject({
  id: itemId,
  name,
  leadDepartment: name.nullable(),
  findings: z.array(itemId).min(1),
  links: z.record(itemId, itemId),
  policy: policySchema.exactOptional(),
});

export const teamSchema: z.ZodType<Team> = z.strictObject({
  id: itemId,
  name,
  head: name,
  liaison: name,
  findings: z.array(itemId).min(1),
});

/**
 * Refuses plans and teams that name what the lists do not hold, one finding twice, or links that would count for nothing.
 * @throws CodedError `unknown-finding`, `unknown-person`, `unknown-unit`, `unknown-id`, `id-repeated`, `bad-input`,
 * `cut-off-unmeetable`
 */
export function checkPlans({ plans = [], teams = [] }: Pick<Settings, 'plans' | 'teams'>, lists: Lists): void {
  const no = refusePlans(plans, lists) ?? teams.map((team) => refuseTeam(team, lists)).find((one) => one !== null);
  if (no) throw new CodedError(no.code, no.facts);
}
