import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { checked } from '../../client/checked.ts';
import { CodedError, errorTable } from '../../domain/errors.ts';
import { createAccessLog } from '../access/log.ts';
import { bodyOf } from './body.ts';
import type { ApiDeps } from './deps.ts';
import { failure, languageOf } from './failure.ts';
import { describe } from './openapi.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { bearerToken } from './token.ts';

const largestBody = 30;

/** The HTTP API under `/api`: reads from the ledger, acts through the engine (docs/api.md). */
export function api(deps: ApiDeps): Hono {
  const app = new Hono();
  const root = app.basePath('/api');
  const note = createAccessLog(deps.ledger.db, deps.now);
  app.onError((error, c) => {
    if (error instanceof CodedError && [401, 403].includes(errorTable[error.code].status)) {
      const subject = `${c.req.method} ${c.req.path}`;
      note({ what: 'refused', address: '', subject, code: error.code, client: 'api' }).catch(() => undefined);
    }
    return failure(error, c, deps.log);
  });

  root.use(bearerToken(deps.token));
  root.use(
    bodyLimit({
      maxSize: largestBody * 1024 * 1024,
      onError: () => {
        throw new CodedError('body-too-large', { limit: largestBody });
      },
    }),
  );

  root.get('/openapi.json', (c) => c.json(describe(operations)));
  for (const one of operations) root.on(one.method.toUpperCase(), one.path, (c) => answer(deps, one, c));
  // Not `notFound`: that is the whole site's, whose part this is.
  root.all('*', (c) => {
    throw new CodedError('no-such-route', { path: `${c.req.method} ${c.req.path}` });
  });
  return app;
}

async function answer(deps: ApiDeps, { query, body, run }: Operation, c: Context): Promise<Response> {
  const asked = {
    params: c.req.param(),
    query: query ? checked(query, c.req.query()) : {},
    body: body ? await bodyOf(c, body) : null,
    language: languageOf(c.req.header('Accept-Language')),
  };
  return c.json((await run(deps, asked as never)) as object);
}
