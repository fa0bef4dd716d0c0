import { type Context, Hono } from 'hono';
import { CodedError } from '../../domain/errors.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { renderSignIn } from '../../mail/render/signIn.ts';
import { sayError } from '../../words/errors.ts';
import type { Language } from '../../words/language.ts';
import type { PageDeps } from '../deps.ts';
import { languageOf, pathTo } from '../frame/path.ts';
import { isSecure } from '../frame/user.ts';
import { readAuthenticator, takeCode } from './code.ts';
import { createDoor } from './door.ts';
import { formMark, giveSession, type PageEnv } from './guard.ts';
import { linkMinutes, makeLink, peekLink, useLink } from './link.ts';
import { oidcPages } from './oidc/pages.tsx';
import { endSession } from './session.ts';
import { Code, Confirm, SignIn } from './signIn.tsx';
import { campaignsOf, personOf } from './visitor.ts';

/** Coming in and going out (PAGES.md, 2.9). */
export function signInPages(deps: PageDeps): Hono<PageEnv> {
  const { site, now } = deps;
  const { db } = deps.ledger;
  const secure = isSecure(site.base);
  const app = new Hono<PageEnv>();
  const { slow, letIn, signIn } = createDoor(deps);
  if (site.oidc) app.route('/', oidcPages(deps, site.oidc, { slow, letIn }));

  app.get('/sign-in', (c) => c.html(<SignIn {...basic(c)} sent={false} />));

  app.post('/sign-in', async (c) => {
    slow(c);
    const { address } = await c.req.parseBody();
    const wanted = typeof address === 'string' ? strictAddress(address.trim())?.toLowerCase() : undefined;
    // Not waited for: how long it takes must not tell whether there is such an address.
    if (wanted) sendLink(c, wanted).catch((err) => deps.log.error({ err }, 'a sign-in link was not sent'));
    return c.html(<SignIn {...basic(c)} sent />);
  });

  app.get('/sign-in/:token', async (c) => {
    slow(c);
    const token = c.req.param('token');
    const link = await peekLink(db, token, now());
    if (!link) throw new CodedError('link-expired');
    return c.html(<Confirm {...basic(c)} token={token} address={link.address} />);
  });

  app.post('/sign-in/:token', async (c) => {
    slow(c);
    const link = await useLink(db, c.req.param('token'), now());
    if (!link) throw new CodedError('link-expired');
    return letIn(c, link);
  });

  app.get('/code', async (c) => showCode(c, null));

  app.post('/code', async (c) => {
    const session = unfinished(c);
    const { code } = await c.req.parseBody();
    try {
      await takeCode(db, site.seal, session.address, typeof code === 'string' ? code : '', now());
    } catch (error) {
      if (!(error instanceof CodedError) || (error.code !== 'code-wrong' && error.code !== 'locked-out')) throw error;
      c.get('note')({ what: 'refused', code: error.code, subject: 'POST /code' });
      return showCode(c, error);
    }
    c.get('note')({ what: 'codeTaken' });
    await endSession(db, session.id, now());
    await signIn(c, { ...session, coded: true });
    return c.redirect(pathTo('/', {}, language(c)), 303);
  });

  app.post('/sign-out', async (c) => {
    const { session } = c.get('visitor');
    if (session) await endSession(db, session.id, now());
    if (session) c.get('note')({ what: 'signedOut', subject: session.id });
    giveSession(c, '', 0, secure);
    return c.redirect(pathTo('/sign-in', {}, language(c)), 303);
  });

  return app;

  function language(c: Context): Language {
    return languageOf(c.req.query('lang'));
  }

  function basic(c: Context) {
    return { language: language(c), form: formMark(c, secure), oidc: site.oidc !== undefined };
  }

  async function sendLink(c: Context<PageEnv>, address: string): Promise<void> {
    const found = await campaignsOf(db, address);
    const admin = site.admins.includes(address);
    const settings = found[0]?.settings ?? (admin ? await anyOffice() : null);
    c.get('note')({ what: 'linkAsked', address, code: settings ? null : 'unknown-id' });
    if (!settings) return;
    const token = await makeLink(db, { address, operator: false }, now());
    if (token === null) return c.get('note')({ what: 'refused', address, code: 'too-many-requests', subject: 'link' });
    const local = !admin && found[0]?.clock !== 'real';
    const link = `${site.base}${pathTo(`/sign-in/${token}`, {}, settings.language)}`;
    // As the directory writes it: before the @ a capital may mean something.
    const to = (found[0] && personOf(found[0], address)?.email) ?? address;
    const mail = { to, office: settings.office, link, minutes: linkMinutes, language: settings.language };
    const outcome = await site.send(await renderSignIn(mail), local);
    if (outcome.state !== 'accepted') deps.log.error({ state: outcome.state }, 'a sign-in link was not taken');
  }

  async function anyOffice() {
    const row = await db
      .selectFrom('stream')
      .select('state')
      .where('kind', '=', 'campaign')
      .where('seq', '>', 0)
      .limit(1)
      .executeTakeFirst();
    return (row?.state as { settings: { office: { name: string; replyTo: string }; language: Language } } | undefined)
      ?.settings;
  }

  /** Who has come and owes a code. */
  function unfinished(c: Context<PageEnv>) {
    const { session } = c.get('visitor');
    if (!session || session.operator) throw new CodedError('sign-in-needed');
    return session;
  }

  async function showCode(c: Context<PageEnv>, error: CodedError | null) {
    const session = unfinished(c);
    const authenticator = await readAuthenticator(db, site.seal, session.address, now());
    if (!authenticator) throw new CodedError('sign-in-needed');
    const until = authenticator.lockedUntil;
    const told = error ?? (until ? new CodedError('locked-out', { until }) : null);
    const facts = told && 'until' in told.facts ? { until: clockTime(Number(told.facts.until)) } : (told?.facts ?? {});
    const said = told && sayError(language(c), told.code, facts);
    return c.html(<Code {...basic(c)} authenticator={authenticator} error={said} />, told ? 401 : 200);
  }
}

/** An hour of today as a clock in China shows it. */
function clockTime(at: number): string {
  return new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'short' }).format(at);
}
