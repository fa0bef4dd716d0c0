import type { CodedError } from '../../domain/errors.ts';
import { CodedError as Coded } from '../../domain/errors.ts';
import type { Field } from './forms.ts';

/**
 * A form as it was sent: what it is about (`at`), the act, and the number under which it counts once. `previews`: its effect
 * is asked for, and nothing is to be done.
 */
export type Said = { at: string; act: string; id: string; mark: string; form: FormData; previews: boolean };

/** A form that was refused: why, and what stood in it. */
export type Problem = { said: Said; error: CodedError };

const longest = 4_000;

/** @throws CodedError `not-allowed` for what no form of ours sends */
export function saidIn(form: FormData): Said {
  const preview = one(form, 'preview');
  const said = {
    ...{ at: one(form, 'at'), act: preview || one(form, 'act'), id: one(form, 'id'), mark: one(form, 'mark'), form },
    previews: preview !== '',
  };
  if (!/^[0-9a-f]{12}$/.test(said.id)) throw new Coded('not-allowed', { act: said.act.slice(0, 40), who: 'office' });
  return said;
}

/** One value of a form as text. */
export function one(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').replaceAll('\0', '').trim() : '';
}

/**
 * What an act's form says, as its schema reads it; what was left empty is left out.
 * @throws CodedError `reason-missing`, `bad-input` naming what must be there
 */
export function valuesOf(fields: Field[], { act, form }: Said): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, kind, needed } of fields) {
    if (kind === 'evidence') continue;
    const value = valueIn(kind, name, form);
    if (value !== undefined) values[name] = value;
    else if (needed)
      throw name === 'reason'
        ? new Coded('reason-missing', { act })
        : new Coded('bad-input', { field: name, value: '' });
  }
  return values;
}

function valueIn(kind: Field['kind'], name: string, form: FormData): unknown {
  if (kind === 'units' || kind === 'leaders') {
    const chosen = form.getAll(name).filter((value): value is string => typeof value === 'string' && value !== '');
    return chosen.length > 0 ? chosen : undefined;
  }
  const text = one(form, name);
  if (text === '') return undefined;
  if (text.length > longest) throw new Coded('bad-input', { field: name, value: `${text.slice(0, 20)}…` });
  if (kind === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  if (text === 'yes' || text === 'no') return text === 'yes';
  return text;
}

/** Where one goes when it is done: the desk it was done from, with what was done marked there, or the item's own page. */
export function backFrom(
  { form }: Said,
  { to }: { to(path: string, query?: Record<string, string | number>): string },
  path: string,
  item = '',
): string {
  const back = one(form, 'back');
  if (back === 'mine') return to('/mine', { done: item });
  return `${to(/^\/[fm]\/[^/?#]+$/.test(back) ? back : path, { done: 1 })}#timeline`;
}
