import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { checked } from '../../client/checked.ts';
import { CodedError, errorTable } from '../../domain/errors.ts';
import { lights } from '../../domain/measure/light.ts';
import { kinds } from '../../domain/plan/lists.ts';
import { campaigns, findings, type MeasureFilter, measures } from '../../ledger/queries/board.ts';
import { readYears } from '../../ledger/queries/calendarYears.ts';
import { refusals } from '../../ledger/queries/refusals.ts';
import { type Kind, streamOf } from '../../workflows/contract.ts';
import { createAccessLog } from '../access/log.ts';
import { act, issue } from './act.ts';
import { bodyOf } from './body.ts';
import { addYear, addYearSchema } from './calendar.ts';
import { deliveriesOf, undeliveredOf } from './deliveries.ts';
import type { ApiDeps } from './deps.ts';
import { directoryOn } from './directory.ts';
import { enter } from './enter.ts';
import { failure, languageOf } from './failure.ts';
import { figuresAsOf } from './figures.ts';
import { findStream } from './find.ts';
import { forecast } from './forecast.ts';
import { importLists, importSchema, importView } from './imports.ts';
import { listsOf } from './lists.ts';
import { answer, answerSchema, questions } from './questions.ts';
import { rulesOf } from './rules.ts';
import { statusOf } from './status.ts';
import { viewStream } from './stream.ts';
import { teamOf } from './team.ts';
import { bearerToken } from './token.ts';

const largestBody = 30;
const words = z.string().trim().min(1).max(500);
const envelope = z.strictObject({
  id: z.string().trim().min(1).max(100),
  as: words,
  command: z.looseObject({ type: z.string() }),
  for: words.exactOptional(),
  paper: z
    .strictObject({ by: words, number: z.string().max(200), date: z.string(), scan: z.string().max(100) })
    .exactOptional(),
});
const issueBody = z.strictObject({
  id: z.string().trim().min(1).max(100),
  as: words.optional(),
  document: words,
  approvers: z.array(words).min(1),
  on: z.string().exactOptional(),
});
const filter = z.strictObject({
  finding: z.string().exactOptional(),
  phase: z.string().exactOptional(),
  light: z.enum(lights).exactOptional(),
  holder: z.string().exactOptional(),
  lead_unit: z.string().exactOptional(),
  leader: z.string().exactOptional(),
  kind: z.enum(kinds).exactOptional(),
  late: z.stringbool().exactOptional(),
  publish: z.stringbool().exactOptional(),
});

const forecastQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(400).default(90),
  person: words.exactOptional(),
  issuedOn: z.iso.date().exactOptional(),
  extend: words.exactOptional(),
});

