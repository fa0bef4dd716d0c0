import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { isDay } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { presets, standard } from '../../domain/plan/presets.ts';
import type { Language } from '../../words/language.ts';
import type { PageEnv } from '../access/guard.ts';
import { mayHere } from '../access/may.ts';
import { filesIn } from '../acts/doMeasure.ts';
import { one } from '../acts/said.ts';
import { importLists, importView } from '../api/imports.ts';
import type { PageDeps } from '../deps.ts';
import { following } from '../frame/events.ts';
import { languageOf, pathTo } from '../frame/path.ts';
import { type User, userOf } from '../frame/user.ts';
import { type Asked, Begin, Welcome } from './begin.tsx';
import { Check, filters } from './check.tsx';
import type { SetUps } from './desk.ts';
import { Progress, sayProgress } from './progress.tsx';

const empty: Asked = { name: '', feedbackOn: '', months: '3', policy: standard.name, office: '', replyTo: '' };
const largestList = 20;

/** From an empty folder to a campaign whose drafts are there (PAGES.md, 2.1); the owner's alone. */
export function setUpPages(deps: PageDeps): Hono<PageEnv> {
  const app = new Hono<PageEnv>();

  app.get('/welcome', (c) =>
    owner(c, async ({ language, user, setUps }) => {
      const begun = await deps.ledger.db.selectFrom('campaign').select('id').execute();
      const unfinished = (await setUps.all()).filter(({ id }) => !begun.some((campaign) => campaign.id === id));
      return c.html(<Welcome {...{ language, user, unfinished }} />);
    }),
  );

  app.post('/welcome/example', (c) =>
    owner(c, async ({ language }) => {
      const { rehearsals } = deps.site;
      if (!rehearsals || !deps.engine) throw new CodedError('not-running', { folder: deps.folder });
      const campaign = await rehearsals.example('1', language);
      return c.redirect(pathTo(`/c/${campaign}/rehearsal`, {}, language), 303);
    }),
  );

  app.get('/new', (c) =>
    owner(c, ({ language, user }) => c.html(<Begin {...{ language, user }} asked={empty} wrong={[]} />)),
  );

  app.post('/new', (c) =>
    owner(c, async ({ language, user, setUps }) => {
      const form = await c.req.formData();
      const asked = Object.fromEntries(Object.keys(empty).map((name) => [name, one(form, name)])) as Asked;
      const wrong = wrongIn(asked);
      if (wrong.length > 0) return c.html(<Begin {...{ language, user, asked, wrong }} />, 400);
      const id = `c${asked.feedbackOn.replaceAll('-', '')}-${randomBytes(2).toString('hex')}`;
      const settings = {
        ...{ id, name: asked.name, feedbackOn: asked.feedbackOn, concentratedMonths: Number(asked.months) },
        ...{ zone: 'Asia/Shanghai', language, office: { name: asked.office, replyTo: asked.replyTo } },
      };
      await setUps.begin(settings, presets[asked.policy]!);
      return c.redirect(pathTo(`/new/${id}`, {}, language), 303);
    }),
  );

  app.get('/new/:id', (c) =>
    owner(c, async ({ language, user, setUps, draft }) => {
      const checked = await setUps.check(draft.settings.id, language);
      const only = filters.find((filter) => filter === c.req.query('only')) ?? 'all';
      return c.html(<Check {...{ language, user, draft, checked, only }} />);
    }),
  );

  app.post('/new/:id/files', (c) =>
    owner(c, async ({ language, setUps, draft: { settings } }) => {
      const files = filesIn(await c.req.formData(), 'files');
      if (files.length === 0) throw new CodedError('bad-input', { field: 'files', value: '' });
      const over = files.find(({ size }) => size > largestList * 1024 * 1024);
      if (over) throw new CodedError('file-over-limit', { limit: largestList });
      await setUps.dropFiles(settings.id);
      for (const file of files) {
        await setUps.keep(settings.id, { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      }
      return c.redirect(pathTo(`/new/${settings.id}`, {}, language), 303);
    }),
  );

  app.post('/new/:id/answers', (c) =>
    owner(c, async ({ language, setUps, draft: { settings } }) => {
      const form = await c.req.formData();
      const choice = one(form, 'other') || one(form, 'choice');
      const { rows } = await setUps.check(settings.id, language);
      const asked = rows.flatMap(({ questions }) => questions).find(({ key }) => key === one(form, 'key'));
      const fits = asked && (asked.options.some(({ value }) => value === choice) || isDay(choice));
      if (!fits) throw new CodedError('bad-input', { field: 'choice', value: choice });
      await setUps.answer(settings.id, asked.key, choice);
      return c.redirect(`${pathTo(`/new/${settings.id}`, {}, language)}#asks`, 303);
    }),
  );

  app.post('/new/:id/import', (c) =>
    owner(c, async ({ language, setUps, draft }) => {
      const { id } = draft.settings;
      const { settings, lists, rows } = await setUps.check(id, language);
      const setUp = { settings, policy: draft.policy };
      const questions = rows.flatMap((row) => row.questions);
      const said = { setUp, lists, files: draft.files, questions, dryRun: false };
      const answer = await importLists(deps, id, said, language);
      return c.redirect(pathTo(`/new/${id}/progress/${answer.id}`, {}, language), 303);
    }),
  );

  app.get('/new/:id/progress/:import', (c) =>
    owner(c, async ({ language, user }) => {
      const view = await importView(deps, c.req.param('id'), c.req.param('import'));
      return c.html(<Progress {...{ language, user, view }} />);
    }),
  );

  app.get('/new/:id/progress/:import/events', (c) =>
    owner(c, ({ language }) =>
      following(c, async () => {
        const view = await importView(deps, c.req.param('id'), c.req.param('import'));
        const over = view.phase === 'done' || view.phase === 'failed';
        return { text: sayProgress(view, language), share: view.total === 0 ? 0 : view.done / view.total, over };
      }),
    ),
  );

  return app;

  type Owner = {
    language: Language;
    user: User;
    setUps: SetUps;
    draft: NonNullable<Awaited<ReturnType<SetUps['find']>>>;
  };

  /** Only the owner of the data folder sets up campaigns. @throws CodedError `not-for-you`, `unknown-id` */
  async function owner(c: Context<PageEnv>, work: (owner: Owner) => Response | Promise<Response>): Promise<Response> {
    const visitor = c.get('visitor');
    if (!visitor.session) throw new CodedError('sign-in-needed');
    if (!mayHere(visitor, 'begin')) throw new CodedError('not-for-you');
    const language = languageOf(c.req.query('lang'));
    const user = userOf(c, deps, language);
    const { setUps } = deps.site;
    if (!user || !setUps) throw new CodedError('not-running', { folder: deps.folder });
    const id = c.req.param('id');
    const draft = id === undefined ? null : await setUps.find(id);
    const isProgress = c.req.path.includes('/progress/');
    if (id !== undefined && !draft && !isProgress) throw new CodedError('unknown-id', { id });
    return work({ language, user, setUps, draft: draft! });
  }
}

function wrongIn(asked: Asked): (keyof Asked)[] {
  const months = Number(asked.months);
  const wrong: Record<keyof Asked, boolean> = {
    name: asked.name === '' || asked.name.length > 100,
    feedbackOn: !isDay(asked.feedbackOn),
    months: !Number.isInteger(months) || months < 1 || months > 24,
    policy: !Object.hasOwn(presets, asked.policy),
    office: asked.office === '' || asked.office.length > 60,
    replyTo: strictAddress(asked.replyTo) === null,
  };
  return (Object.keys(wrong) as (keyof Asked)[]).filter((field) => wrong[field]);
}
