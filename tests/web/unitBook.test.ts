import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBookApart } from '../../documents/in/apart/apart.ts';
import { tableWorkbook } from '../../documents/out/table.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { pages } from '../../web/pages.tsx';
import { as, findingDraft, instant, jyj, measureDraft, people, zjj } from '../support/domain.ts';
import { engineOver, pageDeps, plain, playCampaign } from './play.ts';

const now = instant('2024-09-23 10:00');
let ledger: Ledger;
let app: ReturnType<typeof pages>;
let link: string;

beforeAll(async () => {
  ledger = await openLedger();
  const quantity = { kind: 'count' as const, total: 52, unit: '处' };
  const parts = [{ id: 'P1', unit: zjj, title: '东区', total: 52 }];
  const play = await playCampaign(ledger, 'c1', {
    findings: [findingDraft()],
    measures: [
      measureDraft({ id: 'a', no: '1-1', quantity, parts }),
      measureDraft({ id: 'b', no: '1-2' }),
      measureDraft({ id: 'c', no: '1-3' }),
      measureDraft({ id: 'x', no: '2-1', title: '别家的事', leadUnit: jyj, participants: [] }),
    ],
  });
  const report = { type: 'report', progress: '上期做了摸底', next: '进场' };
  await play.pass('measure', 'b', '2024-08-20 09:00');
  await play.act('measure', 'b', as.liaison, report, '2024-08-21');
  for (const id of ['a', 'b', 'c', 'x']) await play.pass('measure', id, '2024-09-20 09:00');
  app = pages(pageDeps(ledger, () => now, { engine: engineOver(ledger, () => now), log: { error: () => undefined } }));
  const whose = { campaign: 'c1', unit: zjj, person: people.liaison.id, expiresAt: instant('2024-10-01 00:00') };
  const { token, row } = newUnitLink(whose, now);
  await ledger.db.insertInto('unit_link').values(row).execute();
  link = `/u/${token}`;
});
afterAll(() => ledger.close());

/** The form as it comes down: its header, and its rows by the name of their columns. */
async function down() {
  const answer = await app.request(`${link}/book.xlsx`);
  expect(answer.status).toBe(200);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const [sheet] = await readBookApart({ name: 'a.xlsx', bytes });
  const [header, ...rows] = sheet!.rows.map(({ cells }) => cells);
  return { header: header!, rows: rows.map((cells) => header!.map((_, n) => cells[n] ?? '')), sheet: sheet!.name };
}

async function up(bytes: Uint8Array<ArrayBuffer>, name = '一月一表.xlsx') {
  const body = new FormData();
  body.set('book', new File([bytes], name));
  const answer = await app.request(`${link}/book`, { method: 'POST', body });
  return { status: answer.status, html: await answer.text() };
}

async function book({ header, rows, sheet }: Awaited<ReturnType<typeof down>>) {
  return new Uint8Array(await tableWorkbook({ header, rows, sheet, widths: header.map(() => 10) }));
}
const drafts = async () => (await ledger.db.selectFrom('unit_draft').select('measure').execute()).length;
const hidden = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]));

test('it comes down with last time’s text, a row a measure and one a part, and nobody else’s', async () => {
  const { header, rows } = await down();
  const column = (name: string) => header.indexOf(name);
  expect(rows.map((row) => row[column('编号')])).toEqual(['1-1', '1-1', '1-2', '1-3']);
  expect(rows[1]![column('措施')]).toBe('P1 东区');
  expect(rows[1]![column('完成数')]).toBe('0');
  expect(rows[2]![column('已落实措施')]).toBe('上期做了摸底');
  expect(JSON.stringify(rows)).not.toContain('别家的事');
});

test('sorted, with one row left out, it comes back: what changed shows old and new, is confirmed, checked and sent', async () => {
  const form = await down();
  const column = (name: string) => form.header.indexOf(name);
  const [a, part, b] = form.rows;
  b![column('本期情况')] = '有进展';
  b![column('已落实措施')] = '已进场 <b>施工</b>';
  a![column('已落实措施')] = '东区完成';
  a![column('下一步')] = '验收';
  part![column('完成数')] = '52';
  const { status, html } = await up(await book({ ...form, rows: [b!, part!, a!] }));
  expect(status).toBe(200);
  const text = plain(html);
  expect(text).toContain('上传核对：变更 2 项 · 相同 0 项 · 有误 0 处');
  expect(text).toContain('上期做了摸底 → 已进场');
  expect(text).toMatch(/完成数 P1 东区 0 → 52/);
  expect(html).not.toContain('<b>施工');
  expect(await drafts()).toBe(0);
  const body = new URLSearchParams({ ...hidden(html), do: 'check' });
  const checked = await app.request(link, { method: 'POST', body });
  expect(checked.status).toBe(303);
  const check = await (await app.request(checked.headers.get('Location')!)).text();
  expect(plain(check)).toContain('核对：有进展 2');
  const sent = new URLSearchParams({ ...hidden(check), do: 'send' });
  expect((await app.request(link, { method: 'POST', body: sent })).status).toBe(303);
  const row = ledger.db.selectFrom('stream').select('state').where('id', '=', 'measure/c1/a');
  expect((await row.executeTakeFirstOrThrow()).state).toMatchObject({ quantity: { done: 52 }, reports: 1 });
});

test('rows that are no rows of this form are named, and leave the others alone', async () => {
  const form = await down();
  const column = (name: string) => form.header.indexOf(name);
  const c = form.rows.find((row) => row[0] === '1-3')!;
  c[column('本期情况')] = '大有进展';
  const foreign = [...c];
  foreign[column('编号')] = '2-1';
  foreign[form.header.length - 1] = 'x 0000';
  const text = plain((await up(await book({ ...form, rows: [c, foreign] }))).html);
  expect(text).toContain('第 2 行“本期情况”不能写“大有进展”');
  expect(text).toContain('第 3 行“2-1”不在本表，未读入');
});

test.each([
  ['no workbook', Buffer.from('not a workbook'), 'a.xlsx', 'file-damaged'],
  ['another table', null, 'b.xlsx', 'bad-input'],
])('%s is refused with a code', async (_, bytes, name, code) => {
  const other = await tableWorkbook({ sheet: '台账', header: ['甲', '乙'], rows: [['1', '2']], widths: [10, 10] });
  const answer = await up(new Uint8Array(bytes ?? other), name);
  expect(answer.status).toBe(400);
  expect(plain(answer.html)).toContain(code);
});

test('a table from before somebody else acted is not sent over what he did', async () => {
  const form = await down();
  const column = (name: string) => form.header.indexOf(name);
  const c = form.rows.find((row) => row[0] === '1-3')!;
  c[column('本期情况')] = '无进展';
  c[column('原因')] = '招标中';
  c[column('下一步')] = '开标';
  const engine = engineOver(ledger, () => now);
  const command = { type: 'report', progress: '别人先写的', next: '继续' };
  await engine.act('measure/c1/c', { id: 'other', actor: as.worker, command, at: null });
  const { html } = await up(await book({ ...form, rows: [c] }));
  const body = new URLSearchParams({ ...hidden(html), do: 'send', form: 'b'.repeat(12) });
  const late = await app.request(link, { method: 'POST', body });
  expect(late.status).toBe(409);
  expect(plain(await late.text())).toMatch(/您写的 .*开标.*别人先写的/);
});
