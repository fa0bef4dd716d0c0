import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CampaignState } from '../../domain/campaign/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { pages } from '../../web/pages.tsx';
import { as, due, findingDraft, instant, jyj, measureDraft, people } from '../support/domain.ts';
import { cookieOf, engineOver, pageDeps, plain, playCampaign } from './play.ts';

const now = instant('2024-09-29 10:00');
const evidence = mkdtempSync(join(tmpdir(), 'xiaohao-mine-'));
const scan = new File([Buffer.from('%PDF-1.7 signed')], '签字件.pdf', { type: 'application/pdf' });
let ledger: Ledger;
let app: ReturnType<typeof pages>;

beforeAll(async () => {
  ledger = await openLedger();
  const measures = ['a', 'b', 'c', 'd', 'e'].map((id, n) =>
    measureDraft({
      id,
      no: `12-${n + 1}`,
      participants: [],
      ...(id === 'c' ? { leadUnit: jyj, doneDue: due('2024-08-30') } : {}),
    }),
  );
  const play = await playCampaign(ledger, 'c1', { findings: [findingDraft()], measures });
  const submit = { type: 'submit', evidence: ['a.pdf'] } as never;
  for (const id of ['a', 'd']) {
    await play.act('measure', id, as.liaison, submit, '2024-09-10');
    await play.act('measure', id, as.principal, { type: 'approve' }, '2024-09-11');
  }
  for (const id of ['b', 'e']) {
    const ask = { type: 'requestExtension', to: '2024-10-31', reason: '公告期未满', progress: '过半' };
    await play.act('measure', id, as.liaison, ask, '2024-09-10');
  }
  for (const day of ['09-02', '09-05', '09-11', '09-20']) await play.pass('measure', 'c', `2024-${day} 08:50`);
  // The round of September, brought up by time.
  for (let day = 20; day < 30; day += 1) await play.pass('campaign', '', `2024-09-${day} 09:00`);
  const site = { evidence } as never;
  app = pages(
    pageDeps(ledger, () => now, { engine: engineOver(ledger, () => now), log: { error: () => undefined }, site }),
  );
});
afterAll(async () => {
  await ledger.close();
  rmSync(evidence, { recursive: true, force: true });
});

async function visitor(person: { email: string | null }) {
  const Cookie = await cookieOf(ledger, person.email!.toLowerCase(), now);
  const get = async (path: string) => {
    const answer = await app.request(`/c/c1${path}`, { headers: { Cookie } });
    return { status: answer.status, html: await answer.text(), text: '' };
  };
  /** Sends the form that has this button, as the page has it. */
  const press = async (path: string, about: string, act: string, more: Record<string, string | File> = {}) => {
    const { html } = await get(path);
    const form = html
      .split('<form ')
      .find((one) => one.includes(`value="${about}.${act}"`) || (about === '' && one.includes(`value="${act}"`)));
    if (!form) return null;
    const to = /action="([^"]+)"/.exec(form)![1]!;
    const body = new FormData();
    for (const [, name, value] of form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g))
      body.set(name!, value!);
    for (const [name, value] of Object.entries({ act, ...more })) body.set(name, value);
    const answer = await app.request(to, { method: 'POST', headers: { Cookie }, body });
    return { status: answer.status, to: answer.headers.get('Location') ?? '', html: await answer.text() };
  };
  return { get, press };
}

async function stateOf<S = MeasureState>(stream: string): Promise<S> {
  const row = ledger.db.selectFrom('stream').select('state').where('id', '=', stream);
  return (await row.executeTakeFirstOrThrow()).state as S;
}

test('a leader’s page begins with what waits for his word, and says what follows from it', async () => {
  const { html } = await (await visitor(people.leader)).get('/mine');
  const text = plain(html);
  expect(/<h1>([^<]+)/.exec(html)![1]).toMatch(/^待您决定 \d 项$/);
  expect(text).toContain('9月30日 → 10月31日，第 1 次。理由：公告期未满');
  expect(text).toContain('同意后：时限改为 10月31日 周四，接着 10月11日、10月21日');
  expect(text).toContain('11月1日 起算逾期');
  expect(text).toContain('同意后：转 整改办');
});

