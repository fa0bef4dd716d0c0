import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBounceDesk } from '../../activities/bounce.ts';
import { contextAt } from '../../activities/rules.ts';
import type { Actor } from '../../domain/actor.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { standard } from '../../domain/plan/presets.ts';
import { verify } from '../../ledger/verify.ts';
import { api } from '../../web/api/api.ts';
import type { ApiDeps } from '../../web/api/deps.ts';
import { as, directory, findingDraft, issue as issueLists, measureDraft, people } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage } from '../workflows/stage.ts';

const token = 'a token';
let stage: TestEngine;
let campaign: string;
let logged: unknown[];

beforeAll(async () => {
  stage = await startTestEngine();
  campaign = stage.campaign();
  logged = [];
}, 120_000);
afterAll(() => stage.stop());

function deps(engine: ApiDeps['engine'] = stage.engine): ApiDeps {
  return {
    ...{ ledger: stage.ledger, engine, contextAt, token, folder: 'data', now: Date.now, base: 'http://127.0.0.1' },
    takeBounce: createBounceDesk(stage.ledger, Date.now),
    verify: (id) => verify(stage.ledger, id),
    log: { error: (facts) => logged.push(facts) },
  };
}

async function ask(method: string, path: string, body?: unknown, more: { headers?: object; deps?: ApiDeps } = {}) {
  const headers = { Authorization: `Bearer ${token}`, ...more.headers } as Record<string, string>;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await api(more.deps ?? deps()).request(`/api${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: text }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the test expects of it.
  return { status: answer.status, body: (await answer.json()) as any };
}

const settings = () => ({
  ...{ id: campaign, name: '青禾区整改', feedbackOn: '2024-03-28', concentratedMonths: 3, zone: 'Asia/Shanghai' },
  ...{ language: 'zh-CN', office: { name: '整改办', replyTo: 'office@example.test' } },
});
const lists = () => ({
  directory,
  findings: [findingDraft({ leaders: [people.leader.id] })],
  measures: [measureDraft(), measureDraft({ id: 'm2', no: '1-2' })],
});
const setUp = () => ({ settings: settings(), policy: standard });
const imports = (body: object, by: ApiDeps = deps()) =>
  ask('POST', `/campaigns/${campaign}/imports`, { setUp: setUp(), lists: lists(), ...body }, { deps: by });
/** What came of an import, once it has ended. */
async function imported(body: object) {
  const { id } = (await imports(body)).body;
  const view = () => ask('GET', `/campaigns/${campaign}/imports/${id}`);
  await expect.poll(async () => (await view()).body.phase, { timeout: 30_000 }).toBe('done');
  return (await view()).body.result;
}
const acts = (id: string) => `/streams/measure/${campaign}/${id}/acts`;

describe('who asks', () => {
  test.each([
    ['no token', {}],
    ['another token', { Authorization: 'Bearer another' }],
    ['the token without its scheme', { Authorization: token }],
  ])('with %s is not let in', async (_, headers) => {
    const answer = await api(deps()).request('/api/campaigns', { headers: headers as Record<string, string> });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'token-wrong' });
  });

  test('is told in his language', async () => {
    const english = await ask('GET', '/nowhere', undefined, { headers: { 'Accept-Language': 'en' } });
    expect(english.body.message).toMatch(/^There is no “GET \/api\/nowhere”/);
    expect((await ask('GET', '/nowhere')).body.message).toMatch(/^没有/);
  });
});

describe('bad input', () => {
  test('what is no JSON, and what is too large, is refused', async () => {
    expect(await ask('POST', '/verify', '{')).toMatchObject({ status: 400, body: { code: 'bad-input' } });
    const large = await ask('POST', '/verify', `"${'x'.repeat(31 * 1024 * 1024)}"`);
    expect(large).toMatchObject({ status: 413, body: { code: 'body-too-large', facts: { limit: 30 } } });
  });

  test.each([
    ['a path there is not', 'GET', '/campaigns/c/nope', 404, 'no-such-route'],
    ['a campaign there is not', 'GET', '/campaigns/c/status', 404, 'unknown-id'],
    ['a kind there is not', 'GET', '/streams/toString/c/1', 404, 'unknown-id'],
    ['an item there is not', 'GET', '/find?id=99', 404, 'unknown-id'],
  ])('%s is not found', async (_, method, path, status, code) => {
    expect(await ask(method, path)).toMatchObject({ status, body: { code, facts: {}, message: expect.any(String) } });
  });

  test.each([
    ['an address that is two', 'not-one-address', { email: 'a@x.test, evil@y.test' }],
    ['an unknown role', 'bad-input', { roles: ['mayor'] }],
  ])('lists with %s start nothing', async (_, code, changes) => {
    const persons = [{ ...people.leader, ...changes }, ...directory.persons.filter(({ id }) => id !== 'leader')];
    const answer = await imports({ lists: { ...lists(), directory: { ...directory, persons } } });
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect((await ask('GET', `/campaigns/${campaign}/status`)).status).toBe(404);
  });

  test.each([
    ['a lead unit nobody knows', 'unknown-unit', measureDraft({ leadUnit: 'nope' })],
    ['a date that does not exist', 'no-such-date', measureDraft({ doneDue: { text: '', day: '2024-02-30', why: '' } })],
    [
      'effect after completion',
      'effect-after-done',
      measureDraft({ effectDue: { text: '', day: '2024-12-31', why: '' } }),
    ],
    ['a measure of no finding', 'unknown-finding', measureDraft({ id: 'm3', finding: 'f9' })],
  ])('lists with %s start nothing', async (_, code, measure) => {
    const measures = measure.id === 'm1' ? [measure] : [measureDraft(), measure];
    const answer = await imports({ lists: { ...lists(), measures } });
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect((await ask('GET', `/campaigns/${campaign}/status`)).status).toBe(404);
  });
});

describe('a campaign through the API', () => {
  test('without an engine nothing can be done, and everything read', async () => {
    const reading = deps(null);
    const answer = await imports({}, reading);
    expect(answer).toMatchObject({ status: 503, body: { code: 'not-running', facts: { folder: 'data' } } });
    expect(await ask('GET', '/campaigns', undefined, { deps: reading })).toEqual({ status: 200, body: [] });
  });

  test('is imported, and imported again without anything new', async () => {
    const first = await imported({});
    expect(first).toMatchObject({ started: { findings: 1, measures: 2 }, changed: { measures: 0 }, refused: [] });
    expect(await imports({})).toMatchObject({ body: { id: null } });
  });

  test('takes another measure while it is not issued', async () => {
    const more = { ...lists(), measures: [...lists().measures, measureDraft({ id: 'm3', no: '1-3' })] };
    expect(await imported({ lists: more })).toMatchObject({ started: { findings: 0, measures: 1 } });
    const finding = await ask('GET', `/streams/finding/${campaign}/f1`);
    expect(Object.keys(finding.body.state.measures).sort()).toEqual(['m1', 'm2', 'm3']);
  });

  test('is issued, and everybody has it then', async () => {
    const answer = await ask('POST', `/campaigns/${campaign}/issue`, { id: 'i', document: '1号', approvers: ['区委'] });
    expect(answer).toMatchObject({
      status: 200,
      body: { id: 'i', events: ['Issued', ...answer.body.events.slice(1)] },
    });
    const measures = await ask('GET', `/campaigns/${campaign}/measures?phase=open`);
    expect(measures.body.map(({ id }: { id: string }) => id)).toEqual(['m1', 'm2', 'm3']);
    expect(await imports({})).toMatchObject({ status: 200, body: { id: null, plan: { gone: [{ id: 'm3' }] } } });
    const again = { id: 'i2', document: '2号', approvers: ['区委'] };
    expect(await ask('POST', `/campaigns/${campaign}/issue`, again)).toMatchObject({ body: { code: 'wrong-state' } });
  });

  test('mails go out when the office releases them', async () => {
    const path = `/streams/campaign/${campaign}/${campaign}/acts`;
    const release = { id: 'r', as: 'liaison', command: { type: 'release' } };
    expect(await ask('POST', path, release)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    const answer = await ask('POST', path, { ...release, as: 'coordinator' });
    expect(answer).toMatchObject({ status: 200, body: { events: ['Released'] } });
  });

  test('an act is answered the same when it is asked again', async () => {
    const said = { id: 'a', as: 'liaison', command: { type: 'acknowledge' } };
    const answer = await ask('POST', acts('m1'), said);
    expect(answer).toMatchObject({ status: 200, body: { events: ['Acknowledged'] } });
    expect(await ask('POST', acts('m1'), said)).toEqual(answer);
  });

  test.each([
    ['a person nobody knows', 'nobody', { type: 'acknowledge' }, 404, 'unknown-id'],
    ['a person of another unit', 'jyjLiaison', { type: 'acknowledge' }, 403, 'not-allowed'],
    ['a review of what was not submitted', 'coordinator', { type: 'approve' }, 409, 'wrong-state'],
    ['a submission without evidence', 'liaison', { type: 'submit' }, 400, 'evidence-missing'],
    ['a return without its reason', 'coordinator', { type: 'return' }, 400, 'bad-input'],
    ['an act only the engine has', 'coordinator', { type: 'issue', document: 'x', approvers: ['x'] }, 400, 'bad-input'],
    ['an act there is not', 'coordinator', { type: 'toString' }, 400, 'bad-input'],
  ])('%s is refused with its code, its facts and a sentence', async (_, as, command, status, code) => {
    const answer = await ask('POST', acts('m2'), { id: `r-${as}-${command.type}`, as, command });
    expect(answer).toMatchObject({ status, body: { code, facts: expect.any(Object), message: expect.any(String) } });
    expect(answer.body.message).not.toMatch(/[{}]/);
  });

  test('a person is known by a name only he has', async () => {
    const answer = await ask('POST', acts('m2'), {
      id: 'n',
      as: people.liaison.name,
      command: { type: 'acknowledge' },
    });
    expect(answer.status).toBe(200);
    const view = await ask('GET', `/streams/measure/${campaign}/m2`);
    expect(view.body.timeline.at(-1)).toMatchObject({
      type: 'Acknowledged',
      by: { id: 'liaison', name: '区住建局联络员' },
    });
    expect(view.body.holder).toMatchObject({ post: 'unit', persons: expect.arrayContaining(['区住建局联络员']) });
    expect(view.body.next).toMatchObject({ at: expect.any(Number), ladder: expect.any(String) });
  });

  describe('signed for another', () => {
    const paper = { by: 'clerk', number: '区领〔2026〕8号', date: '2026-01-05', scan: `sha256:${'a'.repeat(64)}` };
    const campaignActs = () => `/streams/campaign/${campaign}/${campaign}/acts`;
    const claim = { id: 'p1', as: 'liaison', command: { type: 'claimEffect', evidence: ['sha256:e'] } };
    const confirm = { id: 'p2', as: 'leader', command: { type: 'confirmEffect' } };

    test('from paper: refused without a scan or before the issue, and the refusal is on record', async () => {
      expect(await ask('POST', acts('m1'), claim)).toMatchObject({ status: 200 });
      const bare = { ...confirm, paper: { ...paper, scan: '' } };
      expect(await ask('POST', acts('m1'), bare)).toMatchObject({ status: 400, body: { code: 'paper-incomplete' } });
      const early = { ...confirm, id: 'p3', paper: { ...paper, date: '2024-01-05' } };
      expect(await ask('POST', acts('m1'), early)).toMatchObject({ status: 400, body: { code: 'backdated' } });
      const { refused } = (await ask('GET', `/campaigns/${campaign}/refusals`)).body;
      expect(refused.slice(0, 2)).toMatchObject([
        { person: 'leader', act: 'confirmEffect', code: 'backdated', paper: { by: 'clerk', date: '2024-01-05' } },
        { person: 'leader', act: 'confirmEffect', code: 'paper-incomplete', facts: { missing: 'scan' } },
      ]);
    });

    test('from paper: the record names who signed, who entered it, and the paper', async () => {
      const today = dayOf(Date.now(), 'Asia/Shanghai');
      const said = { ...confirm, id: 'p4', paper: { ...paper, date: today } };
      expect(await ask('POST', acts('m1'), said)).toMatchObject({ status: 200, body: { events: ['EffectConfirmed'] } });
      const view = await ask('GET', `/streams/measure/${campaign}/m1`);
      const [entry] = view.body.timeline.slice(-1);
      expect(entry).toMatchObject({ by: { id: 'leader', paper: { by: 'clerk', number: '区领〔2026〕8号' } } });
    });

    test('from paper: a scan that comes along is kept as it is, with the evidence', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'xiaohao-scan-'));
      const bytes = Buffer.from('%PDF-1.4 signed');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const today = dayOf(Date.now(), 'Asia/Shanghai');
      const scan = { name: '批示.pdf', bytes: bytes.toString('base64') };
      const instruct = { type: 'instruct', text: '限期整改', unit: 'zjj', due: '2099-01-01' };
      const said = { id: 's1', as: 'leader', command: instruct, scan };
      const by = { deps: { ...deps(), folder } };
      const wrong = { ...said, paper: { ...paper, date: today } };
      expect(await ask('POST', campaignActs(), wrong, by)).toMatchObject({ body: { code: 'bad-input' } });
      const right = { ...said, paper: { ...paper, date: today, scan: `sha256:${sha256}` } };
      expect(await ask('POST', campaignActs(), right, by)).toMatchObject({ body: { events: ['ErrandGiven'] } });
      expect(await readFile(join(folder, 'evidence', sha256.slice(0, 2), sha256))).toEqual(bytes);
      const row = stage.ledger.db.selectFrom('evidence').selectAll().where('sha256', '=', sha256);
      expect(await row.executeTakeFirst()).toMatchObject({ campaign, name: '批示.pdf', type: 'application/pdf' });
      await rm(folder, { recursive: true });
    });

    test('by a deputy: only under a delegation, whose days do not overlap another', async () => {
      const act = { id: 'd1', as: 'member', for: 'coordinator', command: { type: 'confirmEffect' } };
      expect(await ask('POST', acts('m1'), act)).toMatchObject({ status: 403, body: { code: 'not-delegated' } });
      const days = { from: '2026-01-01', until: '2099-12-31' };
      const delegate = { type: 'delegate', of: 'coordinator', to: 'member', ...days, document: '委托1号' };
      const said = { id: 'd2', as: 'clerk', command: delegate };
      expect(await ask('POST', campaignActs(), said)).toMatchObject({ body: { events: ['DirectoryAmended'] } });
      expect(await ask('POST', campaignActs(), { ...said, id: 'd3' })).toMatchObject({
        body: { code: 'delegation-overlaps' },
      });
      const close = { id: 'd5', as: 'clerk', command: { type: 'close' } };
      const finding = `/streams/finding/${campaign}/f1/acts`;
      expect(await ask('POST', finding, close)).toMatchObject({ body: { code: 'finding-not-settled' } });
      const instruct = { type: 'instruct', text: '限期整改', unit: 'zjj', due: '2099-01-01' };
      const bare = { id: 'd6', as: 'leader', command: instruct, paper: { ...paper, number: '' } };
      expect(await ask('POST', campaignActs(), bare)).toMatchObject({ body: { code: 'paper-incomplete' } });
      const { refused } = (await ask('GET', `/campaigns/${campaign}/refusals`)).body;
      expect(refused.slice(0, 3)).toMatchObject([
        { person: 'leader', act: 'instruct', code: 'paper-incomplete', stream: `campaign/${campaign}` },
        { person: 'clerk', act: 'close', code: 'finding-not-settled', stream: `finding/${campaign}/f1` },
        { person: 'clerk', act: 'amendDirectory', code: 'delegation-overlaps', stream: `campaign/${campaign}` },
      ]);
      expect(await ask('POST', acts('m1'), { ...act, id: 'd4' })).toMatchObject({ status: 200 });
    });

    test('a unit merged into another hands its items on, and the record still says whose they were', async () => {
      const merge = { type: 'mergeUnit', unit: 'jyj', into: 'jyj', document: '编办1号' };
      const said = { id: 'm1', as: 'clerk', command: merge };
      expect(await ask('POST', campaignActs(), said)).toMatchObject({ body: { code: 'unit-into-itself' } });
      const right = { ...said, id: 'm2', command: { ...merge, into: 'zjj' } };
      expect(await ask('POST', campaignActs(), right)).toMatchObject({ status: 200 });
      const state = async () => (await ask('GET', `/streams/measure/${campaign}/m2`)).body.state;
      await expect.poll(async () => (await state()).participants, { timeout: 20_000 }).toEqual([]);
      const now = (await ask('GET', `/campaigns/${campaign}/directory`)).body;
      expect(now.units.map(({ id }: { id: string }) => id)).toEqual(['zjj']);
      const before = await ask('GET', `/campaigns/${campaign}/directory?on=2020-01-01`);
      expect(before.body).toEqual({ units: [], persons: [] });
    });
  });

  test('what is archived says so, and still answers what was asked before', async () => {
    const said = { id: 'w', as: 'coordinator', command: { type: 'withdraw', reason: '并入1-1', approver: '领导小组' } };
    const answer = await ask('POST', acts('m3'), said);
    expect(answer.status).toBe(200);
    await expect.poll(async () => (await ask('POST', acts('m3'), { ...said, id: 'w2' })).body.code).toBe('wrong-state');
    expect(await ask('POST', acts('m3'), said)).toEqual(answer);
  });

  test('what is archived is opened again by a rebound, asked for twice once', async () => {
    const old = await Stage.open(stage, { clock: 'real', policy: { ...standard, lookBackMonths: [] } });
    const done = async (command: { type: string; evidence?: string[] }, actor: Actor) =>
      expect(await old.send({ command, actor })).not.toHaveProperty('refusal');
    await old.send({ command: issueLists, actor: as.coordinator, stream: old.campaign });
    await expect.poll(async () => (await old.state()).phase).toBe('open');
    await done({ type: 'submit', evidence: ['sha256:a'] }, as.liaison);
    for (const actor of [as.principal, as.leader, as.coordinator]) await done({ type: 'approve' }, actor);
    await done({ type: 'close' }, as.coordinator);
    await stage.client.workflow.getHandle(old.measure).result();

    const path = `/streams/measure/${old.id}/m1/acts`;
    const newDue = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    const said = { id: 'r1', as: 'clerk', command: { type: 'rebound', reason: '再次被占', newDue } };
    expect((await ask('POST', path, { ...said, id: 'r0', as: 'liaison' })).body.code).toBe('not-allowed');
    expect((await ask('POST', path, { ...said, id: 'r2', command: { type: 'acknowledge' } })).body).toMatchObject({
      code: 'wrong-state',
      facts: { phase: 'archived' },
    });
    const answer = await ask('POST', path, said);
    expect(answer).toMatchObject({ status: 200, body: { events: ['Rebounded'] } });
    expect(await ask('POST', path, said)).toEqual(answer);
    expect(await old.state()).toMatchObject({ phase: 'open', archivedAt: null, doneDue: { day: newDue } });
    const report = { type: 'report', progress: '已重新排查', next: '继续' };
    expect(await ask('POST', path, { id: 'r3', as: 'liaison', command: report })).toMatchObject({ status: 200 });
  });

  test('an item is found by its id and by the number the lists gave it', async () => {
    const stream = `measure/${campaign}/m2`;
    expect((await ask('GET', '/find?id=m2')).body).toEqual({ stream, kind: 'measure', campaign, id: 'm2' });
    expect((await ask('GET', `/find?id=1-2&campaign=${campaign}`)).body.stream).toBe(stream);
    expect((await ask('GET', `/find?id=${stream}`)).body.stream).toBe(stream);
    expect((await ask('GET', `/find?id=${campaign}`)).body.stream).toBe(`campaign/${campaign}`);
  });

  test('its figures and its chains can be asked for', async () => {
    const status = await ask('GET', `/campaigns/${campaign}/status`);
    expect(status.body).toMatchObject({ id: campaign, phase: 'issued', figures: { findings: { total: 1 } } });
    expect((await ask('GET', '/campaigns')).body).toContainEqual(expect.objectContaining({ id: campaign }));
    expect((await ask('POST', '/verify', { campaign })).body).toMatchObject({ streams: 6, broken: null });
  });

  test('nothing was a fault of the program', () => {
    expect(logged).toEqual([]);
  });
});
