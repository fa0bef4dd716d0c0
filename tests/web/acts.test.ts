import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeasureState } from '../../domain/measure/state.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { pages } from '../../web/pages.tsx';
import { markOf } from '../../web/unit/fields.ts';
import { as, findingDraft, instant, measureDraft, people } from '../support/domain.ts';
import { cookieOf, engineOver, pageDeps, plain, playCampaign } from './play.ts';

const now = instant('2024-09-12 10:00');
let ledger: Ledger;
let app: ReturnType<typeof pages>;

beforeAll(async () => {
  ledger = await openLedger();
  const measures = ['a', 'b'].map((id, n) => measureDraft({ id, no: `12-${n + 1}` }));
  const play = await playCampaign(ledger, 'c1', { findings: [findingDraft()], measures });
  await play.act('measure', 'a', as.liaison, { type: 'submit', evidence: ['a.pdf'] } as never, '2024-09-10');
  const ask = { type: 'requestExtension', to: '2024-10-31', reason: '公告期未满', progress: '过半' };
  await play.act('measure', 'b', as.liaison, ask, '2024-09-10');
  app = pages(pageDeps(ledger, () => now, { engine: engineOver(ledger, () => now), log: { error: () => undefined } }));
});
afterAll(() => ledger.close());

async function visitor(person: { email: string | null } | null) {
  const Cookie = await cookieOf(ledger, person && person.email!.toLowerCase(), now);
  const get = async (id: string) => (await app.request(`/c/c1/m/${id}`, { headers: { Cookie } })).text();
  return {
    get,
    /** Sends the form of an act as the page has it, with changes. */
    async act(id: string, act: string, more: Record<string, string> = {}, html?: string) {
      const page = html ?? (await get(id));
      const forms = page.split('<form ').filter((one) => one.includes(`value="${act}"`));
      const hidden = [...(forms[0] ?? page).matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      const fields = Object.fromEntries(hidden.map((match) => [match[1]!, match[2]!]));
      const body = new URLSearchParams({ ...fields, act, ...more });
      const answer = await app.request(`/c/c1/m/${id}/acts`, { method: 'POST', headers: { Cookie }, body });
      return { status: answer.status, html: await answer.text() };
    },
  };
}

async function stateOf(id: string): Promise<MeasureState> {
  const row = ledger.db.selectFrom('stream').select('state').where('id', '=', `measure/c1/${id}`);
  return (await row.executeTakeFirstOrThrow()).state as MeasureState;
}
const offered = (html: string) => [...html.matchAll(/name="act" value="(\w+)"/g)].map((match) => match[1]);

test('each sees the buttons of what he may do now, and no others', async () => {
  const at = async (person: { email: string | null } | null, id: string) =>
    offered(await (await visitor(person)).get(id));
  const steering = ['setNextStep', 'adjust', 'suspend', 'withdraw'];
  expect(await at(people.principal, 'a')).toEqual(['approve', 'return', 'report']);
  expect(await at(people.leader, 'b')).toEqual(['grantExtension', 'refuseExtension']);
  expect(await at(people.liaison, 'a')).toEqual(['report']);
  // The last is the paper of those who review or decide.
  expect((await at(people.coordinator, 'a')).sort()).toEqual([...steering, 'paper'].sort());
  for (const person of [people.member, people.supervisor, null]) expect(await at(person, 'a')).toEqual([]);
});

test('what an act would do shows before it is done: what changes, who is told, what comes next', async () => {
  const leader = await visitor(people.leader);
  // What asks nothing says it beside its button.
  const page = plain(await leader.get('b'));
  expect(page).toMatch(/整改落实到位时限：9月30日 周一 → 10月31日 周四 .*告知 .*区住建局联络员/);
  const clerk = await visitor(people.coordinator);
  const events = () => ledger.db.selectFrom('event').select('seq').execute();
  const before = await events();
  const seen = await clerk.act('b', '', { preview: 'suspend', reason: '等上级批复', at: 'b.suspend' });
  expect(seen.status).toBe(200);
  expect(plain(seen.html)).toMatch(/办了以后： 状态：在办 → 暂停/);
  expect(seen.html).toContain('>等上级批复</textarea>');
  const refused = await clerk.act('b', '', { preview: 'adjust', reason: '', approver: '常委会', at: 'b.adjust' });
  expect(plain(refused.html)).toContain('reason-missing');
  expect(await events()).toEqual(before);
  expect((await stateOf('b')).phase).toBe('open');
});

test('a button does it once, and says who did it', async () => {
  const leader = await visitor(people.leader);
  const page = await leader.get('b');
  expect(await leader.act('b', 'grantExtension', {}, page)).toMatchObject({ status: 303 });
  expect((await stateOf('b')).doneDue!.day).toBe('2024-10-31');
  expect((await leader.act('b', 'grantExtension', {}, page)).status).toBe(303);
  expect((await stateOf('b')).extensionsGranted).toBe(1);
  expect(plain(await leader.get('b'))).toContain('分管副区长');
});

test('a form from before somebody else acted does nothing', async () => {
  const principal = await visitor(people.principal);
  const page = await principal.get('a');
  expect((await principal.act('a', 'return', { reason: '' }, page)).status).toBe(400);
  const approved = await principal.act('a', 'approve', {}, page);
  expect(approved.status).toBe(303);
  const late = await principal.act('a', 'return', { reason: '缺照片', id: '0'.repeat(12) }, page);
  expect(late.status).toBe(409);
  expect(late.html).toContain('overtaken');
  // What he wrote stands beside what has happened meanwhile, whether or not his form is still there.
  expect(plain(late.html)).toMatch(/您写的 理由 缺照片 现在的情况 状态 .*最近一次办理 .*区住建局局长/);
  expect((await stateOf('a')).phase).toBe('review');
});

test('what is not offered is refused all the same', async () => {
  for (const person of [people.liaison, people.member, people.coordinator]) {
    const { act, get } = await visitor(person);
    const form = /name="form" value="([^"]+)"/.exec(await get('a'))![1]!;
    const said = { form, id: '1'.repeat(12), mark: markOf(await stateOf('a')), reason: 'x' };
    // What the office may steer, others may not.
    const steering = person.id === 'coordinator' ? [] : ['withdraw', 'suspend'];
    for (const wish of ['approve', 'return', 'close', ...steering, 'constructor']) {
      expect((await act('a', wish, said)).status, `${person.id} ${wish}`).toBe(403);
    }
  }
});

test('a leader’s own time shows to him and the office, to others it is review', async () => {
  const bar = async (person: { email: string | null } | null) => plain(await (await visitor(person)).get('a'));
  expect(await bar(people.leader)).toContain('单位主要负责人');
  const seen = /天在谁手里(.*?)接下来/.exec(await bar(people.liaison))?.[1] ?? '';
  expect(seen).toContain('审核');
  expect(seen).not.toContain('牵头领导');
});
