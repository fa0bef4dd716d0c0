import { Hono } from 'hono';
import { addDays, addMonths, type Day, daysBetween, isDay } from '../../domain/calendar/day.ts';
import { dayOf, instantAt } from '../../domain/calendar/zone.ts';
import { curve, daysOf, mailsByPerson, mailsOn, mailsTo } from '../../ledger/queries/curve.ts';
import { fill } from '../../words/language.ts';
import { rehearsalWords } from '../../words/rehearsal.ts';
import type { PageEnv } from '../access/guard.ts';
import { may, mayHere } from '../access/may.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { following } from '../frame/events.ts';
import { Frame } from '../frame/frame.tsx';
import { languageOf, pathTo } from '../frame/path.ts';
import { userOf } from '../frame/user.ts';
import { RehearsedMail } from './mail.tsx';
import { Player } from './player.tsx';

const hourMs = 3_600_000;
/** So many of one person's mails are listed. */
const mostMails = 30;

/** A rehearsed year on one page (PAGES.md, 2.7), for who begins it, and for the office and leadership of its directory. */
export function rehearsalPages(deps: PageDeps, { within, missing }: Inside): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();

  app.get('/c/:campaign/rehearsal', async (c) => {
    const id = c.req.param('campaign');
    const visitor = c.get('visitor');
    const language = languageOf(c.req.query('lang'));
    // Begun a moment ago, its campaign is not in the record yet.
    const known = await db.selectFrom('campaign').select('id').where('id', '=', id).executeTakeFirst();
    if (!known && mayHere(visitor, 'begin') && deps.site.rehearsals?.isRunning(id)) {
      const words = rehearsalWords[language];
      return c.html(
        <Frame language={language} title={words.starting} self={null} user={userOf(c, deps, language)} reload={2}>
          <h1 role="status" data-live={pathTo(`/c/${id}/rehearsal/events`, {}, language)}>
            {words.starting}
          </h1>
          <p class="note">{words.note}</p>
        </Frame>,
      );
    }
    return within(c, async (view) => {
      if (!may(view.who, { to: 'seeRehearsal' }) || view.campaign.clock !== 'stepped') return missing(c, view);
      return c.html(await player(view, c.req.query('day'), c.req.query('person')));
    });
  });

  app.get('/c/:campaign/rehearsal/events', (c) => {
    const language = languageOf(c.req.query('lang'));
    const id = c.req.param('campaign');
    if (!mayHere(c.get('visitor'), 'begin')) return missing(c);
    return following(c, () => standing(id, language));
  });

  // A mail as its receiver sees it: it lies in the local inbox, under a name of that.
  app.get('/c/:campaign/rehearsal/mails/:mail', (c) =>
    within(c, async (view) => {
      const of = db.selectFrom('mail').select(['email', 'person']).where('campaign', '=', view.campaign.id);
      const mail = await of.where('id', '=', c.req.param('mail')).executeTakeFirst();
      const seen = mail && view.campaign.clock === 'stepped' && may(view.who, { to: 'seeRehearsedMail', ...mail });
      const { mails } = seen ? await deps.inbox.list({ to: mail.email }) : { mails: [] };
      const bare = (id: string) => id.replace(/^<|>$/g, '');
      const found = mails.find(({ messageId }) => bare(messageId) === bare(c.req.param('mail')));
      if (!found) return missing(c, view);
      if (mayHere(c.get('visitor'), 'seeInbox')) return c.redirect(pathTo(`/inbox/${found.name}`, {}, view.language));
      const stored = await deps.inbox.read(found.name);
      return stored ? c.html(<RehearsedMail mail={stored} view={view} />) : missing(c, view);
    }),
  );

  app.post('/c/:campaign/rehearsal/stop', (c) =>
    within(c, (view) => {
      if (!mayHere(c.get('visitor'), 'begin')) return missing(c, view);
      deps.site.rehearsals?.stop(view.campaign.id);
      return c.redirect(view.to('/rehearsal'), 303);
    }),
  );

  return app;

  async function standing(id: string, language: View['language']) {
    const words = rehearsalWords[language];
    const running = deps.site.rehearsals?.isRunning(id) ?? false;
    const row = await db
      .selectFrom('rehearsal')
      .select(['now', 'until', 'phase'])
      .where('campaign', '=', id)
      .executeTakeFirst();
    if (!row || row.phase === 'starting') return { text: words.starting, share: 0, over: !running };
    if (row.phase === 'finished') return { text: words.finished, share: 1, over: true };
    const year = 365 * 24 * hourMs;
    const share = Math.max(0, Math.min(1, 1 - (row.until - row.now) / year));
    const facts = { day: dayOf(row.now, 'Asia/Shanghai'), percent: Math.floor(share * 100) };
    return { text: fill(running ? words.running : words.stopped, facts), share, over: !running };
  }

  async function player(view: View, asked: string | undefined, person = '') {
    const { id, settings } = view.campaign;
    const [from, end] = [settings.feedbackOn, addMonths(settings.feedbackOn, 12)];
    const state = await standing(id, view.language);
    const day = asked && isDay(asked) && asked >= from && asked <= end ? asked : view.day > end ? end : view.day;
    const { mails, events } = await daysOf(db, id, zoneHours(settings.zone, from));
    const at = (on: Day) => instantAt(on, '00:00', settings.zone);
    const all = await mailsOn(db, id, { from: at(day), to: at(addDays(day, 1)) });
    const lines = all.filter((line) => may(view.who, { to: 'seeRehearsedMail', person: line.person }));
    const counts = await mailsByPerson(db, id, at(addDays(day, 1)));
    const leaders = view.campaign.directory.persons
      .filter(({ roles }) => roles.includes('leader') || roles.includes('secretary'))
      .filter((one) => may(view.who, { to: 'seeRehearsedMail', person: one.id }))
      .map((one) => ({ id: one.id, name: one.name, n: counts.get(one.id) ?? 0 }));
    const chosen = leaders.find((one) => one.id === person) ?? null;
    const got = chosen ? await mailsTo(db, id, chosen.id, at(addDays(day, 1)), mostMails) : [];
    const curves = await curve(db, id, 'all');
    const days = [...new Set([...mails, ...events].map((one) => one.day))].sort();
    const nth = daysBetween(from, day);
    return (
      <Player
        {...{ view, state, day, from, end, mails, events, lines, curves, days, nth, leaders, chosen, got }}
        n={all.length}
        stops={may(view.who, { to: 'begin' })}
        running={deps.site.rehearsals?.isRunning(id) ?? false}
      />
    );
  }
}

/** By how much a zone without summer time is ahead of UTC. */
function zoneHours(zone: string, day: Day): number {
  return (Date.parse(`${day}T00:00:00Z`) - instantAt(day, '00:00', zone)) / hourMs;
}
