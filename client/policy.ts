import { z } from 'zod';
import { cadences } from '../domain/calendar/period.ts';
import { CodedError } from '../domain/errors.ts';
import { refuseLadders } from '../domain/notice/sound.ts';
import { cadencesOf, refuseCycle } from '../domain/plan/cycle.ts';
import { blocks, letters } from '../domain/plan/letter.ts';
import { letterKinds } from '../domain/plan/letterKind.ts';
import { type Policy, reviewSteps } from '../domain/plan/policy.ts';
import { presetOf, standard } from '../domain/plan/presets.ts';
import { recipients } from '../domain/plan/recipient.ts';
import { checked } from './checked.ts';

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const count = z.int().min(0).max(1_000);
const offset = z.union([
  z.strictObject({ days: z.int().min(-400).max(400) }),
  z.strictObject({ workdays: z.int().min(-250).max(250) }),
]);
const points = z.number().min(1).max(100);
const says = {
  letter: z.enum(letters),
  block: z.enum(blocks),
  to: z.array(z.enum(recipients)).min(1),
};
const rung = z.strictObject({
  id: z.string().min(1).max(60).exactOptional(),
  name: z.string().min(1),
  offset,
  ...says,
  drafts: z.enum(letterKinds).exactOptional(),
});
const ladder = z.strictObject({
  rungs: z.array(rung).min(1),
  repeat: z.strictObject({ workdays: z.int().min(1).max(250) }).nullable(),
});
type LadderName = keyof Policy['ladders'];
const ladders = Object.fromEntries((Object.keys(standard.ladders) as LadderName[]).map((name) => [name, ladder]));

/** A whole policy, checked where it enters. */
export const policySchema: z.ZodType<Policy> = z.strictObject({
  v: z.literal(1),
  name: z.string().trim().min(1),
  window: z.strictObject({
    time: hour,
    leaderWeekday: z.int().min(1).max(7),
    leadingGroup: z.enum(['weekly', 'monthly']).exactOptional(),
    composeMinutes: z.int().min(1).max(600),
    spreadHours: z.number().min(0).max(12),
    quiet: z.strictObject({ from: hour, to: hour }).exactOptional(),
  }),
  immediateDays: count,
  dueSoonDays: count,
  ladders: z.strictObject(ladders as Record<LadderName, typeof ladder>),
  behind: z.strictObject({ lagging: points, farBehind: points }).exactOptional(),
  accumulate: z
    .strictObject({ letter: z.enum(letters), times: z.int().min(2).max(20), as: z.strictObject(says) })
    .exactOptional(),
  cycle: z.strictObject({
    months: z.int().min(1).max(12),
    longTermMonths: z.int().min(1).max(12),
    every: z.enum(cadences).exactOptional(),
    longTermEvery: z.enum(cadences).exactOptional(),
    afterPeriod: z.enum(cadences).exactOptional(),
    cutOffWorkdays: count,
    weeklyCutOffWorkdays: count.exactOptional(),
    stages: z
      .strictObject({
        participants: count.exactOptional(),
        findingLead: count.exactOptional(),
        leader: count.exactOptional(),
      })
      .exactOptional(),
  }),
  review: z.strictObject({
    steps: z.array(z.enum(reviewSteps)),
    leaders: z.enum(['first', 'all']).exactOptional(),
    limits: z.record(z.enum(reviewSteps), count),
    decisionWorkdays: count,
    resubmitWorkdays: count,
  }),
  lookBackMonths: z.array(z.int().min(1).max(60)),
  lookBackEarlyDays: count,
  longTermReviewMonths: z.int().min(1).max(60),
});

/**
 * The policy a campaign file asks for: a preset by its name, or parts that differ from the default one.
 * @throws CodedError, its `field` where it is wrong: `unknown-role` for a rung that addresses no known post,
 *   `rung-never-fires`, `rung-out-of-order`, `warning-of-nothing`, and `bad-input` for anything else.
 */
export function readPolicy(said: unknown): Policy {
  if (said === undefined || said === null) return standard;
  if (typeof said === 'string') {
    const preset = presetOf(said);
    if (!preset) throw new CodedError('bad-input', { field: 'policy', value: said });
    return preset;
  }
  refuseUnknownRoles(said, 'policy');
  const { policy } = checked(z.strictObject({ policy: policySchema }), { policy: merged(standard, said) });
  const bad = refuseCycle(policy, cadencesOf(policy)) ?? refuseLadders(policy);
  if (bad) throw new CodedError(bad.code, bad.facts);
  return policy;
}

/** Objects are merged key by key; lists and values are taken as they are said. */
function merged(base: unknown, said: unknown): unknown {
  if (!isRecord(base) || !isRecord(said)) return said;
  const keys = new Set([...Object.keys(base), ...Object.keys(said)]);
  return Object.fromEntries([...keys].map((key) => [key, key in said ? merged(base[key], said[key]) : base[key]]));
}

function refuseUnknownRoles(said: unknown, field: string): void {
  if (Array.isArray(said)) for (const [index, one] of said.entries()) refuseUnknownRoles(one, `${field}.${index}`);
  if (!isRecord(said)) return;
  for (const [key, value] of Object.entries(said)) {
    if (key !== 'to' || !Array.isArray(value)) refuseUnknownRoles(value, `${field}.${key}`);
    else for (const [index, role] of value.entries()) refuseUnknownRole(String(role), `${field}.to.${index}`);
  }
}

function refuseUnknownRole(role: string, field: string): void {
  if ((recipients as readonly string[]).includes(role)) return;
  throw new CodedError('unknown-role', { text: role, expected: recipients.join(' '), field });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
