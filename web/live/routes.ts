import { Hono } from 'hono';
import type { PageEnv } from '../access/guard.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { PageDeps } from '../deps.ts';
import { following } from '../frame/events.ts';
import { versionOf } from './version.ts';

/** So long one line lasts: then the browser asks again, and whether it still may is asked anew. */
const lastsMs = 60_000;

/**
 * Tells an open page that something of its campaign has moved, and nothing else: what it is, the page fetches again, by the
 * same rules as the first time.
 */
export function liveRoutes({ ledger: { db } }: PageDeps, { within }: Inside): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/c/:campaign/changes', (c) =>
    within(c, ({ campaign }) =>
      following(c, async () => ({ version: await versionOf(db, campaign.id), over: false }), lastsMs),
    ),
  );
  return app;
}
