import { z } from 'zod';
import { isDay } from '../domain/calendar/day.ts';
import { cadences } from '../domain/calendar/period.ts';
import { CodedError } from '../domain/errors.ts';
import { strictAddress } from '../domain/plan/address.ts';
import { type Directory, roles } from '../domain/plan/directory.ts';
import { type Deadline, type History, kinds, type Lists, pastStates } from '../domain/plan/lists.ts';
import { type PartDraft, type Quantity, type Quota, quantityKinds } from '../domain/plan/quantity.ts';
import type { Address } from '../domain/plan/recipient.ts';

/** Part of a stream's id and of a workflow's: plain ASCII, no slash, no names. */
export const itemId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const text = z.string().min(1).max(20_000);
const deadline: z.ZodType<Deadline> = z.strictObject({ text: z.string(), day: z.string(), why: z.string() });
/** Who watches a condition: a person, a unit's liaison, or the office. */
export const watcher = z.string().regex(/^(office|(person|unit):\S{1,64})$/) as unknown as z.ZodType<Address, string>;
export const history: z.ZodType<History> = z.strictObject({
  state: z.enum(pastStates),
  progress: z.string().max(4_000).exactOptional(),
  counts: z.record(z.string().max(64), z.number().min(0).max(1e12)).exactOptional(),
  doneOn: z.string().exactOptional(),
  closedOn: z.string().exactOptional(),
});
const amount = z.number().min(0).max(1e12);
export const quantity: z.ZodType<Quantity> = z.strictObject({
  kind: z.enum(quantityKinds),
  unit: z.string().trim().min(1).max(20),
  total: amount,
});
export const part: z.ZodType<PartDraft> = z.strictObject({
  id: itemId,
  title: z.string().trim().min(1).max(200),
  unit: z.string().min(1).max(64),
  total: amount.exactOptional(),
});
export const quotas: z.ZodType<Quota[]> = z
  .array(z.strictObject({ day: z.string().refine(isDay), done: amount }))
  .min(1)
  .max(60);
const finding = z.strictObject({
  id: itemId,
  no: text,
  category: z.array(z.string()),
  title: text,
  leadUnit: text,
  leaders: z.array(text),
  publish: z.boolean(),
});
const measure = z.strictObject({
  id: itemId,
  finding: itemId,
  no: text,
  title: text,
  text,
  kind: z.enum(kinds),
  leaders: z.array(text),
  leadUnit: text,
  participants: z.array(text),
  handler: text.nullable(),
  effectDue: deadline.nullable(),
  doneDue: deadline.nullable(),
  milestones: z.array(z.strictObject({ day: z.string(), text: z.string() })),
  publish: z.boolean(),
  alsoUnder: z.array(itemId).max(100).exactOptional(),
  note: text.exactOptional(),
  cadence: z.enum(cadences).exactOptional(),
  quantity: quantity.exactOptional(),
  parts: z.array(part).min(1).max(200).exactOptional(),
  quotas: quotas.exactOptional(),
  history: history.exactOptional(),
  condition: z.strictObject({ text, watcher }).exactOptional(),
});
const person = z.strictObject({
  id: text,
  name: text,
  unit: text.nullable(),
  roles: z.array(z.enum(roles)),
  email: z.string().nullable(),
  deputy: text.nullable(),
  leave: z.array(z.strictObject({ from: z.string(), to: z.string() })),
});

/** The three lists and their directory as JSON. */
export const listsSchema: z.ZodType<Lists> = z.strictObject({
  directory: z.strictObject({
    units: z.array(z.strictObject({ id: text, name: text, aliases: z.array(z.string()) })),
    persons: z.array(person),
  }),
  findings: z.array(finding),
  measures: z.array(measure),
});

/**
 * Refuses, before anything is started, lists of which something could not begin: nothing may be half done. `before`: the
 * people who are known already.
 * @throws CodedError with the first thing wrong, in the words of the workbook's reader.
 */
export function checkLists({ directory, findings, measures }: Lists, before: Directory | null = null): void {
  refuseRepeated([...findings, ...measures.map(({ id }) => ({ id: `measure ${id}` }))]);
  const units = new Set([...directory.units, ...(before?.units ?? [])].map(({ id }) => id));
  const persons = new Set([...directory.persons, ...(before?.persons ?? [])].map(({ id }) => id));
  for (const { name, email } of directory.persons) {
    if (email !== null && strictAddress(email) === null) throw new CodedError('not-one-address', { text: email, name });
  }
  for (const { leadUnit, leaders } of [...findings, ...measures]) {
    if (!units.has(leadUnit)) throw new CodedError('unknown-unit', { name: leadUnit });
    for (const leader of leaders) if (!persons.has(leader)) throw new CodedError('unknown-person', { name: leader });
  }
  const known = new Set(findings.map(({ id }) => id));
  for (const { finding, alsoUnder = [] } of measures)
    for (const id of [finding, ...alsoUnder]) if (!known.has(id)) throw new CodedError('unknown-finding', { id });
  for (const { effectDue, doneDue, milestones } of measures) {
    for (const date of [effectDue, doneDue, ...milestones]) {
      if (date && !isDay(date.day)) throw new CodedError('no-such-date', { text: date.day });
    }
    if (effectDue && doneDue && effectDue.day > doneDue.day)
      throw new CodedError('effect-after-done', { effect: effectDue.day, done: doneDue.day });
  }
}

function refuseRepeated(items: { id: string }[]): void {
  const first = new Map<string, number>();
  for (const [at, { id }] of items.entries()) {
    if (first.has(id)) throw new CodedError('id-repeated', { id, first: first.get(id)! });
    first.set(id, at + 1);
  }
}
