import { type Context, Hono } from 'hono';
import { CodedError } from '../../domain/errors.ts';
import { datesOf } from '../../domain/feed/dates.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { type CalendarFeed, endFeed, feedsOf, findFeed, makeFeed, revisionsOf } from '../../ledger/calendarFeed.ts';
import { findingStates, measureStates } from '../../ledger/queries/states.ts';
import { renderFeed } from '../../mail/feed/render.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import { nowOf, rulesIfAny } from '../api/rules.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { Calendars } from './calendars.tsx';
import { calendarsOf } from './offered.ts';

/** A calendar behind its own secret address: it opens that and nothing else, and reading it changes nothing. */
export function feedRoutes(deps: PageDeps): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();
  app.get('/ics/:token', async (c) => {
    const feed = await findFeed(db, (c.req.param('token') ?? '').replace(/\.ics$/, ''));
    const campaign = feed && (await rulesIfAny(deps, feed.campaign));
    const person = campaign?.directory.persons.find(({ id }) => id === feed?.person);
    // Who has left, or lost the post, has taken nothing with him; it looks like an address that never was.
    if (!feed || !campaign || !person) throw new CodedError('link-expired');
    if (!may({ kind: 'feed', person, unit: feed.unit }, { to: 'readFeed', unit: feed.unit }))
      throw new CodedError('link-expired');
    const now = await nowOf(deps, campaign);
    const dates = datesOf(feed.unit === null ? { person: person.id } : { unit: feed.unit }, {
      campaign,
      findings: (await findingStates(db, campaign.id)) as FindingState[],
      measures: (await measureStates(db, campaign.id)) as MeasureState[],
      contextOf: (finding) => deps.contextAt(campaign, now, finding),
    });
    const revisions = await revisionsOf(db, campaign.id);
    const ofCampaign = revisions.get(streamOf.campaign(campaign.id))!;
    const { zone, language } = campaign.settings;
    const settings = { campaign: campaign.id, zone, language, site: deps.site.base };
    const file = renderFeed(dates, settings, ({ about }) => {
      // The campaign's rules move every date.
      const own = about.kind === 'measure' ? revisions.get(streamOf.measure(campaign.id, about.id)) : undefined;
      return { seq: ofCampaign.seq + (own?.seq ?? 0), at: Math.max(ofCampaign.at, own?.at ?? 0) };
    });
    return c.body(file, 200, { 'Content-Type': 'text/calendar; charset=utf-8', 'Referrer-Policy': 'no-referrer' });
  });
  return app;
}

/** The page on which somebody makes, replaces and revokes the addresses of his calendars. */
export function feedPages(deps: PageDeps, { within }: Inside): Hono<PageEnv> {
  const { now, site } = deps;
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();
  const path = '/c/:campaign/calendar';

  app.get(path, (c) => within(c, (view) => page(c, view, null)));

  app.post(path, (c) =>
    within(c, async (view) => {
      const { of } = await c.req.parseBody();
      const unit = of === 'person' ? null : (view.who.kind === 'person' && view.who.person.unit) || null;
      if (view.who.kind !== 'person' || !may(view.who, { to: 'makeFeed', unit })) throw new CodedError('not-for-you');
      const whose = { campaign: view.campaign.id, unit, person: view.who.person.id };
      const token = await makeFeed(db, whose, now());
      c.get('note')({ what: 'feedMade', subject: unit ?? whose.person, campaign: whose.campaign });
      // Shown once, so no redirect: nothing but this answer ever carries it.
      return page(c, view, { unit, address: `${site.base}/ics/${token}.ics` });
    }),
  );

  app.post(`${path}/:id/end`, (c) =>
    within(c, async (view) => {
      if (view.who.kind !== 'person') throw new CodedError('not-for-you');
      const id = c.req.param('id') ?? '';
      const isEnded = await endFeed(db, id, now(), view.who.person.id);
      if (!isEnded) throw new CodedError('unknown-id', { id });
      c.get('note')({ what: 'feedEnded', subject: id, campaign: view.campaign.id });
      return c.redirect(view.to('/calendar'), 303);
    }),
  );

  return app;

  async function page(c: Context<PageEnv>, view: View, made: { unit: string | null; address: string } | null) {
    const offered = calendarsOf(view);
    if (view.who.kind !== 'person' || offered.length === 0) throw new CodedError('not-for-you');
    const feeds: CalendarFeed[] = await feedsOf(db, view.campaign.id, view.who.person.id);
    return c.html(<Calendars {...{ view, offered, feeds, made }} />);
  }
}
