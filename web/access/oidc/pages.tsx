import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { CodedError } from '../../../domain/errors.ts';
import { accessWords } from '../../../words/access.ts';
import type { Language } from '../../../words/language.ts';
import type { PageDeps } from '../../deps.ts';
import { Frame } from '../../frame/frame.tsx';
import { languageOf, pathTo } from '../../frame/path.ts';
import { isSecure } from '../../frame/user.ts';
import type { Door } from '../door.ts';
import { formMark, type PageEnv } from '../guard.ts';
import { seal, unseal } from '../seal.ts';
import { campaignsOf } from '../visitor.ts';
import type { Kept, Oidc } from './service.ts';

const way = '/sign-in/oidc';
const cookie = 'xiaohao_oidc';
const minutes = 10;

/**
 * Signing in where the office has a service of its own. What is kept on the way there lies sealed in the visitor's own
 * cookie; coming back uses nothing up, the form that is then sent does.
 */
export function oidcPages(deps: PageDeps, oidc: Oidc, { slow, letIn }: Pick<Door, 'slow' | 'letIn'>): Hono<PageEnv> {
  const { site, now, ledger } = deps;
  const secure = isSecure(site.base);
  const back = `${site.base}${way}/back`;
  const app = new Hono<PageEnv>();

  app.get(way, async (c) => {
    slow(c);
    const { to, kept } = await oidc.begin(back);
    const value = seal(
      site.seal,
      JSON.stringify({ ...kept, language: languageOf(c.req.query('lang')), until: now() + minutes * 60_000 }),
    );
    setCookie(c, cookie, value, { httpOnly: true, sameSite: 'Lax', path: way, secure, maxAge: minutes * 60 });
    return c.redirect(to, 303);
  });

  app.get(`${way}/back`, (c) => {
    slow(c);
    const { state = '', code = '', iss = '', error = '' } = c.req.query();
    const { state: own, language } = keptBy(c);
    if (state !== own) throw new CodedError('identity-refused', { why: 'state' });
    return c.html(<Continue {...{ language, form: formMark(c, secure), answer: { state, code, iss, error } }} />);
  });

  app.post(`${way}/back`, async (c) => {
    slow(c);
    const kept = keptBy(c);
    deleteCookie(c, cookie, { path: way, secure });
    const url = new URL(back);
    for (const [name, value] of Object.entries(await c.req.parseBody())) {
      if (name !== 'form' && typeof value === 'string' && value) url.searchParams.set(name, value);
    }
    const address = await oidc.finish(url.href, kept);
    const known = site.admins.includes(address) || (await campaignsOf(ledger.db, address)).length > 0;
    if (known) return letIn(c, { address, operator: false });
    throw new CodedError('identity-unknown', { address });
  });
  return app;

  /** @throws CodedError `identity-refused` where he did not begin here, or too long ago. */
  function keptBy(c: Context): Kept & { language: Language } {
    try {
      const { until, ...kept } = JSON.parse(unseal(site.seal, getCookie(c, cookie) ?? '')) as Kept & {
        language: Language;
        until: number;
      };
      if (until > now()) return kept;
    } catch {
      // Not one of ours.
    }
    throw new CodedError('identity-refused', { why: 'begun elsewhere or too long ago' });
  }
}

function Continue({ language, form, answer }: { language: Language; form: string; answer: Record<string, string> }) {
  const words = accessWords[language];
  return (
    <Frame language={language} title={words.oidcTitle} self={null}>
      <h1>{words.oidcTitle}</h1>
      <p>{words.oidcLead}</p>
      <form method="post" action={pathTo(`${way}/back`, {}, language)} data-now="">
        <input type="hidden" name="form" value={form} />
        {Object.entries(answer).map(([name, value]) => value && <input type="hidden" name={name} value={value} />)}
        <button class="btn btn-primary" type="submit">
          {words.confirm}
        </button>
      </form>
    </Frame>
  );
}
