import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acts } from '../../client/acts.ts';
import { campaignActs } from '../../client/campaignActs.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { verify } from '../../ledger/verify.ts';
import { failed } from '../../web/api/answers.ts';
import { api } from '../../web/api/api.ts';
import { operations } from '../../web/api/operations.ts';
import { as, findingDraft, instant, measureDraft } from '../support/domain.ts';
import { engineOver, pageDeps, playCampaign } from './play.ts';

const now = instant('2024-09-20 09:00');
let ledger: Ledger;
let site: ReturnType<typeof api>;
// biome-ignore lint/suspicious/noExplicitAny: a document is read here, not written.
let document: any;

async function ask(method: string, path: string, body?: object) {
  const headers = { Authorization: 'Bearer a token' };
  const answer = await site.request(`/api${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

beforeAll(async () => {
  ledger = await openLedger();
  const quantity = { kind: 'count' as const, total: 52, unit: '处' };
  const lists = { findings: [findingDraft()], measures: [measureDraft({ quantity })] };
  const teams = [{ id: 't', name: '专班', head: 'leader', liaison: 'liaison', findings: ['f1'] }];
  const play = await playCampaign(ledger, 'c1', lists, { teams });
  await play.act('measure', 'm1', as.liaison, { type: 'acknowledge' }, '2024-07-02');
  for (const kind of ['remind', 'urge']) {
    const draft = { type: 'draftLetter', kind, unit: 'zjj', measure: 'm1', text: '请于月底前办结' };
    await play.act('campaign', '', as.coordinator, draft as never, '2024-09-02');
  }
  const release = { type: 'releaseLetter', letter: 'letter-1', signer: '主任', number: '1', replyBy: '2024-09-30' };
  await play.act('campaign', '', as.coordinator, release as never, '2024-09-03');
  const body = { key: 'q1', kind: 'deadline', file: 'a.xlsx', sheet: '1', row: 3, column: '时限', text: '年底' };
  const options = [{ value: '2024-12-31', label: '12月31日' }];
  await ledger.db
    .insertInto('question')
    .values(
      ['q1', 'q2'].map((key) => ({
        ...{ campaign: 'c1', key, asked_at: now, choice: null, answered_by: null, answered_at: null },
        body: JSON.stringify({ ...body, key, message: '是哪一天', options, held: true }),
      })),
    )
    .execute();
  const counted = { findings: 1, measures: 2 };
  const refused = [{ stream: 'measure/c1/m1', code: 'own-item', facts: { act: 'adjust' } }];
  const result = JSON.stringify({ started: counted, changed: counted, refused });
  await ledger.db
    .insertInto('import')
    .values({ id: 'i1', campaign: 'c1', content: '', phase: 'done', done: 3, total: 3, moved_at: now, result })
    .execute();
  const deps = pageDeps(ledger, () => now, {
    engine: engineOver(ledger, () => now),
    verify: (campaign) => verify(ledger, campaign),
    takeBounce: async () => ({ outcome: 'noBounce', kind: 'none', mail: null, person: null, status: '' }),
  });
  site = api({ ...deps, token: 'a token' });
  document = (await ask('GET', '/openapi.json')).body;
});
afterAll(() => ledger.close());

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  const broken = structuredClone(document);
  delete broken.paths['/health'].get.responses;
  broken.info.version = 1;
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

test('every route is in it, and every operation in it is a route', () => {
  const routes = site.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/^\/api/, '').replace(/:(\w+)/g, '{$1}')}`)
    .filter((route) => route !== 'GET /openapi.json');
  const said = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(said.sort()).toEqual([...new Set(routes)].sort());
  expect(said.length).toBe(operations.length);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
});

test('every act stands in it with its fields, and every pointer leads somewhere', () => {
  const names = Object.keys({ ...acts, ...campaignActs });
  for (const name of names) {
    const { properties } = document.components.schemas[`act.${name}`];
    const { fields } = { ...acts, ...campaignActs }[name as keyof typeof acts];
    expect(Object.keys(properties).sort()).toEqual(['type', ...Object.keys(fields.shape)].sort());
  }
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
});

test('what is answered is what the document says, of every operation', async () => {
  const act = { id: 'an-act', as: 'liaison', command: { type: 'report', progress: '已完成', next: '验收' } };
  const lists = (await ask('GET', '/campaigns/c1/lists')).body;
  const [letter] = (await ask('GET', '/campaigns/c1/letters')).body;
  const days = { source: '通知', off: { '2024-10-08': '国庆节' }, work: {} };
  const [one] = lists.measures;
  // One that is new, one that has changed and one that is asked about.
  const measures = [
    { ...one, title: '另一个标题', finding: 'f9' },
    { ...one, id: 'm2', no: '1-2' },
  ];
  const findings = [...lists.findings, { ...lists.findings[0], id: 'f9', no: '9' }];
  const bodies: Record<string, object> = {
    ...{ act, verify: {}, enter: {}, bounce: { raw: '' }, adopt: { by: 'Li' } },
    addYear: { id: 'y', year: '2024', days, confirm: false },
    changePolicy: { id: 'p', policy: 'three-colours', reason: '区委要求', confirm: false },
    import: { lists: { ...lists, findings, measures }, dryRun: true },
    answer: { key: 'q2', choice: '2024-12-31', as: 'coordinator' },
  };
  const names: Record<string, string> = { kind: 'measure', campaign: 'c1', id: 'm1', team: 't' };
  const ids: Record<string, string> = { letter: letter.draft.id, importView: 'i1' };
  const queries: Record<string, string> = { find: '?id=m1', forecast: '?days=30&extend=m1:2024-10-31' };
  const filled: Record<string, unknown> = {};
  // An issue waits for a worker; what it answers is what an act answers.
  const asked = operations.filter(({ id }) => id !== 'issue');
  for (const { id, method, path, answer } of asked) {
    expect(answer, id).toBeDefined();
    const where = path.replace(/:(\w+)/g, (_, name: string) => (name === 'id' && ids[id]) || names[name]!);
    const { status, body } = await ask(method.toUpperCase(), `${where}${queries[id] ?? ''}`, bodies[id]);
    expect(status, `${id}: ${JSON.stringify(body)}`).toBe(200);
    expect(answer!.safeParse(body).error?.issues ?? [], id).toEqual([]);
    filled[id] = body;
  }
  // Of what was compared with the schema there was something to compare.
  expect(filled).toMatchObject({
    ...{ letters: [{}, {}], questions: [{}, {}], measures: [{}], findings: [{}], changePolicy: { moved: [{}] } },
    ...{ addYear: { moved: [{}] }, team: { findings: [{}] }, importView: { result: { refused: [{}] } } },
    ...{ import: { plan: { measures: [{ outcome: 'ask', asks: [{}] }, {}] } }, forecast: { change: {} } },
  });
  const no = await ask('GET', '/campaigns/none/status');
  expect(failed.parse(no.body)).toMatchObject({ code: 'unknown-id' });
});

test('every answer in the document says what it is', () => {
  const schemas = operations.map(({ path, method }) => {
    const at = document.paths[path.replace(/:(\w+)/g, '{$1}')][method];
    return { path, schema: at.responses[200].content['application/json'].schema };
  });
  expect(schemas.filter(({ schema }) => Object.keys(schema).length === 0)).toEqual([]);
});
