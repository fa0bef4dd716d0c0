import type { Ask, FieldChange } from '../domain/import/compare.ts';
import type { Directory } from '../domain/plan/directory.ts';
import { importWords as en } from './en/import.ts';
import { sayError } from './errors.ts';
import { fill, type Language } from './language.ts';
import { importWords as zh } from './zh-CN/import.ts';

const words: Record<Language, typeof zh> = { 'zh-CN': zh, en };

/** A question of the comparison as it is kept and shown; it stands in no cell, the row's id leads to it. */
export function askedOf(ask: Ask, directory: Directory, language: Language) {
  const { ask: sentences, choice, field } = words[language];
  const { field: changed, ...values } = named(ask.change, directory, language);
  const why = ask.code ? sayError(language, ask.code, ask.facts ?? {}) : '';
  return {
    key: ask.key,
    kind: ask.kind,
    ...{ file: '', sheet: '', row: 0 },
    column: changed,
    text: ask.id,
    message: fill(sentences[ask.kind], { no: ask.id, field: field[changed as keyof typeof field], ...values, why }),
    options: ask.choices.map((value) => ({ value, label: choice[value] })),
    held: true,
  };
}

/** A changed field, old and new, as a person reads it: units and persons by name. */
export function named({ field, old, new: now }: FieldChange, directory: Directory, language: Language) {
  const shown = (value: unknown) => shownValue(field, value, directory, language);
  return { field, old: shown(old), new: shown(now) };
}

/** `取得明显成效时限“2024-06-30”→“2024-07-31”` */
export function sayChange(change: FieldChange, directory: Directory, language: Language): string {
  const { change: sentence, field } = words[language];
  const { field: key, ...values } = named(change, directory, language);
  return fill(sentence, { field: field[key as keyof typeof field] ?? key, ...values });
}

function shownValue(field: string, value: unknown, { units, persons }: Directory, language: Language): string {
  const { none, yes, no, kind } = words[language];
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return none;
  if (Array.isArray(value)) return value.map((one) => shownValue(field, one, { units, persons }, language)).join('、');
  if (typeof value === 'boolean') return value ? yes : no;
  const text = String(value);
  if (field === 'kind') return kind[text as keyof typeof kind] ?? text;
  if (field === 'leadUnit' || field === 'participants') return units.find(({ id }) => id === text)?.name ?? text;
  if (field === 'leaders' || field === 'handler') return persons.find(({ id }) => id === text)?.name ?? text;
  return text;
}
