import { Hono } from 'hono';
import type { Act } from '../../client/acts.ts';
import { CodedError } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { curve } from '../../ledger/queries/curve.ts';
import { findMeasure } from '../../ledger/queries/findMeasure.ts';
import { lightsBy } from '../../ledger/queries/tally.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import { one, saidIn } from '../acts/said.ts';
import { refuseRehearsed } from '../api/act.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { BulkPage, bulkOffered, doBulk, effectsOf, mostInBulk } from './bulk.tsx';
import { Charts } from './charts.tsx';
import { showBoard } from './show.tsx';

/** The board, its charts, and what is done to many rows at once. */
export function boardPages(deps: PageDeps, { within }: Inside): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();

  app.get('/c/:campaign', (c) =>
    within(c, async (view) => c.html(await showBoard(deps, view, (name) => c.req.query(name)))),
  );

  app.get('/c/:campaign/charts', (c) =>
    within(c, async (view) => {
      const { campaign, scope, day } = view;
      const what = { campaign: campaign.id, scope, day };
      const [units, leaders] = [await lightsBy(db, 'unit', what), await lightsBy(db, 'leader', what)];
      return c.html(<Charts curves={await curve(db, campaign.id, scope)} {...{ units, leaders, view }} />);
    }),
  );

  app.post('/c/:campaign/bulk', (c) =>
    within(c, async (view) => {
      const form = await c.req.formData();
      if (!form.get('id')) form.set('id', '0'.repeat(12));
      const said = saidIn(form);
      const measures = await chosen(view, form.getAll('m').map(String));
      const offered = bulkOffered(measures, view);
      const act = offered.find((each) => each === said.act) ?? (null as Act | null);
      const asks = one(form, 'do');
      if (asks === '') return c.html(<BulkPage act={null} effects={null} {...{ measures, said, view }} />);
      refuseRehearsed(view.campaign);
      if (asks === 'send' && said.act) {
        // What was done a moment ago by this very form may not be offered any more.
        const counts = await doBulk(deps, view, said, said.act as Act, measures);
        return c.redirect(view.to('', { done: counts.done, refused: counts.refused }), 303);
      }
      if (!act) throw new CodedError('not-allowed', { act: said.act.slice(0, 40), who: 'office' });
      try {
        return c.html(<BulkPage effects={effectsOf(act, said, measures, view)} {...{ act, measures, said, view }} />);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        return c.html(
          <BulkPage act={act} effects={null} {...{ measures, said }} view={{ ...view, problem: { said, error } }} />,
          400,
        );
      }
    }),
  );

  return app;

  /** The measures chosen, of those this visitor sees. @throws CodedError `not-for-you`, `bad-input` */
  async function chosen(view: View, ids: string[]): Promise<MeasureState[]> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0 || wanted.length > mostInBulk)
      throw new CodedError('bad-input', { field: 'm', value: String(wanted.length) });
    const found = [];
    for (const id of wanted) {
      const item = await findMeasure(db, view.campaign.id, id);
      if (!item || !may(view.who, { to: 'seeMeasure', measure: item.state, finding: item.finding }))
        throw new CodedError('not-for-you');
      found.push(item.state);
    }
    return found;
  }
}
