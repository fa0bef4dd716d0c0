import type { z } from 'zod';
import type { Language } from '../../words/language.ts';
import type { ApiDeps } from './deps.ts';

/** The names in a path: `campaign` of `/campaigns/:campaign/status`. */
type ParamsOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & ParamsOf<Rest>
  : P extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : unknown;

/**
 * One thing the API can be asked. The route and its page of the document are both made from it; `query` and `body` are
 * checked before `run`. `said`: what the document says of a body whose rest is checked further in.
 */
export type Operation = {
  method: 'get' | 'post';
  path: string;
  id: string;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  said?: z.ZodType;
  answer?: z.ZodType;
  run(deps: ApiDeps, asked: { params: never; query: never; body: never; language: Language }): unknown;
};

export function operation<
  P extends string,
  Q extends z.ZodType = z.ZodType<never>,
  B extends z.ZodType = z.ZodType<never>,
>(
  one: Omit<Operation, 'path' | 'query' | 'body' | 'run'> & {
    path: P;
    query?: Q;
    body?: B;
    run(
      deps: ApiDeps,
      asked: { params: ParamsOf<P>; query: z.output<Q>; body: z.output<B>; language: Language },
    ): unknown;
  },
): Operation {
  return one as Operation;
}
