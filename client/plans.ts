import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import { cadencesOf, refuseCycle } from '../domain/plan/cycle.ts';
import type { Lists } from '../domain/plan/lists.ts';
import type { Plan, Team } from '../domain/plan/plan.ts';
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
 * Refuses plans and teams that name what the lists do not hold, or one finding twice.
 * @throws CodedError `unknown-finding`, `unknown-person`, `unknown-unit`, `id-repeated`, `cut-off-unmeetable`
 */
export function checkPlans({ plans = [], teams = [] }: Pick<Settings, 'plans' | 'teams'>, lists: Lists): void {
  const { directory, findings, measures } = lists;
  const known = new Set(findings.map(({ id }) => id));
  const items = new Set([...known, ...measures.map(({ id }) => id)]);
  const named = (all: { id: string; name: string }[], said: string) =>
    all.some((one) => one.id === said || one.name === said);
  const seen = new Map<string, number>();
  for (const [n, { leadDepartment, findings: own, links, policy }] of plans.entries()) {
    if (leadDepartment !== null && !named(directory.units, leadDepartment))
      throw new CodedError('unknown-unit', { name: leadDepartment });
    for (const id of own) {
      if (!known.has(id)) throw new CodedError('unknown-finding', { id });
      if (seen.has(id)) throw new CodedError('id-repeated', { id, first: seen.get(id)! });
      seen.set(id, n + 1);
    }
    for (const id of Object.entries(links).flat()) if (!items.has(id)) throw new CodedError('unknown-id', { id });
    const bad = policy ? refuseCycle(policy, cadencesOf(policy)) : null;
    if (bad) throw new CodedError(bad.code, bad.facts);
  }
  for (const { head, liaison, findings: own } of teams) {
    for (const id of own) if (!known.has(id)) throw new CodedError('unknown-finding', { id });
    for (const name of [head, liaison])
      if (!named(directory.persons, name)) throw new CodedError('unknown-person', { name });
  }
}
