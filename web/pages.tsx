import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { CodedError, errorTable } from '../domain/errors.ts';
import { campaigns } from '../ledger/queries/board.ts';
import { deliveries } from '../ledger/queries/deliveries.ts';
import { findFinding, findingPage, measuresOf } from '../ledger/queries/findingPage.ts';
import { findMeasure } from '../ledger/queries/findMeasure.ts';
import { timeline } from '../ledger/queries/timeline.ts';
import { guard, type PageEnv, pathWithoutToken } from './access/guard.ts';
import { accessLog } from './access/log.ts';
import { CampaignLog } from './access/manage.tsx';
import { managePages } from './access/managePages.tsx';
import { may } from './access/may.ts';
import { signInPages } from './access/pages.tsx';
import { campaignsOf, whoIn } from './access/visitor.ts';
import { rulesIfAny } from './api/rules.ts';
import { showBoard } from './board/show.tsx';
import { CampaignList } from './campaign/list.tsx';
import { type View, viewOf } from './campaign/view.ts';
import type { PageDeps } from './deps.ts';
import { Finding } from './finding/finding.tsx';
import { FindingList, findingsOnPage } from './finding/list.tsx';
import { assetRoutes } from './frame/assets.ts';
import { Missing } from './frame/missing.tsx';
import { languageOf, pageOf, pathTo } from './frame/path.ts';
import { Refusal } from './frame/refusal.tsx';
import { pagePolicy, secured } from './frame/security.ts';
import { userOf } from './frame/user.ts';
import { inboxPages } from './inbox/pages.tsx';
import { tabOf } from './item/timeline.tsx';
import { doAct } from './measure/doAct.ts';
import { Measure } from './measure/measure.tsx';
import { unitPages } from './unit/pages.tsx';

/** In megabytes: a form, and the files of one upload together. */
const largestForm = 1;
const largestUpload = 45;
const smallForm = atMost(largestForm);

