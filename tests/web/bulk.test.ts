import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { pages } from '../../web/pages.tsx';
import { as, due, findingDraft, instant, jyj, measureDraft, people } from '../support/domain.ts';
import { cookieOf, engineOver, pageDeps, plain, playCampaign } from './play.ts';

const now = instant('2024-09-20 10:00');
let ledger: Ledger;
let app: ReturnType<typeof pages>;

beforeAll(async () => {
  ledger = await openLedger();
  const measures = ['a', 'b', 'c'].map((id, n) =>
    measureDraft({
      ...{ id, no: `12-${n + 1}`, title: `措施${id}`, participants: [] },
      ...(id === 'c' ? { leadUnit: jyj, doneDue: due('2024-08-30') } : {}),
    }),
  );
  const play = await playCampaign(ledger, 'c1', { findings: [findingDraft()], measures });
  const submit = { type: 'submit', evidence: ['a.pdf'] } as never;
  await play.act('measure', 'b', as.liaison, submit, '2024-09-10');
  app = pages(pageDeps(ledger, () => now, { engine: engineOver(ledger, () => now), log: { error: () => undefined } }));
});
afterAll(() => ledger.close());

async function visitor(person: { email: string | null }) {
  const Cookie = await cookieOf(ledger, person.email!.toLowerCase(), now);
  const get = async (path: string) => (await app.request(`/c/c1${path}`, { headers: { Cookie } })).text();
  const form = /name="form" value="([^"]+)"/.exec(await get(''))![1]!;
  const post = async (said: [string, string][]) => {
    const body = new URLSearchParams([['form', form], ...said]);
    const answer = await app.request('/c/c1/bulk', { method: 'POST', headers: { Cookie }, body });
    return { status: answer.status, to: answer.headers.get('Location'), html: await answer.text() };
  };
  return { get, post };
}
const picked = (...ids: string[]) => ids.map((id): [string, string] => ['m', id]);
const hidden = (html: string): [string, string][] =>
  [...html.split('class="bulk"')[1]!.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [
    m[1]!,
    m[2]!,
  ]);
const eventsOf = () => ledger.db.selectFrom('event').select(['stream', 'type']).orderBy('pos').execute();

test('a bulk act says of every row what it would do, and does nothing before the button', async () => {
  const office = await visitor(people.coordinator);
  expect(await office.get('')).toContain('name="m" value="a"');
  const before = await eventsOf();
  const chosen = await office.post(picked('a', 'b', 'c'));
  expect(plain(chosen.html)).toContain('批量办理 3 条');
  const id: [string, string] = ['id', 'a'.repeat(12)];
  const wish: [string, string][] = [
    id,
    ['act', 'setLimit'],
    ['to', '2024-10-31'],
    ['reason', '会议决定'],
    ['do', 'preview'],
  ];
  const preview = await office.post([...picked('a', 'b', 'c'), ...wish]);
  const text = plain(preview.html);
  expect(text).toContain('设新时限：3 条中 1 条可办');
  expect(text).toContain('12-3 措施c：2024-08-30 → 2024-10-31 · → ●正常');
  expect(text).toMatch(/12-1 措施a： 不能办：/);
  expect(await eventsOf()).toEqual(before);
  // The form as the preview has it, sent twice: one row is acted on, once.
  const form = hidden(preview.html).filter(([name]) => name !== 'form');
  for (let n = 0; n < 2; n++) {
    const sent = await office.post([...form, ['do', 'send']]);
    expect(sent).toMatchObject({ status: 303 });
    expect(sent.to).toContain('done=1');
  }
  // Time has passed for those that were asked, too.
  const added = (await eventsOf()).slice(before.length).filter(({ type }) => type === 'LimitSet');
  expect(added).toEqual([{ stream: 'measure/c1/c', type: 'LimitSet' }]);
});

test('a form without its reason is shown again with what was written', async () => {
  const office = await visitor(people.coordinator);
  const said: [string, string][] = [
    ['id', 'b'.repeat(12)],
    ['act', 'suspend'],
    ['do', 'preview'],
  ];
  const answer = await office.post([...picked('a'), ...said]);
  expect(answer.status).toBe(400);
  expect(answer.html).toContain('reason-missing');
});

test('nobody acts in bulk on what he does not see, or may not', async () => {
  const before = await eventsOf();
  const clerk = await visitor(people.jyjLiaison);
  expect((await clerk.post(picked('a', 'c'))).status).toBe(403);
  const said: [string, string][] = [
    ['id', 'c'.repeat(12)],
    ['act', 'suspend'],
    ['reason', 'x'],
  ];
  expect((await clerk.post([...picked('c'), ...said, ['do', 'preview']])).status).toBe(403);
  const sent = await clerk.post([...picked('c'), ...said, ['do', 'send']]);
  expect(sent.to).toContain('refused=1');
  expect(await eventsOf()).toEqual(before);
});

test('the charts count what the one who looks sees, and the curve is its table', async () => {
  const office = plain(await (await visitor(people.coordinator)).get('/charts'));
  expect(office).toContain('应销号 0 条，已销号 0 条；计划按现行到位时限，不含长期 0 条');
  expect(office).toMatch(/各单位灯色.*区住建局.*区教育局/);
  const clerk = await (await visitor(people.jyjLiaison)).get('/charts');
  expect(plain(clerk)).toMatch(/各单位灯色.*区教育局/);
  expect(plain(clerk)).not.toMatch(/区住建局/);
  const rows = [...clerk.matchAll(/<tr><td>(\d{4}-\d\d-\d\d)<\/td><td class="number">(\d+)<\/td>/g)];
  expect(rows.at(-1)!.slice(1)).toEqual(['2024-10-31', '1']);
});

test('the board says what waits for the one who looks', async () => {
  const leader = plain(await (await visitor(people.leader)).get(''));
  expect(leader).toContain('今天要我办 0');
  const principal = plain(await (await visitor(people.principal)).get(''));
  expect(principal).toContain('今天要我办 1 ： 审核、审批 1');
});
