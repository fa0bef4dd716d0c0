import { type Context, Hono } from 'hono';
import { CodedError } from '../../domain/errors.ts';
import { endFeed, runningFeeds } from '../../ledger/calendarFeed.ts';
import { endUnitLink, runningUnitLinks } from '../../ledger/unitLink.ts';
import type { PageDeps } from '../deps.ts';
import { languageOf, pathTo } from '../frame/path.ts';
import { userOf } from '../frame/user.ts';
import { forgetCode } from './code.ts';
import type { PageEnv } from './guard.ts';
import { accessLog } from './log.ts';
import { Manage } from './manage.tsx';
import { mayHere } from './may.ts';
import { endSession, endSessionsOf, runningSessions } from './session.ts';

const linesShown = 200;

/** The administrator's page: who is in, what is out, who was refused. */
export function managePages(deps: PageDeps): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();

  app.get('/access', async (c) => {
    const language = languageOf(c.req.query('lang'));
    refuseOthers(c);
    const now = deps.now();
    const [sessions, links, feeds, log] = [
      await runningSessions(db, now),
      await runningUnitLinks(db, now),
      await runningFeeds(db),
      await accessLog(db, null, linesShown),
    ];
    const user = userOf(c, deps, language)!;
    const done = c.req.query('done') !== undefined;
    return c.html(<Manage {...{ language, user, sessions, links, feeds, log, done }} />);
  });

  app.post('/access/sessions/:id/end', async (c) => {
    refuseOthers(c);
    const id = c.req.param('id');
    if (await endSession(db, id, deps.now())) c.get('note')({ what: 'sessionEnded', subject: id });
    return back(c);
  });

  app.post('/access/codes/forget', async (c) => {
    refuseOthers(c);
    const { address } = await c.req.parseBody();
    const whose = String(address ?? '')
      .trim()
      .toLowerCase();
    await forgetCode(db, whose);
    await endSessionsOf(db, whose, deps.now());
    c.get('note')({ what: 'codeForgotten', subject: whose });
    return back(c);
  });

  app.post('/access/unit-links/:id/end', async (c) => {
    refuseOthers(c);
    const id = c.req.param('id');
    if (await endUnitLink(db, id, deps.now())) c.get('note')({ what: 'unitLinkEnded', subject: id });
    return back(c);
  });

  app.post('/access/feeds/:id/end', async (c) => {
    refuseOthers(c);
    const id = c.req.param('id');
    if (await endFeed(db, id, deps.now())) c.get('note')({ what: 'feedEnded', subject: id });
    return back(c);
  });

  return app;

  function refuseOthers(c: Context<PageEnv>): void {
    const visitor = c.get('visitor');
    if (!visitor.session) throw new CodedError('sign-in-needed');
    if (!mayHere(visitor, 'manageAccess')) throw new CodedError('not-for-you');
  }

  function back(c: Context): Response {
    return c.redirect(pathTo('/access', { done: 1 }, languageOf(c.req.query('lang'))), 303);
  }
}
