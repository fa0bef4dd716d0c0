import { createHash } from 'node:crypto';
import { isDay } from '../../domain/calendar/day.ts';
import type { MeasureCommand, MeasureOrder } from '../../domain/measure/commands.ts';
import type { MeasureState } from '../../domain/measure/state.ts';

/** What a clerk can say of one measure in one cycle. */
export const choices = ['progress', 'none', 'done', 'extend', 'notMine'] as const;
export type Choice = (typeof choices)[number];

export const textFields = ['progress', 'effect', 'difficulties', 'next', 'reason'] as const;
/** What one measure's part of the form holds, as text; '' where nothing stands. */
export type Fields = Record<(typeof textFields)[number] | 'to' | 'mark', string> & { choice: Choice | '' };
type Field = keyof Fields;

/** Something to be put right: at which field, and in which word of the catalogue. */
export type Wrong = { measure: string; field: Field; what: 'missing' | 'noDay' | 'tooLong' | 'notNow' };

const longest = 4_000;
const names: Field[] = [...textFields, 'to', 'mark', 'choice'];

/** The parts of a form, by measure; every field is called `field.measure`. */
export function readFields(body: Record<string, unknown>): Map<string, Fields> {
  const found = new Map<string, Fields>();
  for (const [key, value] of Object.entries(body)) {
    const dot = key.indexOf('.');
    const field = names.find((name) => name === key.slice(0, dot));
    if (!field || typeof value !== 'string') continue;
    const measure = key.slice(dot + 1);
    const fields = found.get(measure) ?? emptyFields();
    found.set(measure, fields);
    const text = value.replaceAll('\r\n', '\n').replaceAll('\0', '').trim();
    if (field === 'choice') fields.choice = choices.find((choice) => choice === text) ?? '';
    else fields[field] = text;
  }
  return found;
}

export function emptyFields(): Fields {
  return { choice: '', progress: '', effect: '', difficulties: '', next: '', reason: '', to: '', mark: '' };
}

/** Last time's text, to be gone on from. */
export function prefilled({ lastReport }: MeasureState): Fields {
  return { ...emptyFields(), progress: lastReport?.progress ?? '', next: lastReport?.next ?? '' };
}

/** What a choice cannot do without. */
const needed: Record<Choice, Field[]> = {
  progress: ['progress', 'next'],
  none: ['reason', 'next'],
  done: [],
  extend: ['to', 'reason', 'progress'],
  notMine: ['reason'],
};

export function wrongIn(
  measure: MeasureState,
  fields: Fields,
  evidence: number,
  may: (act: MeasureOrder) => boolean,
): Wrong[] {
  const { choice } = fields;
  if (choice === '') return [];
  const wrong: Wrong[] = needed[choice]
    .filter((field) => fields[field] === '')
    .map((field) => ({ measure: measure.id, field, what: 'missing' }));
  if (!may(actOf[choice])) wrong.push({ measure: measure.id, field: 'choice', what: 'notNow' });
  if (choice === 'done' && evidence === 0 && fields.reason === '') {
    wrong.push({ measure: measure.id, field: 'reason', what: 'missing' });
  }
  if (choice === 'extend' && fields.to !== '' && !isDay(fields.to)) {
    wrong.push({ measure: measure.id, field: 'to', what: 'noDay' });
  }
  for (const field of textFields) {
    if (fields[field].length > longest) wrong.push({ measure: measure.id, field, what: 'tooLong' });
  }
  return wrong;
}

export const actOf: Record<Choice, MeasureOrder> = {
  progress: 'report',
  none: 'report',
  done: 'submit',
  extend: 'requestExtension',
  notMine: 'sayNotMine',
};

/** What is sent to the engine for one measure. */
export function commandOf(fields: Fields & { choice: Choice }, evidence: string[]): MeasureCommand {
  const { choice, progress, effect, difficulties, next, reason, to } = fields;
  const more = { ...(effect ? { effect } : {}), ...(difficulties ? { difficulties } : {}) };
  switch (choice) {
    case 'progress':
      return { type: 'report', progress, next, ...more };
    case 'none':
      return { type: 'report', progress: '', noChange: reason, next, ...more };
    case 'done':
      return { type: 'submit', evidence, ...(evidence.length === 0 ? { noEvidenceReason: reason } : {}) };
    case 'extend':
      return { type: 'requestExtension', to, reason, progress };
    case 'notMine':
      return { type: 'sayNotMine', reason };
  }
}

/** Changes whenever somebody has acted on a measure; not when only time has passed. */
export function markOf(state: MeasureState): string {
  const { phase, assignedAt, leadUnit, doneDue, cycle, reports, rounds, extension, extensionsGranted } = state;
  const { review, effect } = state;
  const seen = [phase, assignedAt, leadUnit, doneDue?.day, cycle?.period, reports, rounds, extension?.round];
  return createHash('sha256')
    .update(JSON.stringify([...seen, extensionsGranted, review?.index, effect]))
    .digest('hex')
    .slice(0, 16);
}

/** Is this measure's report of the present cycle still to be written? */
export function toFill({ phase, cycle }: MeasureState): boolean {
  return phase === 'open' && cycle !== null && !cycle.reported;
}
