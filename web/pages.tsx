import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { CodedError, errorTable } from '../domain/errors.ts';
import type { Role } from '../domain/plan/directory.ts';
import { campaigns } from '../ledger/queries/board.ts';
import { guard, type PageEnv, pathWithoutToken } from './access/guard.ts';
import { accessLog } from './access/log.ts';
import { CampaignLog } from './access/manage.tsx';
import { managePages } from './access/managePages.tsx';
import { may } from './access/may.ts';
import { signInPages } from './access/pages.tsx';
import { campaignsOf, whoIn } from './access/visitor.ts';
import { auditPages } from './audit/pages.tsx';
import { exportRoutes } from './board/export.ts';
import { boardPages } from './board/pages.tsx';
import { createInside } from './campaign/inside.tsx';
import { CampaignList } from './campaign/list.tsx';
import type { PageDeps } from './deps.ts';
import { feedPages, feedRoutes } from './feed/pages.tsx';
import { assetRoutes } from './frame/assets.ts';
import { languageOf, pathTo } from './frame/path.ts';
import { Refusal } from './frame/refusal.tsx';
import { pagePolicy, secured } from './frame/security.ts';
import { userOf } from './frame/user.ts';
import { inboxPages } from './inbox/pages.tsx';
import { itemPages } from './item/pages.tsx';
import { liveRoutes } from './live/routes.ts';
import { minePages } from './mine/pages.tsx';
import { publicPages } from './public/pages.tsx';
import { rehearsalPages } from './rehearsal/pages.tsx';
import { scanPages } from './scan/pages.tsx';
import { startPages } from './setUp/campaignPages.tsx';
import { setUpPages } from './setUp/pages.tsx';
import { supervisionPages } from './supervision/pages.tsx';
import { unitPages } from './unit/pages.tsx';

/** In megabytes: a form, and the files of one upload together. */
const largestForm = 1;
const largestUpload = 45;
const smallForm = atMost(largestForm);
const largeForm = atMost(largestUpload);
/** Where files come in. */
const withFiles = /^\/(u\/[^/]+\/(evidence\/|book$)|c\/[^/]+\/(m\/[^/]+\/acts|paper\/[^/]+)$|new\/[^/]+\/files$)/;

/** Who comes to decide begins with what waits for him. */
const deciding: Role[] = ['leader', 'secretary', 'leadingGroup'];

/** Everything a person reads in a browser. A GET only reads; who may see what is answered by `access/may.ts` alone. */
export function pages(deps: PageDeps): Hono<PageEnv> {
  const { site } = deps;
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();
  const inside = createInside(deps);
  const { within, missing } = inside;
  app.onError((error, c) => failed(error, c));
  app.use(secured(pagePolicy));
  app.route('/', assetRoutes());
  app.use(async function forms(c, next) {
    return (withFiles.test(c.req.path) ? largeForm : smallForm)(c, next);
  });
  app.use(guard(deps));
  app.route('/', signInPages(deps));
  app.route('/', managePages(deps));
  app.route('/', inboxPages(deps));
  app.route('/', unitPages(deps));
  app.route('/', feedRoutes(deps));
  app.route('/', setUpPages(deps));

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
    if (all.length === 0 && session.operator && site.setUps) return c.redirect(pathTo('/welcome', {}, language));
    const [only, ...others] = shown;
    if (only && others.length === 0) {
      const who = seen?.find(({ id }) => id === only.id)?.who;
      const below = who?.kind === 'person' && who.person.roles.some((role) => deciding.includes(role)) ? '/mine' : '';
      return c.redirect(pathTo(`/c/${encodeURIComponent(only.id)}${below}`, {}, language));
    }
    return c.html(<CampaignList campaigns={shown} language={language} user={userOf(c, deps, language)} />);
  });

  app.route('/', boardPages(deps, inside));
  app.route('/', itemPages(deps, inside));
  app.route('/', minePages(deps, inside));
  app.route('/', startPages(deps, inside));
  app.route('/', rehearsalPages(deps, inside));
  app.route('/', exportRoutes(deps, inside));
  app.route('/', feedPages(deps, inside));
  app.route('/', publicPages(deps, inside));
  app.route('/', supervisionPages(deps, inside));
  app.route('/', auditPages(deps, inside));
  app.route('/', scanPages(deps, inside));
  app.route('/', liveRoutes(deps, inside));

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

  function failed(error: Error, c: Context<PageEnv>) {
    const language = languageOf(c.req.query('lang'));
    const { code, facts } = error instanceof CodedError ? error : internal(error, c);
    const { status } = errorTable[code];
    const note = c.get('note') as PageEnv['Variables']['note'] | undefined;
    if ([401, 403, 410, 429].includes(status)) {
      const subject = `${c.req.method} ${pathWithoutToken(c.req.path)}`;
      const who = typeof facts.address === 'string' ? { address: facts.address } : {};
      note?.({ what: 'refused', code, subject, ...who, ...campaignOf(c) });
    }
    if (status === 502)
      deps.log.error({ code, why: String((error.cause as Error | undefined)?.message) }, 'out of reach');
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
