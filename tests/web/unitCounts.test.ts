import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CampaignState } from '../../domain/campaign/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { pages } from '../../web/pages.tsx';
import { as, findingDraft, instant, jyj, measureDraft, people, zjj } from '../support/domain.ts';
import { engineOver, pageDeps, plain, playCampaign } from './play.ts';

let ledger: Ledger;
let app: ReturnType<typeof pages>;
let link: string;
const now = instant('2024-09-23 10:00');

beforeAll(async () => {
  ledger = await openLedger();
  const quantity = { kind: 'count' as const, total: 52, unit: '处' };
  const parts = [
    { id: 'P.1', unit: zjj, title: '东区', total: 32 },
    { id: 'P2', unit: jyj, title: '西区', total: 20 },
  ];
  const play = await playCampaign(ledger, 'c1', {
    findings: [findingDraft()],
    measures: [
      measureDraft({ id: 'whole', no: '1-1', quantity }),
      measureDraft({ id: 'split', no: '1-2', quantity, parts }),
      measureDraft({ id: 'plain', no: '1-3' }),
      measureDraft({ id: 'x', no: '2-1', leadUnit: jyj, participants: [], quantity }),
    ],
  });
  const count = { type: 'count', done: 38 };
  await play.act('measure', 'whole', as.liaison, count, '2024-08-01');
  for (const id of ['whole', 'split', 'plain', 'x']) await play.pass('measure', id, '2024-09-20 09:00');
  app = pages(pageDeps(ledger, () => now, { engine: engineOver(ledger, () => now) }));
  const whose = { campaign: 'c1', unit: zjj, person: people.liaison.id, expiresAt: instant('2024-10-01 00:00') };
  const { token, row } = newUnitLink(whose, now);
  await ledger.db.insertInto('unit_link').values(row).execute();
  link = `/u/${token}`;
});
afterAll(() => ledger.close());

async function ask(path: string, body?: Record<string, string>) {
  const answer = await app.request(path, body ? { method: 'POST', body: new URLSearchParams(body) } : {});
  return { status: answer.status, html: await answer.text(), to: answer.headers.get('Location') };
}

async function stateOf<S>(stream: string): Promise<S> {
  const row = ledger.db.selectFrom('stream').select('state').where('id', '=', stream);
  return (await row.executeTakeFirstOrThrow()).state as S;
}
const measure = (id: string) => stateOf<MeasureState>(`measure/c1/${id}`);
const markIn = (html: string, id: string) => new RegExp(`name="mark.${id}" value="(\\w+)"`).exec(html)![1]!;
const hidden = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]));

/** From the form through the check page to the receipt. */
async function sent(said: Record<string, string>, ...ids: string[]) {
  const { html } = await ask(link);
  const marks = Object.fromEntries(ids.map((id) => [`mark.${id}`, markIn(html, id)]));
  const { to } = await ask(link, { ...said, ...marks, do: 'check' });
  const check = await ask(to!);
  const form = hidden(check.html);
  const done = await ask(link, { ...form, do: 'send' });
  return { check, form, done, receipt: done.to ? await ask(done.to) : null };
}
const progress = (id: string) => ({
  [`choice.${id}`]: 'progress',
  [`progress.${id}`]: '又办了一些',
  [`next.${id}`]: '继续',
});

test('what is counted goes with the report, once', async () => {
  expect(plain((await ask(link)).html)).toContain('完成数（共 52处，上次 38）');
  const { check, form, receipt } = await sent({ ...progress('whole'), 'count::whole': '45' }, 'whole');
  expect(plain(check.html)).toContain('完成数 45');
  expect(plain(receipt!.html)).toMatch(/1-1 [^：]+：已报送 .*1-1 [^：]+：完成数已记/);
  expect(await measure('whole')).toMatchObject({ quantity: { done: 45 }, reports: 1 });
  const events = () => ledger.db.selectFrom('event').select('seq').where('stream', '=', 'measure/c1/whole').execute();
  const before = await events();
  expect((await ask(link, { ...form, do: 'send' })).status).toBe(303);
  expect(await events()).toEqual(before);
});

test.each([
  ['no number', { 'count::whole': '约四十' }, '不是数'],
  ['more than there is', { 'count::whole': '53' }, '超过总数'],
  ['less, without a word', { 'count::whole': '1' }, '请填写“原因”'],
])('%s is said at its field, and nothing is sent', async (_, said, wrong) => {
  const { status, html } = await ask(link, { ...progress('whole'), ...said, do: 'check' });
  expect(status).toBe(400);
  expect(plain(html)).toContain(wrong);
  const anchor = /<a href="#([^"]+)">1-1/.exec(html)![1]!;
  expect(html).toContain(`id="${anchor}"`);
});

test('parts are counted and handed in singly, with a word where there is no evidence', async () => {
  const said = { ...progress('split'), 'count:P.1:split': '32', 'handIn:P.1:split': 'yes' };
  expect((await ask(link, { ...said, do: 'check' })).status).toBe(400);
  const { receipt } = await sent({ ...said, 'reason.split': '验收单在区档案馆' }, 'split');
  expect(plain(receipt!.html)).toContain('部分已报送');
  const { parts, quantity, phase } = await measure('split');
  expect(quantity!.done).toBe(32);
  expect(phase).toBe('open');
  expect(parts!.map(({ done, handedIn }) => [done, handedIn?.by ?? null])).toEqual([
    [32, people.liaison.id],
    [0, null],
  ]);
  // With open parts there is nothing to be closed as a whole, and what is handed in is not asked again.
  const { html } = await ask(link);
  expect(html).not.toContain('choice.split.done');
  expect(html).not.toContain('handIn:P.1:split');
  expect(html).toContain('handIn:P2:split');
});

test('a consultation is asked for about an item of one’s own, and no other', async () => {
  const said = { 'choice.plain': 'consult', 'reason.plain': '产权不清，需自然资源部门确认' };
  const { check, receipt } = await sent(said, 'plain');
  expect(plain(check.html)).toContain('请求会商');
  expect(plain(receipt!.html)).toContain('已请求会商');
  const { errands = {} } = await stateOf<CampaignState>('campaign/c1');
  expect(Object.values(errands)).toMatchObject([{ source: 'consultation', about: 'plain', by: people.liaison.id }]);
  expect((await ask(link, { 'choice.x': 'consult', 'reason.x': '…', do: 'send', form: '0'.repeat(12) })).status).toBe(
    403,
  );
  expect((await ask(link, { 'count::x': '3', do: 'save' })).status).toBe(403);
  expect(Object.keys((await stateOf<CampaignState>('campaign/c1')).errands ?? {})).toHaveLength(1);
});