/** Everything a person reads in a browser. A GET only reads; who may see what is answered by `access/may.ts` alone. */
export function pages(deps: PageDeps): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();
  app.onError((error, c) => failed(error, c));
  app.use(secured(pagePolicy));
  app.route('/', assetRoutes());
  app.use('/u/:token/evidence/*', atMost(largestUpload));
  app.use(async function forms(c, next) {
    return /^\/u\/[^/]+\/evidence\//.test(c.req.path) ? next() : smallForm(c, next);
  });
  app.use(guard(deps));
  app.route('/', signInPages(deps));
  app.route('/', managePages(deps));
  app.route('/', inboxPages(deps));
  app.route('/', unitPages(deps));

  app.get('/', async (c) => {
    const { session } = c.get('visitor');
    if (!session) return c.redirect(pathTo('/sign-in', {}, languageOf(c.req.query('lang'))));
    const language = languageOf(c.req.query('lang'));
    const all = await campaigns(db);
    const mine = session.operator ? null : await campaignsOf(db, session.address);
    const seen = mine?.map((state) => ({ id: state.id, who: whoIn(c.get('visitor'), state) }));
    if (seen?.some(({ who }) => who.kind === 'half')) return c.redirect(pathTo('/code', {}, language));
    const shown = seen
      ? all.filter(({ id }) => seen.some((one) => one.id === id && may(one.who, { to: 'seeCampaign' })))
      : all;
    const [only, ...others] = shown;
    if (only && others.length === 0) return c.redirect(pathTo(`/c/${encodeURIComponent(only.id)}`, {}, language));
    return c.html(<CampaignList campaigns={shown} language={language} user={userOf(c, deps, language)} />);
  });

  app.get('/c/:campaign', (c) =>
    within(c, async (view) => c.html(await showBoard(deps, view, (name) => c.req.query(name)))),
  );

  app.get('/c/:campaign/f', (c) =>
    within(c, async (view) => {
      const page = pageOf(c.req.query('page'));
      const found = await findingPage(db, view.campaign.id, view.scope, findingsOnPage, (page - 1) * findingsOnPage);
      if (found.total === 0 && page > 1) return c.redirect(view.to('/f'));
      return c.html(<FindingList {...found} page={page} view={view} />);
    }),
  );

  app.get('/c/:campaign/f/:id', (c) =>
    within(c, async (view) => {
      const found = await findFinding(db, view.campaign.id, c.req.param('id'));
      const measures = found ? await measuresOf(db, view.campaign.id, found.state.id) : [];
      if (!found || !may(view.who, { to: 'seeFinding', finding: found.state, measures })) return missing(c, view);
      const seen = measures.filter((measure) => may(view.who, { to: 'seeMeasure', measure, finding: found.state }));
      return c.html(<Finding {...found} {...(await past(found.stream))} measures={seen} tab={tab(c)} view={view} />);
    }),
  );

  app.get('/c/:campaign/m/:id', (c) =>
    within(c, async (view) => {
      const found = await findMeasure(db, view.campaign.id, c.req.param('id'));
      if (!found || !may(view.who, { to: 'seeMeasure', measure: found.state, finding: found.finding })) {
        return missing(c, view);
      }
      return c.html(<Measure {...found} {...(await past(found.stream))} tab={tab(c)} view={view} />);
    }),
  );

  app.post('/c/:campaign/m/:id/acts', (c) =>
    within(c, async (view) => {
      const found = await findMeasure(db, view.campaign.id, c.req.param('id') ?? '');
      if (!found || !may(view.who, { to: 'seeMeasure', measure: found.state, finding: found.finding })) {
        return missing(c, view);
      }
      await doAct(deps, view, found.state, await c.req.parseBody());
      return c.redirect(`${view.to(`/m/${encodeURIComponent(found.state.id)}`, { done: 1 })}#timeline`, 303);
    }),
  );

  app.get('/c/:campaign/access', (c) =>
    within(c, async ({ campaign, language, user, who, masthead }) => {
      if (!user || !may(who, { to: 'seeAudit' })) throw new CodedError('not-for-you');
      return c.html(<CampaignLog {...{ language, user, masthead, log: await accessLog(db, campaign.id, 200) }} />);
    }),
  );

  app.get('/c/*', (c) => {
    if (!c.get('visitor').session) throw new CodedError('sign-in-needed');
    return missing(c);
  });
  return app;

  /** A page of one campaign, for who may see it; whoever may not is told the same whether there is one or not. */
  async function within(c: Context<PageEnv>, show: (view: View) => Promise<Response> | Response) {
    const visitor = c.get('visitor');
    if (!visitor.session) throw new CodedError('sign-in-needed');
    const language = languageOf(c.req.query('lang'));
    const campaign = await rulesIfAny(deps, c.req.param('campaign') ?? '');
    const who = campaign ? whoIn(visitor, campaign) : null;
    if (who?.kind === 'half') return c.redirect(pathTo('/code', {}, language));
    if (!campaign || !who || !may(who, { to: 'seeCampaign' })) return missing(c);
    return show(await viewOf(deps, campaign, { language, who, user: userOf(c, deps, language, who) }));
  }

  async function past(stream: string) {
    return { events: await timeline(db, stream), lines: await deliveries(db, stream) };
  }

  function tab(c: Context) {
    return tabOf(c.req.query('show'));
  }

  /** What one may not see is not there: its existence is nobody else's business, the record alone knows the difference. */
  function missing(c: Context<PageEnv>, view?: View) {
    const language = languageOf(c.req.query('lang'));
    const id = c.req.param('id') ?? c.req.param('campaign') ?? c.req.path;
    c.get('note')({ what: 'refused', code: 'unknown-id', subject: `GET ${c.req.path}`, ...campaignOf(c) });
    const user = userOf(c, deps, language, view?.who);
    return c.html(<Missing {...{ language, id, user, masthead: view?.masthead }} />, 404);
  }

  function failed(error: Error, c: Context<PageEnv>) {
    const language = languageOf(c.req.query('lang'));
    const { code, facts } = error instanceof CodedError ? error : internal(error, c);
    const { status } = errorTable[code];
    const note = c.get('note') as PageEnv['Variables']['note'] | undefined;
    if ([401, 403, 410, 429].includes(status)) {
      note?.({ what: 'refused', code, subject: `${c.req.method} ${pathWithoutToken(c.req.path)}`, ...campaignOf(c) });
    }
    const user = c.get('visitor') ? userOf(c, deps, language) : null;
    if (code === 'too-many-requests') c.header('Retry-After', String(facts.seconds));
    return c.html(<Refusal {...{ code, facts, language, user }} />, status as ContentfulStatusCode);
  }

  function internal(error: Error, c: Context): CodedError {
    const id = randomUUID().slice(0, 8);
    // Not the error itself: a database's carries what somebody wrote.
    const { message, stack } = error;
    deps.log.error({ id, method: c.req.method, path: pathWithoutToken(c.req.path), message, stack }, 'request failed');
    return new CodedError('internal', { id });
  }
}

/** @throws CodedError `body-too-large` */
function atMost(limit: number) {
  return bodyLimit({
    maxSize: limit * 1024 * 1024,
    onError: () => {
      throw new CodedError('body-too-large', { limit });
    },
  });
}

function campaignOf(c: Context): { campaign?: string } {
  const found = /^\/c\/([^/]+)/.exec(c.req.path)?.[1];
  return found ? { campaign: tryDecode(found) } : {};
}

function tryDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
