import type { z } from 'zod';
import { CodedError } from '../domain/errors.ts';

/**
 * What came in, as its schema wants it.
 * @throws CodedError `bad-input` with the first field that is wrong, and what stood there.
 */
export function checked<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
  throw new CodedError(
    'bad-input',
    { field: path.join('.'), value: shown(valueAt(input, path)) },
    { cause: read.error },
  );
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);
}

/** Short enough for a sentence; what is missing shows as nothing. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
