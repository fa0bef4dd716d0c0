import { type Context, Hono } from 'hono';
import { CodedError } from '../../domain/errors.ts';
import { deliveries } from '../../ledger/queries/deliveries.ts';
import { findFinding, findingPage, measuresOf } from '../../ledger/queries/findingPage.ts';
import { findMeasure } from '../../ledger/queries/findMeasure.ts';
import { timeline } from '../../ledger/queries/timeline.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import { doFinding } from '../acts/doFinding.ts';
import { doMeasure } from '../acts/doMeasure.ts';
import { enterPaper } from '../acts/paper.ts';
import { backFrom } from '../acts/said.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { Finding } from '../finding/finding.tsx';
import { FindingList, findingsOnPage } from '../finding/list.tsx';
import { pageOf } from '../frame/path.ts';
import { Measure } from '../measure/measure.tsx';
import { evidenceOf, sendEvidence } from '../unit/evidence.ts';
import { tabOf } from './timeline.tsx';

/** The pages of findings and measures, and what is done on them. */
export function itemPages(deps: PageDeps, { within, taking, missing }: Inside): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();

  app.get('/c/:campaign/f', (c) =>
    within(c, async (view) => {
      const page = pageOf(c.req.query('page'));
      const found = await findingPage(db, view.campaign.id, view.scope, findingsOnPage, (page - 1) * findingsOnPage);
      if (found.findings.length === 0 && page > 1) return c.redirect(view.to('/f'));
      return c.html(<FindingList {...found} page={page} view={view} />);
    }),
  );

  app.get('/c/:campaign/f/:id', (c) => within(c, (view) => finding(c, view)));
  app.post('/c/:campaign/f/:id/acts', (c) =>
    within(c, async (view) => {
      const found = await seenFinding(view, c.req.param('id'));
      if (!found) return missing(c, view);
      const work = async (said: Parameters<typeof doFinding>[3]) => {
        await doFinding(deps, view, found.state, said);
        return backFrom(said, view, `/f/${encodeURIComponent(found.state.id)}`);
      };
      return taking(c, view, work, (again) => finding(c, again));
    }),
  );

  app.get('/c/:campaign/m/:id', (c) => within(c, (view) => measure(c, view)));
  app.post('/c/:campaign/m/:id/acts', (c) =>
    within(c, async (view) => {
      const found = await seenMeasure(view, c.req.param('id'));
      if (!found) return missing(c, view);
      const work = async (said: Parameters<typeof doMeasure>[3]) => {
        await (said.act === 'paper' ? enterPaper : doMeasure)(deps, view, found.state, said);
        return backFrom(said, view, `/m/${encodeURIComponent(found.state.id)}`, found.state.id);
      };
      return taking(c, view, work, (again) => measure(c, again));
    }),
  );

  app.get('/c/:campaign/m/:id/evidence/:sha256', (c) =>
    within(c, async (view) => {
      const found = await seenMeasure(view, c.req.param('id'));
      if (!found) return missing(c, view);
      const files = await evidenceOf(db, view.campaign.id, [found.state.id]);
      const file = files.find(({ sha256 }) => sha256 === c.req.param('sha256'));
      const answer = file && (await sendEvidence(deps.site.evidence, file));
      if (!answer) throw new CodedError('unknown-id', { id: c.req.param('sha256') ?? '' });
      return answer;
    }),
  );

  return app;

  async function measure(c: Context<PageEnv>, view: View) {
    const found = await seenMeasure(view, c.req.param('id'));
    if (!found) return missing(c, view);
    const files = await evidenceOf(db, view.campaign.id, [found.state.id]);
    return c.html(<Measure {...found} {...(await past(found.stream))} files={files} tab={tab(c)} view={view} />);
  }

  async function finding(c: Context<PageEnv>, view: View) {
    const found = await seenFinding(view, c.req.param('id'));
    if (!found) return missing(c, view);
    const { state, measures } = found;
    const seen = measures.filter((one) => may(view.who, { to: 'seeMeasure', measure: one, finding: state }));
    return c.html(<Finding state={state} {...(await past(found.stream))} measures={seen} tab={tab(c)} view={view} />);
  }

  async function seenMeasure(view: View, id = '') {
    const found = await findMeasure(db, view.campaign.id, id);
    const seen = found && may(view.who, { to: 'seeMeasure', measure: found.state, finding: found.finding });
    return seen ? found : null;
  }

  async function seenFinding(view: View, id = '') {
    const found = await findFinding(db, view.campaign.id, id);
    const measures = found ? await measuresOf(db, view.campaign.id, found.state.id) : [];
    return found && may(view.who, { to: 'seeFinding', finding: found.state, measures }) ? { ...found, measures } : null;
  }

  async function past(stream: string) {
    return { events: await timeline(db, stream), lines: await deliveries(db, stream) };
  }

  function tab(c: Context) {
    return tabOf(c.req.query('show'));
  }
}
