import { z } from 'zod';
import type { Plan, Team } from '../domain/plan/plan.ts';
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
