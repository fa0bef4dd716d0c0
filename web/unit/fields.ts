import { createHash } from 'node:crypto';
import { isDay } from '../../domain/calendar/day.ts';
import type { MeasureCommand, MeasureOrder } from '../../domain/measure/commands.ts';
import { isShort } from '../../domain/measure/quantity.ts';
import type { MeasureState } from '../../domain/measure/state.ts';

/** What a clerk can say of one measure in one cycle. */
export const choices = ['progress', 'none', 'done', 'extend', 'consult', 'notMine'] as const;
export type Choice = (typeof choices)[number];

export const textFields = ['progress', 'effect', 'difficulties', 'next', 'reason'] as const;
/**
 * What one measure's part of the form holds, as text; '' where nothing stands. `counts`: how much is done by now, by part,
 * of the whole under ''; `handIn`: the parts that are handed in.
 */
export type Fields = Record<(typeof textFields)[number] | 'to' | 'mark', string> & {
  choice: Choice | '';
  counts: Record<string, string>;
  handIn: string[];
};
type Field = Exclude<keyof Fields, 'handIn'>;

/** Something to be put right: at which field (of which part), and in which word of the catalogue. */
export type Wrong = { measure: string; field: Field; part?: string; what: (typeof faults)[number] };
export const faults = ['missing', 'noDay', 'tooLong', 'notNow', 'noNumber', 'overTotal'] as const;

const longest = 4_000;
const names = [...textFields, 'to', 'mark', 'choice'] as const;

/** The parts of a form, by measure; every field is called `field.measure`, of a part `count:part:measure`. */
export function readFields(body: Record<string, unknown>): Map<string, Fields> {
  const found = new Map<string, Fields>();
  const of = (measure: string) => {
    const fields = found.get(measure) ?? emptyFields();
    found.set(measure, fields);
    return fields;
  };
  for (const [key, value] of Object.entries(body)) {
    if (typeof value !== 'string') continue;
    const text = value.replaceAll('\r\n', '\n').replaceAll('\0', '').trim();
    const [, kind, part = '', whole = ''] = /^(count|handIn):([^:]*):(.+)$/.exec(key) ?? [];
    if (kind === 'count') of(whole).counts[part] = text;
    else if (kind === 'handIn') of(whole).handIn.push(part);
    const dot = key.indexOf('.');
    const field = names.find((name) => name === key.slice(0, dot));
    if (!field) continue;
    const fields = of(key.slice(dot + 1));
    if (field === 'choice') fields.choice = choices.find((choice) => choice === text) ?? '';
    else fields[field] = text;
  }
  return found;
}

/** The same as the form writes it: every field of one measure under its name. */
export function entriesOf(measure: string, { counts, handIn, ...fields }: Fields): [string, string][] {
  return [
    ...Object.entries(fields).map(([field, text]): [string, string] => [`${field}.${measure}`, text]),
    ...Object.entries(counts).map(([part, text]): [string, string] => [`count:${part}:${measure}`, text]),
    ...handIn.map((part): [string, string] => [`handIn:${part}:${measure}`, 'yes']),
  ];
}

export function emptyFields(): Fields {
  const texts = { progress: '', effect: '', difficulties: '', next: '', reason: '', to: '', mark: '' };
  return { choice: '', ...texts, counts: {}, handIn: [] };
}

/** Last time's text, to be gone on from. */
export function prefilled({ lastReport }: MeasureState): Fields {
  return { ...emptyFields(), progress: lastReport?.progress ?? '', next: lastReport?.next ?? '' };
}

/** What a choice cannot do without. */
const needed: Record<Choice, Exclude<Field, 'counts'>[]> = {
  progress: ['progress', 'next'],
  none: ['reason', 'next'],
  done: [],
  extend: ['to', 'reason', 'progress'],
  consult: ['reason'],
  notMine: ['reason'],
};

