import { type Context, Hono } from 'hono';
import { system } from '../../domain/actor.ts';
import { CodedError } from '../../domain/errors.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import { one, type Said } from '../acts/said.ts';
import { issue, refuseRehearsed, send } from '../api/act.ts';
import { forecast } from '../api/forecast.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { ForecastPage } from './forecast.tsx';
import { IssuePage } from './issue.tsx';

const days = 90;

/** Forecast and issue of a campaign, for its owner and its office. */
export function startPages(deps: PageDeps, { within, taking, missing }: Inside): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();

  app.get('/c/:campaign/forecast', (c) =>
    within(c, async (view) => {
      if (!may(view.who, { to: 'seeForecast' })) return missing(c, view);
      const answer = await forecast(deps, view.campaign.id, { days });
      return c.html(<ForecastPage forecast={answer} days={days} issues={mayIssue(view)} view={view} />);
    }),
  );

  app.get('/c/:campaign/issue', (c) => within(c, (view) => page(c, view)));

  app.post('/c/:campaign/issue', (c) =>
    within(c, (view) => {
      if (!mayIssue(view)) return missing(c, view);
      return taking(
        c,
        view,
        (said) => doIssue(view, said),
        (again) => page(c, again),
      );
    }),
  );

  app.post('/c/:campaign/release', (c) =>
    within(c, (view) => {
      if (!mayIssue(view)) return missing(c, view);
      const work = async ({ id }: Said) => {
        refuseRehearsed(view.campaign);
        await send(deps, streamOf.campaign(view.campaign.id), id, actorIn(view), { type: 'release' });
        return view.to('');
      };
      return taking(c, view, work, (again) => page(c, again));
    }),
  );

  return app;

  async function page(c: Context<PageEnv>, view: View) {
    if (!mayIssue(view)) return missing(c, view);
    const count = async (table: 'finding' | 'measure') => {
      const row = db.selectFrom(table).select((is) => is.fn.countAll<number>().as('n'));
      return Number(
        (await row.where('campaign', '=', view.campaign.id).where('phase', '=', 'draft').executeTakeFirstOrThrow()).n,
      );
    };
    return c.html(
      <IssuePage drafts={{ findings: await count('finding'), measures: await count('measure') }} view={view} />,
    );
  }

  async function doIssue(view: View, { id, form }: Said): Promise<string> {
    const approvers = one(form, 'approvers')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const [document, on] = [one(form, 'document'), one(form, 'on')];
    if (!document) throw new CodedError('bad-input', { field: 'document', value: '' });
    if (approvers.length === 0) throw new CodedError('bad-input', { field: 'approvers', value: '' });
    const as = view.who.kind === 'person' ? { as: view.who.person.id } : {};
    await issue(deps, view.campaign.id, { id, document, approvers, ...as, ...(on ? { on } : {}) });
    await deps.site.setUps?.drop(view.campaign.id);
    return view.to('/issue');
  }
}

/** The owner of the data folder, as on the command line, and the office. */
function mayIssue({ who, campaign }: View): boolean {
  return may(who, { to: 'begin' }) || may(who, { to: 'order', act: 'issue', campaign });
}

function actorIn({ who }: View) {
  return who.kind === 'person' ? who.actor : system;
}
