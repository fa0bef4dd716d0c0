import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { CodedError } from '../../domain/errors.ts';

/** Lets in who shows the token as `Authorization: Bearer …`; compared in a time that says nothing about it. */
export function bearerToken(token: string): MiddlewareHandler {
  const expected = digest(`Bearer ${token}`);
  return async function bearerToken(c, next) {
    if (!timingSafeEqual(digest(c.req.header('Authorization') ?? ''), expected)) throw new CodedError('token-wrong');
    await next();
  };
}

/** Equally long whatever was sent, as the comparison wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
