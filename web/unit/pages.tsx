import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { dayOf, timeOf } from '../../domain/calendar/zone.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError, errorTable } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { findUnitLink, type UnitLink } from '../../ledger/unitLink.ts';
import { sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import { streamOf } from '../../workflows/contract.ts';
import { formMark, type PageEnv } from '../access/guard.ts';
import { createLimit } from '../access/limit.ts';
import { may } from '../access/may.ts';
import type { Who } from '../access/visitor.ts';
import { refuseRehearsed, send } from '../api/act.ts';
import { nowOf, rulesIfAny } from '../api/rules.ts';
import { type View, viewOf } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { languageOf, pathTo } from '../frame/path.ts';
import { isSecure } from '../frame/user.ts';
import { Check, Received, type Said } from './check.tsx';
import { evidenceOf, keepEvidence, sendEvidence } from './evidence.ts';
import { actOf, type Choice, commandOf, type Fields, markOf, readFields, type Wrong, wrongIn } from './fields.ts';
import { UnitForm } from './form.tsx';
import { NewLink } from './newLink.tsx';
import { sendNewLink } from './sendNewLink.ts';
import { dropDrafts, measuresOfUnit, readDrafts, receivedBy, saveDrafts } from './store.ts';

/** A link that opens, and all it opens. */
type Opened = {
  token: string;
  link: UnitLink;
  campaign: CampaignState;
  who: Who & { kind: 'link' };
  view: View;
  measures: MeasureState[];
};

const formNumber = /^[a-f0-9]{12}$/;

/** A unit's page behind its digest's link (PAGES.md, 2.5). A GET changes nothing: opening is not acknowledging. */
export function unitPages(deps: PageDeps): Hono<PageEnv> {
  const { site, now } = deps;
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();
  const asking = createLimit(0.02, 5);

  app.get('/u', (c) => c.html(<NewLink {...asked(c)} sent={false} />));

  app.post('/unit-link', async (c) => {
    const wait = asking(site.clientOf(c), now());
    if (wait !== null) throw new CodedError('too-many-requests', { seconds: wait });
    const { address } = await c.req.parseBody();
    const sent = sendNewLink(deps, String(address ?? ''));
    sent.catch((err) => deps.log.error({ err }, 'a unit link was not sent'));
    c.get('note')({ what: 'unitLinkMade', subject: 'POST /unit-link' });
    return c.html(<NewLink {...asked(c)} sent />);
  });

  app.get('/u/:token', (c) =>
    within(c, async (opened) => {
      const form = c.req.query('received') ?? '';
      if (formNumber.test(form)) return showReceived(c, opened, form);
      return c.html(await page(opened, {}));
    }),
  );

  app.get('/u/:token/check', (c) =>
    within(c, async (opened) => {
      const { view, token, measures, link } = opened;
      const { fields } = await readDrafts(db, link);
      // What another tab has saved half done is not sent along.
      for (const { measure } of await wrongOf(opened, fields)) fields.delete(measure);
      // Overtaken and not looked at since.
      for (const [measure, { mark }] of fields) if (mark === '') fields.delete(measure);
      const form = randomBytes(6).toString('hex');
      const evidence = await evidenceOf(db, link.campaign, idsOf(measures));
      return c.html(<Check {...{ view, token, form, evidence }} said={saidIn(opened, fields)} />);
    }),
  );

  app.post('/u/:token', (c) =>
    within(c, async (opened) => {
      const body = await c.req.parseBody();
      const fields = ownFields(readFields(body), opened);
      await saveDrafts(db, whose(opened), fields, now());
      switch (body.do) {
        case 'check':
          return check(c, opened, fields);
        case 'send':
          return deliver(c, opened, fields, String(body.form));
        default:
          return saved(c, opened);
      }
    }),
  );

  app.post('/u/:token/acknowledge', (c) =>
    within(c, async (opened) => {
      refuseRehearsed(opened.campaign);
      const { measure } = await c.req.parseBody({ all: true });
      for (const id of [measure].flat()) {
        const one = ownMeasure(opened, String(id));
        if (!may(opened.who, { to: 'act', act: 'acknowledge', measure: one })) throw new CodedError('not-for-you');
        const command = `ack-${opened.link.id}-${one.assignedAt}`;
        await send(deps, streamOf.measure(one.campaign, one.id), command, opened.who.actor, { type: 'acknowledge' });
      }
      return c.redirect(to(opened), 303);
    }),
  );

  app.post('/u/:token/evidence/:measure', (c) =>
    within(c, async (opened) => {
      refuseRehearsed(opened.campaign);
      const measure = ownMeasure(opened, c.req.param('measure') ?? '');
      const body = await c.req.parseBody({ all: true });
      await saveDrafts(db, whose(opened), ownFields(readFields(body), opened), now());
      const files = [body[`file.${measure.id}`]].flat().filter((one) => one instanceof File && one.size > 0);
      for (const file of files as File[]) {
        const { unit, person } = opened.link;
        const handed = { campaign: measure.campaign, measure: measure.id, unit, person, at: now() };
        await keepEvidence(db, site.evidence, file, handed);
      }
      return c.redirect(`${to(opened)}#item.${encodeURIComponent(measure.id)}`, 303);
    }),
  );

  app.get('/u/:token/evidence/:measure/:sha256', (c) =>
    within(c, async (opened) => {
      const measure = ownMeasure(opened, c.req.param('measure') ?? '');
      const files = await evidenceOf(db, measure.campaign, [measure.id]);
      const file = files.find(({ sha256 }) => sha256 === c.req.param('sha256'));
      const answer = file && (await sendEvidence(site.evidence, file));
      if (!answer) throw new CodedError('unknown-id', { id: c.req.param('sha256') ?? '' });
      return answer;
    }),
  );

  return app;

  /** Opens a link; what does not open is answered alike, whatever the reason. */
  async function within(c: Context<PageEnv>, work: (opened: Opened) => Promise<Response>): Promise<Response> {
    const token = c.req.param('token') ?? '';
    const opened = await open(c, token);
    if (opened) return work(opened);
    c.get('note')({ what: 'refused', code: 'link-expired', subject: `${c.req.method} /u/…` });
    return c.html(<NewLink {...asked(c)} sent={false} />, errorTable['link-expired'].status);
  }

  async function open(c: Context<PageEnv>, token: string): Promise<Opened | null> {
    const link = await findUnitLink(db, token);
    const campaign = link && (await rulesIfAny(deps, link.campaign));
    if (!campaign || link.expiresAt <= (await nowOf(deps, campaign))) return null;
    // Who has left, or gone to another unit, has taken nothing with him.
    if (!campaign.directory.persons.some(({ id, unit }) => id === link.person && unit === link.unit)) return null;
    // Nobody but the clerk of one unit, whatever else he is in the directory.
    const actor = { person: link.person, units: [link.unit], roles: [] };
    const who = { kind: 'link' as const, actor, unit: link.unit };
    const view = await viewOf(deps, campaign, { language: languageOf(c.req.query('lang')), who, user: null });
    const masthead = { ...view.masthead, path: `/u/${token}` };
    return { token, link, campaign, who, view: { ...view, masthead }, measures: await measuresOfUnit(db, link) };
  }

  function ownMeasure({ measures, who }: Opened, id: string): MeasureState {
    const measure = measures.find((one) => one.id === id);
    if (!measure || !may(who, { to: 'fill', unit: measure.leadUnit })) throw new CodedError('not-for-you');
    return measure;
  }

  /** @throws CodedError `not-for-you`: an id of somebody else's in a body is no slip of the pen. */
  function ownFields(fields: Map<string, Fields>, opened: Opened): Map<string, Fields> {
    for (const id of fields.keys()) ownMeasure(opened, id);
    return fields;
  }

  async function page(
    opened: Opened,
    more: { fields?: Map<string, Fields>; wrong?: Wrong[]; refused?: Map<string, string> },
  ) {
    const { view, link, token, measures, campaign } = opened;
    const drafts = await readDrafts(db, link);
    const { zone } = campaign.settings;
    const savedAt = drafts.savedAt === null ? null : timeOf(drafts.savedAt, zone);
    const evidence = await evidenceOf(db, link.campaign, idsOf(measures));
    const fields = more.fields ?? drafts.fields;
    const props = { view, token, unit: link.unit, measures, evidence, fields, savedAt };
    const lastDay = dayOf(link.expiresAt - 1, zone);
    const offered = (measure: MeasureState, choice: Choice) => allowed(opened, measure, choice);
    return (
      <UnitForm
        {...props}
        lastDay={lastDay}
        wrong={more.wrong ?? []}
        refused={more.refused ?? new Map()}
        may={offered}
      />
    );
  }

  function allowed({ who }: Opened, measure: MeasureState, choice: Choice): boolean {
    return may(who, { to: 'act', act: actOf[choice], measure });
  }

  /** What is wrong is said at once; what is right is shown again by a page of its own, which can be gone back to. */
  async function check(c: Context, opened: Opened, fields: Map<string, Fields>) {
    const wrong = await wrongOf(opened, fields);
    return wrong.length > 0
      ? c.html(await page(opened, { fields, wrong }), 400)
      : c.redirect(to(opened, {}, '/check'), 303);
  }

  async function wrongOf({ measures, who, link }: Opened, fields: Map<string, Fields>): Promise<Wrong[]> {
    const evidence = await evidenceOf(db, link.campaign, idsOf(measures));
    return measures.flatMap((measure) => {
      const said = fields.get(measure.id);
      if (!said) return [];
      const files = evidence.filter((file) => file.measure === measure.id);
      return wrongIn(measure, said, files.length, (act) => may(who, { to: 'act', act, measure }));
    });
  }

  /** Sends what was checked; what cannot be done is said beside what has arrived, and its text is kept. */
  async function deliver(c: Context, opened: Opened, fields: Map<string, Fields>, form: string) {
    refuseRehearsed(opened.campaign);
    if (!formNumber.test(form)) throw new CodedError('bad-input', { field: 'form', value: form.slice(0, 20) });
    const { view, measures, link, who } = opened;
    const words = unitWords[view.language];
    const evidence = await evidenceOf(db, link.campaign, idsOf(measures));
    const known = new Set((await receivedBy(db, streamsOf(measures), form)).map(({ id }) => id));
    const refused = new Map<string, string>();
    const done: string[] = [];
    for (const { measure, fields: said } of saidIn(opened, fields)) {
      const command = `${form}-${measure.id}`;
      const files = evidence.filter((file) => file.measure === measure.id);
      try {
        if (!known.has(command)) {
          if (said.mark !== markOf(measure)) throw new CodedError('overtaken', { act: actOf[said.choice] });
          const act = actOf[said.choice];
          if (!may(who, { to: 'act', act, measure })) throw new CodedError('not-allowed', { act, who: 'unit' });
        }
        const names = files.map(({ name, sha256 }) => `${name} sha256:${sha256}`);
        await send(deps, streamOf.measure(measure.campaign, measure.id), command, who.actor, commandOf(said, names));
        done.push(measure.id);
      } catch (error) {
        if (!(error instanceof CodedError) || errorTable[error.code].status >= 500) throw error;
        const { code, facts } = error;
        const overtaken = fill(words.overtaken, { no: '' }).trim();
        refused.set(measure.id, code === 'overtaken' ? overtaken : sayError(view.language, code, facts));
      }
    }
    await dropDrafts(db, link, done);
    if (refused.size === 0) return c.redirect(`${to(opened, { received: form })}`, 303);
    const kept = new Map(
      [...fields].filter(([id]) => refused.has(id)).map(([id, said]) => [id, { ...said, mark: '' }]),
    );
    await saveDrafts(db, whose(opened), kept, now());
    return c.html(await page({ ...opened, measures: await measuresOfUnit(db, link) }, { fields: kept, refused }), 409);
  }

  async function showReceived(c: Context, { view, token, measures, campaign }: Opened, form: string) {
    const words = unitWords[view.language];
    const rows = await receivedBy(db, streamsOf(measures), form);
    const last = rows.at(-1);
    if (!last) return c.redirect(pathTo(`/u/${token}`, {}, view.language));
    const lines = rows.map(({ stream, type }) => {
      const { no, title } = measures.find((one) => streamOf.measure(one.campaign, one.id) === stream)!;
      return fill(words.received, { no, title, what: words.receivedWhat[type] ?? type });
    });
    const time = timeOf(last.at, campaign.settings.zone);
    return c.html(<Received {...{ view, token, form, time, lines }} />);
  }

  function saved(c: Context, opened: Opened): Response {
    if (!c.req.header('Accept')?.includes('json')) return c.redirect(to(opened), 303);
    const time = timeOf(now(), opened.campaign.settings.zone);
    return c.json({ saved: fill(unitWords[opened.view.language].saved, { time }) });
  }

  function asked(c: Context) {
    return { language: languageOf(c.req.query('lang')), form: formMark(c, isSecure(site.base)) };
  }
}

/** What was chosen, in the order of the measures. */
function saidIn({ measures }: Opened, fields: Map<string, Fields>): Said[] {
  return measures.flatMap((measure) => {
    const said = fields.get(measure.id);
    return said && said.choice !== '' ? [{ measure, fields: { ...said, choice: said.choice } }] : [];
  });
}

function whose({ link: { campaign, unit } }: Opened) {
  return { campaign, unit };
}

function idsOf(measures: MeasureState[]): string[] {
  return measures.map(({ id }) => id);
}

function streamsOf(measures: MeasureState[]): string[] {
  return measures.map(({ campaign, id }) => streamOf.measure(campaign, id));
}

function to({ token, view }: Opened, query: Record<string, string> = {}, below = ''): string {
  return pathTo(`/u/${token}${below}`, query, view.language);
}
