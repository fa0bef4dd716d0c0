import type { Context } from 'hono';
import { CodedError, errorTable } from '../../domain/errors.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import { whoIn } from '../access/visitor.ts';
import { type Said, saidIn } from '../acts/said.ts';
import { rulesIfAny } from '../api/rules.ts';
import type { PageDeps } from '../deps.ts';
import { Missing } from '../frame/missing.tsx';
import { languageOf, pathTo } from '../frame/path.ts';
import { userOf } from '../frame/user.ts';
import { type View, viewOf } from './view.ts';

type Request = Context<PageEnv>;
type Answer = Response | Promise<Response>;

/** The way into a campaign's pages, the same for all of them. */
export type Inside = {
  /** A page of one campaign, for who may see it; whoever may not is told the same whether there is one or not. */
  within(c: Request, show: (view: View) => Answer): Promise<Response>;
  /** A form of such a page: done, and back; what is refused is shown on the page it came from, with its text. */
  taking(
    c: Request,
    view: View,
    work: (said: Said) => Promise<string>,
    again: (view: View) => Answer,
  ): Promise<Response>;
  /** What one may not see is not there: its existence is nobody else's business, the record alone knows the difference. */
  missing(c: Request, view?: View): Answer;
};

export function createInside(deps: PageDeps): Inside {
  return { within, taking, missing };

  async function within(c: Request, show: (view: View) => Answer) {
    const visitor = c.get('visitor');
    if (!visitor.session) throw new CodedError('sign-in-needed');
    const language = languageOf(c.req.query('lang'));
    const campaign = await rulesIfAny(deps, c.req.param('campaign') ?? '');
    const who = campaign ? whoIn(visitor, campaign) : null;
    if (who?.kind === 'half') return c.redirect(pathTo('/code', {}, language));
    if (!campaign || !who || !may(who, { to: 'seeCampaign' })) return missing(c);
    return show(await viewOf(deps, campaign, { language, who, user: userOf(c, deps, language, who) }));
  }

  async function taking(c: Request, view: View, work: (said: Said) => Promise<string>, again: (view: View) => Answer) {
    const said = saidIn(await c.req.formData());
    if (said.previews) return again({ ...view, preview: said });
    try {
      return c.redirect(await work(said), 303);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { status } = errorTable[error.code];
      if (status === 401 || status >= 500) throw error;
      if (status === 403)
        c.get('note')({ what: 'refused', code: error.code, subject: `POST ${c.req.path}`, campaign: view.campaign.id });
      const answer = await again({ ...view, problem: { said, error } });
      return new Response(answer.body, { status, headers: answer.headers });
    }
  }

  function missing(c: Request, view?: View) {
    const language = languageOf(c.req.query('lang'));
    const id = c.req.param('id') ?? c.req.param('campaign') ?? c.req.path;
    const campaign = c.req.param('campaign');
    c.get('note')({
      what: 'refused',
      code: 'unknown-id',
      subject: `GET ${c.req.path}`,
      ...(campaign ? { campaign } : {}),
    });
    const user = userOf(c, deps, language, view?.who);
    return c.html(<Missing {...{ language, id, user, masthead: view?.masthead }} />, 404);
  }
}
