import { type Context, Hono } from 'hono';
import { campaigns } from '../ledger/queries/board.ts';
import { deliveries } from '../ledger/queries/deliveries.ts';
import { findFinding, findingPage, measuresOf } from '../ledger/queries/findingPage.ts';
import { findMeasure } from '../ledger/queries/findMeasure.ts';
import { timeline } from '../ledger/queries/timeline.ts';
import { showBoard } from './board/show.tsx';
import { CampaignList } from './campaign/list.tsx';
import { type View, viewOf } from './campaign/view.ts';
import type { PageDeps } from './deps.ts';
import { Finding } from './finding/finding.tsx';
import { FindingList, findingsOnPage } from './finding/list.tsx';
import { Missing } from './frame/missing.tsx';
import { languageOf, pageOf, pathTo } from './frame/path.ts';
import { pagePolicy, secured } from './frame/security.ts';
import { style } from './frame/style.ts';
import { inboxPages } from './inbox/pages.tsx';
import { tabOf } from './item/timeline.tsx';
import { Measure } from './measure/measure.tsx';

/** Everything a person reads in a browser. Every route only reads; what changes anything is a form of its own. */
export function pages(deps: PageDeps): Hono {
  const { db } = deps.ledger;
  const app = new Hono();
  app.use('/', secured(pagePolicy));
  app.use('/style.css', secured(pagePolicy));
  app.use('/c/*', secured(pagePolicy));
  app.route('/', inboxPages(deps.inbox));

  app.get('/style.css', (c) =>
    c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=31536000, immutable' }),
  );

  app.get('/', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const all = await campaigns(db);
    const [only, ...others] = all;
    if (only && others.length === 0) return c.redirect(pathTo(`/c/${encodeURIComponent(only.id)}`, {}, language));
    return c.html(<CampaignList campaigns={all} language={language} />);
  });

  app.get('/c/:campaign', (c) =>
    within(c, async (view) => c.html(await showBoard(deps, view, (name) => c.req.query(name)))),
  );

  app.get('/c/:campaign/f', (c) =>
    within(c, async (view) => {
      const page = pageOf(c.req.query('page'));
      const found = await findingPage(db, view.campaign.id, findingsOnPage, (page - 1) * findingsOnPage);
      if (found.total === 0 && page > 1) return c.redirect(view.to('/f'));
      return c.html(<FindingList {...found} page={page} view={view} />);
    }),
  );

  app.get('/c/:campaign/f/:id', (c) =>
    within(c, async (view) => {
      const found = await findFinding(db, view.campaign.id, c.req.param('id'));
      if (!found) return missing(c, c.req.param('id'), view);
      const measures = await measuresOf(db, view.campaign.id, found.state.id);
      return c.html(
        <Finding {...found} {...(await past(found.stream))} measures={measures} tab={tab(c)} view={view} />,
      );
    }),
  );

  app.get('/c/:campaign/m/:id', (c) =>
    within(c, async (view) => {
      const found = await findMeasure(db, view.campaign.id, c.req.param('id'));
      if (!found) return missing(c, c.req.param('id'), view);
      return c.html(<Measure {...found} {...(await past(found.stream))} tab={tab(c)} view={view} />);
    }),
  );

  app.get('/c/*', (c) => missing(c, c.req.path));
  return app;

  async function within(c: Context, show: (view: View) => Promise<Response> | Response): Promise<Response> {
    const id = c.req.param('campaign') ?? '';
    const view = await viewOf(deps, id, languageOf(c.req.query('lang')));
    return view ? show(view) : missing(c, id);
  }

  async function past(stream: string) {
    return { events: await timeline(db, stream), lines: await deliveries(db, stream) };
  }

  function tab(c: Context) {
    return tabOf(c.req.query('show'));
  }

  function missing(c: Context, id: string, view?: View) {
    const masthead = view ? { masthead: view.masthead } : {};
    return c.html(<Missing language={languageOf(c.req.query('lang'))} id={id} {...masthead} />, 404);
  }
}
