import { type Context, Hono } from 'hono';
import { plansToSign } from '../../domain/campaign/round.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Person } from '../../domain/plan/directory.ts';
import { ledBy, undecided } from '../../ledger/queries/desk.ts';
import { findMeasure } from '../../ledger/queries/findMeasure.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import { doCampaign } from '../acts/doCampaign.ts';
import { deedsOn, paperIn, sendPaper } from '../acts/paper.ts';
import { backFrom, one, type Said } from '../acts/said.ts';
import { onPaper, refuseRehearsed, send } from '../api/act.ts';
import { answer } from '../api/questions.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { markOf } from '../unit/fields.ts';
import { deskOf, signingOf } from './desk.ts';
import { Mine } from './mine.tsx';
import { type Sheet, SheetPage } from './sheet.tsx';

/** What waits for one person, and the paper on which a leader may decide instead. */
export function minePages(deps: PageDeps, { within, taking, missing }: Inside): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();

  app.get('/c/:campaign/mine', (c) => within(c, (view) => mine(c, view)));

  app.post('/c/:campaign/acts', (c) =>
    within(c, (view) => {
      const work = async (said: Said) => {
        await doCampaign(deps, view, said);
        return backFrom(said, view, '/mine');
      };
      return taking(c, view, work, (again) => mine(c, again));
    }),
  );

  app.post('/c/:campaign/answers', (c) =>
    within(c, async (view) => {
      if (view.who.kind !== 'person') throw new CodedError('not-for-you');
      const form = await c.req.formData();
      const said = { key: one(form, 'key'), choice: one(form, 'other') || one(form, 'choice') };
      if (!said.choice) throw new CodedError('bad-input', { field: 'choice', value: '' });
      await answer(deps, view.campaign.id, { ...said, as: view.who.person.id });
      return c.redirect(`${view.to('/mine')}#questions`, 303);
    }),
  );

  app.get('/c/:campaign/paper/:person', (c) => within(c, (view) => sheet(c, view)));

  app.post('/c/:campaign/paper/:person', (c) =>
    within(c, (view) => {
      const person = personIn(view, c.req.param('person'));
      if (!person || !entersFor(view, person)) throw new CodedError('not-for-you');
      return taking(
        c,
        view,
        (said) => enterSheet(view, person, said),
        (again) => sheet(c, again),
      );
    }),
  );

  return app;

  async function mine(c: Context<PageEnv>, view: View) {
    if (!may(view.who, { to: 'seeDesk' })) return missing(c, view);
    const desk = await deskOf(
      deps,
      view,
      (c.req.query('done') ?? '').split(',').filter((id) => id !== ''),
    );
    return c.html(<Mine desk={desk} sheets={await sheetsOf(view)} view={view} />);
  }

  async function sheet(c: Context<PageEnv>, view: View) {
    const person = personIn(view, c.req.param('person'));
    if (!person || !may(view.who, { to: 'seePaper', person: person.id })) return missing(c, view);
    const [n, number] = [c.req.query('n') ?? '', c.req.query('number') ?? ''];
    const entered = n && number ? { n, number } : null;
    return c.html(
      <SheetPage sheet={await sheetFor(view, person)} enters={entersFor(view, person)} {...{ entered, view }} />,
    );
  }

  /** What a person could sign now: as the office may enter it, or, for himself, as he would be asked. */
  async function sheetFor(view: View, person: Person): Promise<Sheet> {
    const asOffice = { ...view, who: officeOf(view, person) };
    const items = (await undecided(db, view.campaign.id))
      .map((measure) => ({ measure, deeds: deedsOn(measure, asOffice, person.id).map(({ act }) => act) }))
      .filter(({ deeds }) => deeds.length > 0);
    const led = await ledBy(db, view.campaign.id, person.id);
    return { person, items, signings: plansToSign(view.campaign, person.id).map((plan) => signingOf(plan, led, view)) };
  }

  /** One paper, all that stands on it; what is refused stops there, and what was entered before it stays. */
  async function enterSheet(view: View, person: Person, said: Said): Promise<string> {
    refuseRehearsed(view.campaign);
    const chosen = [...said.form.keys()].filter((key) => /^(deed|sign)\./.test(key) && one(said.form, key) !== '');
    if (chosen.length === 0) throw new CodedError('bad-input', { field: 'deed', value: '' });
    const paper = await paperIn(deps, view, said, null);
    const actor = await onPaper(deps, view.campaign, actorOf(person), paper);
    let n = 0;
    for (const key of chosen) {
      const id = key.slice(5);
      const command = `${said.id}-${id}`;
      if (key.startsWith('sign.')) {
        if (!plansToSign(view.campaign, person.id).includes(id))
          throw new CodedError('not-allowed', { act: 'sign', who: 'leader' });
        await send(deps, streamOf.campaign(view.campaign.id), command, actor, { type: 'sign', plan: id });
      } else {
        const found = await findMeasure(db, view.campaign.id, id);
        const act =
          found && deedsOn(found.state, view, person.id).find((deed) => deed.act === one(said.form, key))?.act;
        if (!found || !act) throw new CodedError('not-allowed', { act: 'enterPaper', who: 'office' });
        if (one(said.form, `mark.${id}`) !== markOf(found.state)) throw new CodedError('overtaken', { act });
        await sendPaper(deps, found.state, command, actor, act, one(said.form, `text.${id}`));
      }
      n += 1;
    }
    return view.to(`/paper/${encodeURIComponent(person.id)}`, { n, number: paper.number });
  }

  async function sheetsOf(view: View) {
    const leaders = view.campaign.directory.persons.filter(
      ({ roles }) => roles.includes('leader') || roles.includes('secretary'),
    );
    const seen = leaders.filter((person) => entersFor(view, person));
    if (seen.length === 0) return [];
    const waiting = await undecided(db, view.campaign.id);
    return seen.map((person) => {
      const decided = waiting.filter((measure) => deedsOn(measure, view, person.id).length > 0).length;
      return { person, n: decided + plansToSign(view.campaign, person.id).length };
    });
  }
}

function personIn({ campaign }: View, id = ''): Person | null {
  return campaign.directory.persons.find((person) => person.id === id) ?? null;
}

/** May this visitor enter that person's signature? Never his own. */
function entersFor({ who, campaign }: View, person: Person): boolean {
  const office = who.kind === 'person' && who.actor.roles.includes('office') && who.actor.person !== person.id;
  return office && campaign.clock === 'real';
}

/** A sheet shows what waits for its person, whoever looks at it. */
function officeOf({ who }: View, person: Person): View['who'] {
  if (who.kind !== 'person' || who.actor.person !== person.id) return who;
  const clerk = { ...person, id: '', unit: null, roles: ['office' as const] };
  return { kind: 'person', person: clerk, actor: actorOf(clerk), findings: [] };
}