/** The HTTP API under `/api`: reads from the ledger, acts through the engine (docs/api.md). */
export function api(deps: ApiDeps): Hono {
  const app = new Hono();
  const root = app.basePath('/api');
  const note = createAccessLog(deps.ledger.db, deps.now);
  app.onError((error, c) => {
    if (error instanceof CodedError && [401, 403].includes(errorTable[error.code].status)) {
      const subject = `${c.req.method} ${c.req.path}`;
      note({ what: 'refused', address: '', subject, code: error.code, client: 'api' }).catch(() => undefined);
    }
    return failure(error, c, deps.log);
  });

  root.use(bearerToken(deps.token));
  root.use(
    bodyLimit({
      maxSize: largestBody * 1024 * 1024,
      onError: () => {
        throw new CodedError('body-too-large', { limit: largestBody });
      },
    }),
  );

  root.get('/health', (c) => c.json({ name: 'xiaohao', pid: process.pid, running: deps.engine !== null }));
  root.get('/find', async (c) => c.json(await findStream(deps, c.req.query('id') ?? '', c.req.query('campaign'))));

  root.get('/calendar', async (c) => c.json(await readYears(deps.ledger.db)));
  root.post('/calendar', async (c) => c.json(await addYear(deps, await bodyOf(c, addYearSchema))));

  root.get('/campaigns', async (c) => {
    const all = [];
    for (const { id } of await campaigns(deps.ledger.db)) all.push(await statusOf(deps, id));
    return c.json(all);
  });
  root.get('/campaigns/:campaign/status', async (c) => c.json(await statusOf(deps, c.req.param('campaign'))));
  root.get('/campaigns/:campaign/measures', async (c) => {
    const { id } = await rulesOf(deps, c.req.param('campaign'));
    const wanted: MeasureFilter = checked(filter, c.req.query());
    return c.json(await measures(deps.ledger.db, id, wanted));
  });
  root.get('/campaigns/:campaign/findings', async (c) => {
    const { id } = await rulesOf(deps, c.req.param('campaign'));
    return c.json(await findings(deps.ledger.db, id));
  });
  root.get('/campaigns/:campaign/refusals', async (c) => {
    const { id, settings } = await rulesOf(deps, c.req.param('campaign'));
    const rows = await refusals(deps.ledger.db, id, 500);
    return c.json({ zone: settings.zone, refused: rows.map(({ id: _, campaign: __, ...row }) => row) });
  });
  root.get('/campaigns/:campaign/directory', async (c) =>
    c.json(await directoryOn(deps, c.req.param('campaign'), c.req.query('on'))),
  );
  root.get('/campaigns/:campaign/teams/:team', async (c) =>
    c.json(await teamOf(deps, c.req.param('campaign'), c.req.param('team'))),
  );
  root.get('/campaigns/:campaign/figures', async (c) =>
    c.json(await figuresAsOf(deps, c.req.param('campaign'), c.req.query())),
  );
  root.get('/campaigns/:campaign/deliveries', async (c) =>
    c.json(await deliveriesOf(deps, c.req.param('campaign'), c.req.query('finding'))),
  );
  root.get('/campaigns/:campaign/forecast', async (c) =>
    c.json(await forecast(deps, c.req.param('campaign'), checked(forecastQuery, c.req.query()))),
  );
  root.get('/campaigns/:campaign/undelivered', async (c) => c.json(await undeliveredOf(deps, c.req.param('campaign'))));
  root.get('/streams/:kind/:campaign/:id', async (c) => {
    const { kind, campaign, id } = c.req.param();
    return c.json(await viewStream(deps, streamNamed(kind, campaign, id)));
  });

  root.post('/campaigns/:campaign/imports', async (c) => {
    const said = await bodyOf(c, importSchema);
    return c.json(await importLists(deps, c.req.param('campaign'), said, languageOf(c.req.header('Accept-Language'))));
  });
  root.get('/campaigns/:campaign/imports/:id', async (c) =>
    c.json(await importView(deps, c.req.param('campaign'), c.req.param('id'))),
  );
  root.get('/campaigns/:campaign/lists', async (c) => c.json(await listsOf(deps, c.req.param('campaign'))));
  root.get('/campaigns/:campaign/questions', async (c) => c.json(await questions(deps, c.req.param('campaign'))));
  root.post('/campaigns/:campaign/answers', async (c) =>
    c.json(await answer(deps, c.req.param('campaign'), await bodyOf(c, answerSchema))),
  );
  root.post('/campaigns/:campaign/issue', async (c) =>
    c.json(await issue(deps, c.req.param('campaign'), await bodyOf(c, issueBody))),
  );
  root.post('/streams/:kind/:campaign/:id/acts', async (c) => {
    const { kind, campaign, id } = c.req.param();
    streamNamed(kind, campaign, id);
    return c.json(await act(deps, kind as Kind, campaign, id, await bodyOf(c, envelope)));
  });
  root.post('/sign-in-links', async (c) => {
    const { address } = await bodyOf(c, z.strictObject({ address: words.optional() }));
    return c.json(await enter(deps, address));
  });
  root.post('/bounces', async (c) => {
    const { raw } = await bodyOf(c, z.strictObject({ raw: z.base64() }));
    return c.json(await deps.takeBounce(Buffer.from(raw, 'base64')));
  });
  root.post('/verify', async (c) => {
    const { campaign } = await bodyOf(c, z.strictObject({ campaign: z.string().optional() }));
    return c.json(await deps.verify(campaign && (await rulesOf(deps, campaign)).id));
  });
  // Not `notFound`: that is the whole site's, whose part this is.
  root.all('*', (c) => {
    throw new CodedError('no-such-route', { path: `${c.req.method} ${c.req.path}` });
  });
  return app;
}

function streamNamed(kind: string, campaign: string, id: string): string {
  if (!Object.hasOwn(streamOf, kind)) throw new CodedError('unknown-id', { id: `${kind}/${campaign}/${id}` });
  return streamOf[kind as Kind](campaign, id);
}
