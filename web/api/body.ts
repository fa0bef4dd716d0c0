import type { Context } from 'hono';
import type { z } from 'zod';
import { checked } from '../../client/checked.ts';
import { CodedError } from '../../domain/errors.ts';

/**
 * The JSON body of a request, as its schema wants it.
 * @throws CodedError `bad-input`
 */
export async function bodyOf<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const text = await c.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new CodedError('bad-input', { field: 'body', value: text.slice(0, 80) }, { cause });
  }
  return checked(schema, body);
}
