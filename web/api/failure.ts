import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Failure } from '../../client/api.ts';
import { CodedError, errorTable } from '../../domain/errors.ts';
import { sayError } from '../../words/errors.ts';
import type { Language } from '../../words/language.ts';
import type { ApiDeps } from './deps.ts';

/** Answers any error as its code, its facts and a sentence in the asker's language; what has no code is logged. */
export function failure(error: Error, c: Context, log: ApiDeps['log']): Response {
  const { code, facts } = error instanceof CodedError ? error : internal(error, c, log);
  const message = sayError(languageOf(c.req.header('Accept-Language')), code, facts);
  return c.json({ code, facts, message } satisfies Failure, errorTable[code].status as ContentfulStatusCode);
}

function internal(error: Error, c: Context, log: ApiDeps['log']): CodedError {
  const id = randomUUID().slice(0, 8);
  log.error({ id, method: c.req.method, path: c.req.path, err: error }, 'request failed');
  return new CodedError('internal', { id });
}

export function languageOf(accepted = ''): Language {
  return accepted.trim().toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}
