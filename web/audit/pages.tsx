import { type Context, Hono } from 'hono';
import { CodedError } from '../../domain/errors.ts';
import { deeds } from '../../ledger/queries/deeds.ts';
import { refusals } from '../../ledger/queries/refusals.ts';
import type { Verified } from '../../ledger/verify.ts';
import type { PageEnv } from '../access/guard.ts';
import { createLimit } from '../access/limit.ts';
import { may } from '../access/may.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { Audit, linesOnPage, type Shown } from './audit.tsx';

/** Who did what and what was refused; the chain is walked when somebody asks for it. */
export function auditPages(deps: PageDeps, { within }: Inside): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();
  // It reads the whole record of a campaign.
  const verifying = createLimit(0.1, 3);

  app.get('/c/:campaign/audit', (c) => within(c, (view) => show(c, view, null)));

  app.post('/c/:campaign/audit/verify', (c) =>
    within(c, async (view) => {
      refuseOthers(view);
      const wait = verifying(deps.site.clientOf(c), deps.now());
      if (wait !== null) throw new CodedError('too-many-requests', { seconds: wait });
      return show(c, view, await deps.verify(view.campaign.id));
    }),
  );

  return app;

  async function show(c: Context<PageEnv>, view: View, verified: Verified | null) {
    refuseOthers(view);
    const shown = shownIn(c.req.query('show'));
    const before = Number(c.req.query('before')) || null;
    const { id } = view.campaign;
    const asked = { people: shown === 'people', before, limit: linesOnPage };
    const all = shown === 'refusals' ? [] : await deeds(db, id, asked);
    const refused = shown === 'refusals' ? await refusals(db, id, linesOnPage) : [];
    return c.html(<Audit {...{ shown, before, deeds: all, refused, verified, view, now: deps.now() }} />);
  }
}

/** @throws CodedError `not-for-you` */
function refuseOthers({ who }: View): void {
  if (!may(who, { to: 'seeAudit' })) throw new CodedError('not-for-you');
}

function shownIn(asked: string | undefined): Shown {
  return asked === 'all' || asked === 'refusals' ? asked : 'people';
}