test('each decision is one tap, and stays on the page with its hour', async () => {
  const leader = await visitor(people.leader);
  const pressed = await leader.press('/mine', 'b', 'grantExtension');
  expect(pressed).toMatchObject({ status: 303, to: '/c/c1/mine?done=b' });
  expect((await stateOf('measure/c1/b')).doneDue!.day).toBe('2024-10-31');
  const after = (await leader.get('/mine?done=b')).html;
  expect(plain(after)).toContain('已同意 9月29日 10:00');
  expect(after).not.toContain('value="b.grantExtension"');
  expect(await leader.press('/mine', 'a', 'approve')).toMatchObject({ status: 303 });
  expect((await stateOf('measure/c1/a')).review!.approvals.map(({ by }) => by)).toContain('leader');
});

test('a refusal keeps what was written, beside its reason', async () => {
  const leader = await visitor(people.leader);
  const page = (await leader.press('/mine', 'd', 'return', { reason: '' }))!;
  expect(page.status).toBe(400);
  expect(page.html).toContain('reason-missing');
  expect(page.html).toContain('id="problems"');
});

test('an escalation comes with what had been tried, and a 批示 becomes a dated item of the unit', async () => {
  const leader = await visitor(people.leader);
  const mail = {
    id: 'mail-1',
    campaign: 'c1',
    person: 'leader',
    email: 'leader@example.test',
    window_at: now - 1,
    audience: 'leader',
  };
  const rest = {
    subject: '',
    raw: Buffer.from(''),
    items: 1,
    state: 'accepted' as const,
    tries: 1,
    next_try: null,
    response: '250',
  };
  await ledger.db
    .insertInto('mail')
    .values({ ...mail, ...rest, staged_at: now, accepted_at: now } as never)
    .execute();
  const notice = await ledger.db
    .selectFrom('notice')
    .select('id')
    .where('measure', '=', 'c')
    .where('block', '=', 'escalation')
    .limit(1)
    .executeTakeFirstOrThrow();
  await ledger.db.insertInto('mail_notice').values({ mail: 'mail-1', notice: notice.id }).execute();
  await ledger.db
    .updateTable('notice')
    .set({ state: 'staged' })
    .where('measure', '=', 'c')
    .where('window_at', '<', now)
    .execute();
  const { html } = await leader.get('/mine');
  expect(plain(html)).toMatch(/提级告知.*12-3.*已发：.*红色提醒 9月3日.*督办单（提级） 9月12日.*逾期 30 天/);
  expect(plain(html)).toContain('约谈建议由纪委监委、组织部研究决定');
  const given = await leader.press('/mine', 'c', 'instruct', { text: '一周内到现场', due: '2024-10-10', unit: jyj });
  expect(given!.status).toBe(303);
  const { errands = {} } = await stateOf<CampaignState>('campaign/c1');
  expect(Object.values(errands).filter(({ by }) => by === 'leader')).toEqual([
    expect.objectContaining({
      text: '一周内到现场',
      owner: `unit:${jyj}`,
      due: '2024-10-10',
      about: 'c',
      by: 'leader',
    }),
  ]);
  expect(plain((await leader.get('/mine')).html)).toContain('一周内到现场');
  // The unit's clerk finishes it.
  const clerk = await visitor(people.jyjLiaison);
  expect((await clerk.press('/mine', 'instruction-3', 'finish', { result: '已到现场' }))!.status).toBe(303);
  expect(Object.keys((await stateOf<CampaignState>('campaign/c1')).errands!)).not.toContain('instruction-3');
});

test('one signature signs all items of a cycle', async () => {
  const leader = await visitor(people.leader);
  const before = await stateOf<CampaignState>('campaign/c1');
  expect(before.rounds?.main?.leaders).toEqual(['leader']);
  expect(plain((await leader.get('/mine')).html)).toMatch(/9月月报 \d 项：\d 项无异常 · \d 项请看/);
  expect((await leader.press('/mine', 'main', 'sign'))!.status).toBe(303);
  expect((await stateOf<CampaignState>('campaign/c1')).rounds!.main!.signed).toEqual({ leader: '2024-09-29' });
  expect((await leader.get('/mine')).html).not.toContain('value="main.sign"');
});

