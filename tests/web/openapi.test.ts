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
  return { status: answer.status, body: await answer.json() };
}

beforeAll(async () => {
  ledger = await openLedger();
  const play = await playCampaign(ledger, 'c1', { findings: [findingDraft()], measures: [measureDraft()] });
  await play.act('measure', 'm1', as.liaison, { type: 'acknowledge' }, '2024-07-02');
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

test('what is answered is what the document says', async () => {
  const act = { id: 'an-act', as: 'liaison', command: { type: 'report', progress: '已完成', next: '验收' } };
  const bodies: Record<string, object> = { act, verify: {}, enter: {}, bounce: { raw: '' }, adopt: { by: 'Li' } };
  const asked: string[] = [];
  for (const { id, method, path, answer } of operations.filter((one) => one.answer && one.id !== 'issue')) {
    const names: Record<string, string> = { kind: 'measure', campaign: 'c1', id: 'm1' };
    const where = `${path.replace(/:(\w+)/g, (_, name: string) => names[name]!)}${id === 'find' ? '?id=m1' : ''}`;
    const { status, body } = await ask(method.toUpperCase(), where, bodies[id]);
    expect(status, `${id}: ${JSON.stringify(body)}`).toBe(200);
    const read = answer!.safeParse(body);
    expect(read.error?.issues ?? [], id).toEqual([]);
    asked.push(id);
  }
  expect(asked).toContain('stream');
  const no = await ask('GET', '/campaigns/none/status');
  expect(failed.parse(no.body)).toMatchObject({ code: 'unknown-id' });
});