/** What has to be put right before `fields` can be sent; `offered`: which choices there are. */
export function wrongIn(
  measure: MeasureState,
  fields: Fields,
  evidence: number,
  offered: (choice: Choice) => boolean,
): Wrong[] {
  const { choice } = fields;
  if (choice === '') return [];
  const wrong: Wrong[] = needed[choice]
    .filter((field) => fields[field] === '')
    .map((field) => ({ measure: measure.id, field, what: 'missing' }));
  if (!offered(choice)) wrong.push({ measure: measure.id, field: 'choice', what: 'notNow' });
  if (choice === 'done' && (evidence === 0 || isShort(measure)) && fields.reason === '') {
    wrong.push({ measure: measure.id, field: 'reason', what: 'missing' });
  }
  if (choice === 'progress') wrong.push(...wrongCounts(measure, fields, evidence));
  if (choice === 'extend' && fields.to !== '' && !isDay(fields.to)) {
    wrong.push({ measure: measure.id, field: 'to', what: 'noDay' });
  }
  for (const field of textFields) {
    if (fields[field].length > longest) wrong.push({ measure: measure.id, field, what: 'tooLong' });
  }
  return wrong;
}

function wrongCounts(measure: MeasureState, fields: Fields, evidence: number): Wrong[] {
  const changed = countsOf(measure, fields);
  const wrong = changed.flatMap(({ part, text, total }): Wrong[] => {
    const at = { measure: measure.id, field: 'counts' as const, part };
    if (!/^\d{1,12}(\.\d{1,6})?$/.test(text)) return [{ ...at, what: 'noNumber' }];
    return Number(text) > total ? [{ ...at, what: 'overTotal' }] : [];
  });
  const less = changed.some(({ text, done }) => Number(text) < done);
  const bare = partsIn(measure, fields).length > 0 && evidence === 0;
  return (less || bare) && fields.reason === ''
    ? [...wrong, { measure: measure.id, field: 'reason', what: 'missing' }]
    : wrong;
}

/** What can be counted of a measure: the whole, or its parts by their shares. */
export function countable({ quantity, parts = [] }: MeasureState) {
  if (!quantity) return [];
  const shares = parts.filter(({ total }) => total !== undefined);
  return shares.length > 0
    ? shares.map(({ id, title, done = 0, total = 0 }) => ({ part: id, title, done, total }))
    : [{ part: '', title: '', done: quantity.done, total: quantity.total }];
}

/** The counts that say something else than the record does. */
function countsOf(measure: MeasureState, { counts }: Fields) {
  return countable(measure)
    .map((one) => ({ ...one, text: (counts[one.part] ?? '').trim() }))
    .filter(({ text, done }) => text !== '' && Number(text) !== done);
}

/** The parts that are handed in by this, and were not before. */
function partsIn({ parts = [] }: MeasureState, { handIn }: Fields): string[] {
  return parts.filter(({ id, handedIn, closed }) => handIn.includes(id) && !handedIn && !closed).map(({ id }) => id);
}

export const actOf: Record<Exclude<Choice, 'consult'>, MeasureOrder> = {
  progress: 'report',
  none: 'report',
  done: 'submit',
  extend: 'requestExtension',
  notMine: 'sayNotMine',
};

/** What goes before the report itself: what was counted anew, and the parts handed in. */
export function commandsBefore(measure: MeasureState, fields: Fields, evidence: string[]): MeasureCommand[] {
  if (fields.choice !== 'progress') return [];
  const { reason } = fields;
  const counts = countsOf(measure, fields).map(
    ({ part, text, done }): MeasureCommand => ({
      ...{ type: 'count', done: Number(text) },
      ...(part ? { part } : {}),
      ...(Number(text) < done ? { reason } : {}),
    }),
  );
  const parts = partsIn(measure, fields).map(
    (part): MeasureCommand => ({
      ...{ type: 'handInPart', part, evidence },
      ...(evidence.length === 0 ? { noEvidenceReason: reason } : {}),
    }),
  );
  return [...counts, ...parts];
}

/** What is sent to the engine for one measure. */
export function commandOf(fields: Fields & { choice: Exclude<Choice, 'consult'> }, evidence: string[]): MeasureCommand {
  const { choice, progress, effect, difficulties, next, reason, to } = fields;
  const more = { ...(effect ? { effect } : {}), ...(difficulties ? { difficulties } : {}) };
  switch (choice) {
    case 'progress':
      return { type: 'report', progress, next, ...more };
    case 'none':
      return { type: 'report', progress: '', noChange: reason, next, ...more };
    case 'done':
      return {
        ...{ type: 'submit', evidence },
        ...(evidence.length === 0 ? { noEvidenceReason: reason } : {}),
        ...(reason ? { shortReason: reason } : {}),
      };
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