test('the office enters what was signed on paper, with number, date and scan, and the record names both', async () => {
  const office = await visitor(people.coordinator);
  const { html } = await office.get('/paper/leader');
  expect(plain(html)).toContain('审签单：分管副区长 待决定 2 项');
  const paper = { number: '签〔2024〕3号', date: '2024-09-25' };
  const choice = { 'deed.d': 'approve', 'deed.e': 'refuseExtension', 'text.e': '按原时限办' };
  const without = await office.press('/paper/leader', '', 'paper', { ...paper, ...choice });
  expect(without).toMatchObject({ status: 400 });
  expect(without!.html).toContain('paper-incomplete');
  const entered = await office.press('/paper/leader', '', 'paper', { ...paper, ...choice, scan });
  expect(entered!.status).toBe(303);
  expect((await stateOf('measure/c1/e')).extension).toBeNull();
  const events = await ledger.db
    .selectFrom('event')
    .select('actor')
    .where('stream', '=', 'measure/c1/d')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(JSON.parse(events.actor)).toMatchObject({
    person: 'leader',
    paper: { by: 'coordinator', ...paper, scan: expect.stringMatching(/^sha256:/) },
  });
  // The time line says whose hand entered it, and leads to the paper; its page shows all that was entered from it.
  const seen = await office.get('/m/d');
  expect(plain(seen.html)).toContain('凭签字件 签〔2024〕3号（9月25日签，整改办主任 代录）');
  const path = /href="\/c\/c1(\/scans\/[0-9a-f]{64})"/.exec(seen.html)![1]!;
  const page = await office.get(path);
  expect(plain(page.html)).toContain('签字件 签〔2024〕3号：分管副区长');
  for (const id of ['d', 'e']) expect(page.html).toContain(`/c/c1/m/${id}"`);
  expect((await office.get(`${path}/file`)).status).toBe(200);
  // A unit sees that it was paper, and not the paper: other units' items may stand on it.
  const liaison = await visitor(people.liaison);
  expect((await liaison.get('/m/d')).html).not.toContain('/scans/');
  expect((await liaison.get(path)).status).toBe(404);
});

test('nobody enters another’s signature but the office, and nobody sees another leader’s sheet', async () => {
  const liaison = await visitor(people.liaison);
  expect((await liaison.get('/paper/leader')).status).toBe(404);
  const leader = await visitor(people.leader);
  const own = await leader.get('/paper/leader');
  expect(own.status).toBe(200);
  expect(own.html).not.toContain('name="scan"');
});

test('no form on the campaign does what its sender may not do', async () => {
  const before = await stateOf<CampaignState>('campaign/c1');
  const desk = (await (await visitor(people.liaison)).get('/mine')).html;
  const form = /name="form" value="([^"]+)"/.exec(desk)![1]!;
  const Cookie = await cookieOf(ledger, people.liaison.email, now);
  const own = await app.request('/c/c1/mine', { headers: { Cookie } });
  const mark = /name="form" value="([^"]+)"/.exec(await own.text())![1]!;
  expect(mark).not.toBe(form);
  for (const act of [
    'sign',
    'instruct',
    'release',
    'releaseLetter',
    'dropLetter',
    'openCheck',
    'finish',
    'amendDirectory',
    'toString',
  ]) {
    const said = {
      form: mark,
      id: '2'.repeat(12),
      act,
      text: 'x',
      due: '2024-12-01',
      errand: 'periodEnd-2',
      letter: 'letter-1',
    };
    const answer = await app.request('/c/c1/acts', {
      method: 'POST',
      headers: { Cookie },
      body: new URLSearchParams(said),
    });
    expect(answer.status, act).toBe(403);
  }
  expect(await stateOf<CampaignState>('campaign/c1')).toEqual(before);
});

test('the office’s desk lists what waits for it, and nothing it may not do', async () => {
  const { html } = await (await visitor(people.coordinator)).get('/mine');
  expect(html).toContain('value="a.approve"');
  expect(html).not.toContain('value="b.grantExtension"');
  const leader = (await (await visitor(people.leader)).get('/mine')).html;
  expect(leader).not.toContain('value="a.approve"');
});
