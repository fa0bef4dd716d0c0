import { z } from 'zod';
import { cadences } from '../domain/calendar/period.ts';
import type { MeasureCommand, MeasureCommandOf, MeasureOrder } from '../domain/measure/commands.ts';
import type { Adjustment } from '../domain/measure/events.ts';
import { nextSteps } from '../domain/measure/state.ts';
import { pastStates } from '../domain/plan/lists.ts';
import type { PartDraft, Quantity, Quota } from '../domain/plan/quantity.ts';
import { checked } from './checked.ts';
import { watcher } from './lists.ts';

/** What a person may ask of a measure; drafting and issuing are the engine's. */
export type Act = Exclude<MeasureOrder, 'draft' | 'issue' | 'checked' | 'recount' | 'succeed'>;

/** How an act is said, by option on the command line and by field in JSON alike, and the command it becomes. */
export type ActForm<C extends MeasureCommand = MeasureCommand> = {
  fields: z.ZodObject;
  command: (said: never) => C;
};

const text = z.string().trim().min(1).max(4_000);
const id = z.string().trim().min(1).max(64);
/** Whether the day exists, the domain says: a wrong shape is wrong use, a wrong day is refused. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const evidence = z.array(text).max(50).default([]);
const yesOrNo = z.union([z.boolean(), z.stringbool()]);
/** `2024-06-30：完成方案`, as in the workbook. */
const milestone = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\s*[:：]\s*\S/)
  .transform((said) => ({ day: said.slice(0, 10), text: said.slice(10).replace(/^\s*[:：]\s*/, '') }));

const amount = z.coerce.number().min(0).max(1e12);
/** `count:32个`, `area:120.5亩`, `money:860万元`. */
const quantity = z
  .string()
  .regex(/^(count|area|money)\s*[:：]\s*\d+(\.\d{1,6})?\s*\S{1,20}$/)
  .transform((said): Quantity => {
    const [, kind, total, unit] = /^(\w+)\s*[:：]\s*([\d.]+)\s*(\S+)$/.exec(said)!;
    return { kind: kind as Quantity['kind'], total: Number(total), unit: unit! };
  });
/** `P1:区住建局:东区32个:32`: id, unit, title, and its share where there is one. */
const part = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}[:：][^:：]+[:：][^:：]+([:：]\d+(\.\d{1,6})?)?$/)
  .transform((said): PartDraft => {
    const [id = '', unit = '', title = '', total] = said.split(/[:：]/).map((text) => text.trim());
    return { id, unit, title, ...(total === undefined ? {} : { total: Number(total) }) };
  });
/** `2024-06-30：16`: so much by the end of that day. */
const quota = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\s*[:：]\s*\d+(\.\d{1,6})?$/)
  .transform((said): Quota => ({ day: said.slice(0, 10), done: Number(said.slice(10).replace(/^\s*[:：]\s*/, '')) }));
/** `P1=32` */
const share = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\s*=\s*\d+(\.\d{1,6})?$/)
  .transform((said): [string, number] => {
    const [id = '', total] = said.split('=').map((text) => text.trim());
    return [id, Number(total)];
  });

function form<S extends z.ZodObject, C extends MeasureCommand>(fields: S, command: (said: z.output<S>) => C) {
  return { fields, command };
}

