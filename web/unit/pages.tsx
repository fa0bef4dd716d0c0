import { createHash, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { readBookApart } from '../../documents/in/apart/apart.ts';
import { tableWorkbook } from '../../documents/out/table.ts';
import { dayOf, timeOf } from '../../domain/calendar/zone.ts';
import { CodedError, errorTable } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { timeline } from '../../ledger/queries/timeline.ts';
import { sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import { streamOf } from '../../workflows/contract.ts';
import { formMark, type PageEnv } from '../access/guard.ts';
import { createLimit } from '../access/limit.ts';
import { may } from '../access/may.ts';
import { refuseRehearsed, send } from '../api/act.ts';
import type { PageDeps } from '../deps.ts';
import { languageOf } from '../frame/path.ts';
import { isSecure } from '../frame/user.ts';
import { unitName } from '../item/names.ts';
import { type Line, nowOfMeasure } from '../item/now.ts';
import { bookOf, readBook } from './book.ts';
import { BookPage } from './bookPage.tsx';
import { Check, Received } from './check.tsx';
import { evidenceOf, keepEvidence, sendEvidence } from './evidence.ts';
import { factsOf } from './evidenceBox.tsx';
import { type Choice, type Fields, readFields, type Wrong, wrongIn } from './fields.ts';
import { UnitForm } from './form.tsx';
import { NewLink } from './newLink.tsx';
import { idsOf, isOffered, type Opened, openLink, ownFields, ownMeasure, streamsOf, to } from './opened.ts';
import { saidIn, sendSaid } from './send.ts';
import { sendNewLink } from './sendNewLink.ts';
import { dropDrafts, measuresOfUnit, readDrafts, receivedBy, saveDrafts } from './store.ts';
import { veil } from './veil.ts';

/** In megabytes. */
const largestBook = 5;
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
      await saveDrafts(db, opened.link, fields, now());
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
      await saveDrafts(db, opened.link, ownFields(readFields(body), opened), now());
      const files = [body[`file.${measure.id}`]].flat().filter((one) => one instanceof File && one.size > 0);
      const { unit, person } = opened.link;
      const handed = { campaign: measure.campaign, measure: measure.id, unit, person, at: now() };
      const json = asksJson(c);
      try {
        for (const file of files as File[]) await keepEvidence(db, site.evidence, file, handed);
      } catch (error) {
        if (!json || !(error instanceof CodedError)) throw error;
        const { code, facts } = error;
        return c.json({ code, message: sayError(opened.view.language, code, facts) }, errorTable[code].status);
      }
      if (json) return c.json(await lastHanded(opened, measure, files as File[]));
      return c.redirect(`${to(opened)}#item.${encodeURIComponent(measure.id)}`, 303);
    }),
  );

  app.get('/u/:token/book.xlsx', (c) =>
    within(c, async ({ view, measures, link }) => {
      const { fields } = await readDrafts(db, link);
      const book = await tableWorkbook(bookOf(measures, fields, view));
      const name = encodeURIComponent(`${unitName(view, link.unit)}-${view.day}.xlsx`);
      return c.body(new Uint8Array(book), 200, {
        'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
      });
    }),
  );

  app.post('/u/:token/book', (c) =>
    within(c, async ({ view, token, measures, link }) => {
      const { book } = await c.req.parseBody();
      if (!(book instanceof File) || book.size === 0) throw new CodedError('bad-input', { field: 'book', value: '' });
      if (book.size > largestBook * 1024 * 1024) throw new CodedError('file-over-limit', { limit: largestBook });
      const sheets = await readBookApart({ name: book.name, bytes: new Uint8Array(await book.arrayBuffer()) });
      const { fields: drafts } = await readDrafts(db, link);
      return c.html(<BookPage {...{ view, token, measures, drafts }} read={readBook(sheets, measures, drafts)} />);
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
    const opened = await openLink(deps, c, c.req.param('token') ?? '');
    if (opened) return work(opened);
    c.get('note')({ what: 'refused', code: 'link-expired', subject: `${c.req.method} /u/…` });
    return c.html(<NewLink {...asked(c)} sent={false} />, errorTable['link-expired'].status);
  }

  async function page(
    opened: Opened,
    more: { fields?: Map<string, Fields>; wrong?: Wrong[]; refused?: Map<string, string> },
  ) {
    const { view, link, token, measures, campaign, hidden } = opened;
    const drafts = await readDrafts(db, link);
    const { zone } = campaign.settings;
    const savedAt = drafts.savedAt === null ? null : timeOf(drafts.savedAt, zone);
    const evidence = await evidenceOf(db, link.campaign, idsOf(measures));
    const fields = more.fields ?? drafts.fields;
    const props = { view, token, unit: link.unit, measures, hidden, evidence, fields, savedAt };
    const keep = hidden || opened.veiled.size > 0 ? null : `xiaohao.${link.id}`;
    const lastDay = dayOf(link.expiresAt - 1, zone);
    const offered = (measure: MeasureState, choice: Choice) => isOffered(opened, measure, choice);
    return (
      <UnitForm
        {...{ ...props, lastDay, keep }}
        wrong={more.wrong ?? []}
        refused={more.refused ?? new Map()}
        now={await standing(opened, [...(more.refused?.keys() ?? [])])}
        may={offered}
      />
    );
  }

  /** How those stand now about which somebody was refused. */
  async function standing({ measures, view, veiled }: Opened, ids: string[]): Promise<Map<string, Line[]>> {
    const found = ids.map(async (id): Promise<[string, Line[]]> => {
      const measure = measures.find((one) => one.id === id)!;
      const past = await timeline(db, streamOf.measure(measure.campaign, id));
      return [id, nowOfMeasure(measure, veiled.has(id) ? null : (past.at(-1) ?? null), view)];
    });
    return new Map(await Promise.all(found));
  }

  /** What is wrong is said at once; what is right is shown again by a page of its own, which can be gone back to. */
  async function check(c: Context, opened: Opened, fields: Map<string, Fields>) {
    const wrong = await wrongOf(opened, fields);
    return wrong.length > 0
      ? c.html(await page(opened, { fields, wrong }), 400)
      : c.redirect(to(opened, {}, '/check'), 303);
  }

  async function wrongOf(opened: Opened, fields: Map<string, Fields>): Promise<Wrong[]> {
    const { measures, link } = opened;
    const evidence = await evidenceOf(db, link.campaign, idsOf(measures));
    return measures.flatMap((measure) => {
      const said = fields.get(measure.id);
      if (!said) return [];
      const files = evidence.filter((file) => file.measure === measure.id);
      return wrongIn(measure, said, files.length, (choice) => isOffered(opened, measure, choice));
    });
  }

  /** Sends what was checked; what cannot be done is said beside what has arrived, and its text is kept. */
  async function deliver(c: Context, opened: Opened, fields: Map<string, Fields>, form: string) {
    refuseRehearsed(opened.campaign);
    if (!formNumber.test(form)) throw new CodedError('bad-input', { field: 'form', value: form.slice(0, 20) });
    const { link } = opened;
    const { done, refused } = await sendSaid(deps, opened, fields, form);
    await dropDrafts(db, link, done);
    if (refused.size === 0) return c.redirect(`${to(opened, { received: form })}`, 303);
    const kept = new Map(
      [...fields].filter(([id]) => refused.has(id)).map(([id, said]) => [id, { ...said, mark: '' }]),
    );
    await saveDrafts(db, link, kept, now());
    const shown = await veil(db, opened.campaign, await measuresOfUnit(db, link));
    return c.html(await page({ ...opened, ...shown }, { fields: kept, refused }), 409);
  }

  async function showReceived(c: Context, opened: Opened, form: string) {
    const { view, token, measures, campaign } = opened;
    const words = unitWords[view.language];
    const rows = await receivedBy(db, streamsOf(opened), form);
    const last = rows.at(-1);
    if (!last) return c.redirect(to(opened));
    const lines = rows.map(({ id, type }) => {
      const { no, title } = measures.find((one) => isOf(id, form, one))!;
      return fill(words.received, { no, title, what: words.receivedWhat[type] ?? type });
    });
    const time = timeOf(last.at, campaign.settings.zone);
    return c.html(<Received {...{ view, token, form, time, lines }} />);
  }

  /** What has just come in, as the page's list shows it. */
  async function lastHanded({ token, view }: Opened, measure: MeasureState, files: File[]) {
    const bytes = files[0] ? Buffer.from(await files[0].arrayBuffer()) : Buffer.alloc(0);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const row = (await evidenceOf(db, measure.campaign, [measure.id])).find((one) => one.sha256 === sha256);
    if (!row) throw new CodedError('bad-input', { field: 'file', value: '' });
    const href = to({ token, view }, {}, `/evidence/${encodeURIComponent(measure.id)}/${sha256}`);
    return { name: row.name, facts: factsOf(row), href };
  }

  function saved(c: Context, opened: Opened): Response {
    if (!asksJson(c)) return c.redirect(to(opened), 303);
    const time = timeOf(now(), opened.campaign.settings.zone);
    return c.json({ saved: fill(unitWords[opened.view.language].saved, { time }) });
  }

  function asked(c: Context) {
    return { language: languageOf(c.req.query('lang')), form: formMark(c, isSecure(site.base)) };
  }
}

function asksJson(c: Context): boolean {
  return c.req.header('Accept')?.includes('json') ?? false;
}

/** Was this command given for this measure? Its number begins with the form's and the measure's. */
function isOf(command: string, form: string, { id }: MeasureState): boolean {
  const rest = command.slice(form.length + 1);
  return rest === id || rest.startsWith(`${id}-count-`) || rest.startsWith(`${id}-handInPart-`);
}