/** Every act of a person, once: the command line and the API are both made from this table. */
export const acts = {
  enterHistory: form(
    z.strictObject({
      state: z.enum(pastStates),
      progress: text.exactOptional(),
      doneOn: day.exactOptional(),
      closedOn: day.exactOptional(),
    }),
    (history) => ({ type: 'enterHistory', history }),
  ),
  acknowledge: form(z.strictObject({}), () => ({ type: 'acknowledge' })),
  report: form(
    z.strictObject({
      progress: z.string().trim().max(4_000).default(''),
      next: text,
      done: text.exactOptional(),
      effect: text.exactOptional(),
      difficulties: text.exactOptional(),
      noChange: text.exactOptional(),
      asOf: day.exactOptional(),
    }),
    (said) => ({ type: 'report', ...said }),
  ),
  contribute: form(z.strictObject({ progress: text, asOf: day.exactOptional() }), (said) => ({
    type: 'contribute',
    ...said,
  })),
  setNextStep: form(
    z.strictObject({
      step: z.enum(nextSteps),
      by: day.exactOptional(),
      cadence: z.enum(cadences).exactOptional(),
      reason: text,
    }),
    (said) => ({ type: 'setNextStep', ...said }),
  ),
  meetMilestone: form(
    z.strictObject({ milestone: z.coerce.number().int().min(1), on: day.exactOptional() }),
    ({ milestone: nth, ...said }) => ({ type: 'meetMilestone', index: nth - 1, ...said }),
  ),
  divide: form(
    z.strictObject({ parts: z.array(part).max(200).exactOptional(), each: z.enum(['township']).exactOptional() }),
    (said) => ({ type: 'divide', ...said }),
  ),
  count: form(
    z.strictObject({ amount, part: id.exactOptional(), reason: text.exactOptional(), asOf: day.exactOptional() }),
    ({ amount: done, ...said }) => ({ type: 'count', done, ...said }),
  ),
  handInPart: form(
    z.strictObject({ part: id, evidence, noEvidenceReason: text.exactOptional(), on: day.exactOptional() }),
    (said) => ({ type: 'handInPart', ...said }),
  ),
  returnPart: form(z.strictObject({ part: id, reason: text }), (said) => ({ type: 'returnPart', ...said })),
  closePart: form(z.strictObject({ part: id }), (said) => ({ type: 'closePart', ...said })),
  claimEffect: form(
    z.strictObject({ evidence, noEvidenceReason: text.exactOptional(), on: day.exactOptional() }),
    (said) => ({ type: 'claimEffect', ...said }),
  ),
  confirmEffect: form(z.strictObject({}), () => ({ type: 'confirmEffect' })),
  refuseEffect: form(z.strictObject({ reason: text }), (said) => ({ type: 'refuseEffect', ...said })),
  watch: form(z.strictObject({ watcher, condition: text.exactOptional(), reason: text }), (said) => ({
    type: 'watch',
    ...said,
  })),
  answerCondition: form(
    z.strictObject({
      result: z.enum(['come', 'notYet']),
      word: text.exactOptional(),
      doneDue: day.exactOptional(),
      effectDue: day.exactOptional(),
    }),
    (said) => ({ type: 'answerCondition', ...said }),
  ),
  askPermanent: form(z.strictObject({ evidence, noEvidenceReason: text.exactOptional() }), (said) => ({
    type: 'askPermanent',
    ...said,
  })),
  acceptPermanent: form(z.strictObject({}), () => ({ type: 'acceptPermanent' })),
  refusePermanent: form(z.strictObject({ reason: text }), (said) => ({ type: 'refusePermanent', ...said })),
  reviewPermanent: form(
    z.strictObject({
      method: text,
      result: z.enum(['held', 'rebound']),
      reason: text.exactOptional(),
      newDue: day.exactOptional(),
    }),
    (said) => ({ type: 'reviewPermanent', ...said }),
  ),
  renewEvidence: form(z.strictObject({ evidence, noEvidenceReason: text.exactOptional() }), (said) => ({
    type: 'renewEvidence',
    ...said,
  })),
  submit: form(
    z.strictObject({
      ...{ evidence, noEvidenceReason: text.exactOptional(), shortReason: text.exactOptional() },
      doneOn: day.exactOptional(),
    }),
    (said) => ({ type: 'submit', ...said }),
  ),
  approve: form(z.strictObject({ document: text.exactOptional() }), (said) => ({ type: 'approve', ...said })),
  return: form(z.strictObject({ reason: text }), (said) => ({ type: 'return', ...said })),
  close: form(z.strictObject({ decision: text.exactOptional() }), (said) => ({ type: 'close', ...said })),
  applyAcceptance: form(z.strictObject({ body: text, application: text, on: day.exactOptional() }), (said) => ({
    type: 'applyAcceptance',
    ...said,
  })),
  recordAcceptance: form(
    z.strictObject({
      result: z.enum(['accepted', 'refused']),
      document: text,
      reason: text.exactOptional(),
      on: day.exactOptional(),
    }),
    (said) => ({ type: 'recordAcceptance', ...said }),
  ),
  lookBack: form(
    z.strictObject({
      method: text,
      result: z.enum(['held', 'rebound']),
      reason: text.exactOptional(),
      newDue: day.exactOptional(),
    }),
    (said) => ({ type: 'lookBack', ...said }),
  ),
  rebound: form(z.strictObject({ reason: text, newDue: day }), (said) => ({ type: 'rebound', ...said })),
  requestExtension: form(z.strictObject({ to: day, reason: text, progress: text }), (said) => ({
    type: 'requestExtension',
    ...said,
  })),
  grantExtension: form(z.strictObject({}), () => ({ type: 'grantExtension' })),
  refuseExtension: form(z.strictObject({ reason: text }), (said) => ({ type: 'refuseExtension', ...said })),
  setLimit: form(z.strictObject({ to: day, reason: text }), (said) => ({ type: 'setLimit', ...said })),
  reassign: form(
    z.strictObject({
      leadUnit: id,
      reason: text,
      participants: z.array(id).max(100).exactOptional(),
      handler: id.nullable().exactOptional(),
      leaders: z.array(id).max(20).exactOptional(),
    }),
    (said) => ({ type: 'reassign', ...said }),
  ),
  sayNotMine: form(z.strictObject({ reason: text }), (said) => ({ type: 'sayNotMine', ...said })),
  refuseNotMine: form(z.strictObject({ reason: text }), (said) => ({ type: 'refuseNotMine', ...said })),
  suspend: form(z.strictObject({ reason: text }), (said) => ({ type: 'suspend', ...said })),
  resume: form(z.strictObject({ newDue: day.exactOptional() }), (said) => ({ type: 'resume', ...said })),
  adjust: form(
    z.strictObject({
      reason: text,
      approver: text,
      title: text.exactOptional(),
      text: text.exactOptional(),
      publish: yesOrNo.exactOptional(),
      effectDue: day.exactOptional(),
      doneDue: day.exactOptional(),
      milestones: z.array(milestone).max(50).exactOptional(),
      quantity: quantity.exactOptional(),
      shares: z.array(share).max(200).exactOptional(),
      quotas: z.array(quota).max(60).exactOptional(),
    }),
    ({ reason, approver, effectDue, doneDue, shares, ...others }) => {
      const changes: Adjustment = { ...others };
      if (shares !== undefined) changes.shares = Object.fromEntries(shares);
      if (effectDue !== undefined) changes.effectDue = { text: effectDue, day: effectDue, why: 'adjusted' };
      if (doneDue !== undefined) changes.doneDue = { text: doneDue, day: doneDue, why: 'adjusted' };
      return { type: 'adjust', changes, reason, approver };
    },
  ),
  withdraw: form(z.strictObject({ reason: text, approver: text }), (said) => ({ type: 'withdraw', ...said })),
  convertToLongTerm: form(z.strictObject({ reason: text, approver: text }), (said) => ({
    type: 'convertToLongTerm',
    ...said,
  })),
} satisfies { [T in Act]: ActForm<MeasureCommandOf<T>> };

/** Is this the name of an act? */
export function isAct(type: string): type is Act {
  return Object.hasOwn(acts, type);
}

/** @throws CodedError `bad-input` naming the first field that is not as its form wants it. */
export function readAct(type: Act, said: unknown): MeasureCommand {
  const { fields, command } = acts[type] as ActForm;
  return command(checked(fields, said) as never);
}
