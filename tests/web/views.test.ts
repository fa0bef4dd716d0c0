import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../documents/in/book/csv.ts';
import { readXlsx } from '../../documents/in/book/xlsx.ts';
import { readNoticeLines } from '../../documents/in/notice/file.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { deeds } from '../../ledger/queries/deeds.ts';
import { recordRefusal } from '../../ledger/queries/refusals.ts';
import { verify } from '../../ledger/verify.ts';
import { pages } from '../../web/pages.tsx';
import { as, findingDraft, instant, jyj, measureDraft, people } from '../support/domain.ts';
import { openBrowser, serveApp } from './browser.ts';
import { cookieOf, engineOver, pageDeps, plain, playCampaign } from './play.ts';

const now = instant('2024-09-29 10:00');
let ledger: Ledger;
let app: ReturnType<typeof pages>;

beforeAll(async () => {
  ledger = await openLedger();
  const foreign = { leadUnit: jyj, leaders: [people.secretary.id], participants: [] };
  const play = await playCampaign(ledger, 'c1', {
    findings: [
      findingDraft({ no: '12' }),
      findingDraft({ id: 'f2', no: '2', title: '校园安全', ...foreign }),
      findingDraft({ id: 'f3', no: '3', title: '内部问题', publish: false }),
    ],
    measures: [
      measureDraft({ id: 'a', no: '12-1', participants: [] }),
      measureDraft({ id: 'b', no: '12-10', title: '=1+1', text: '建立长效机制', kind: 'longTerm', doneDue: null }),
      measureDraft({ id: 'c', no: '12-2', text: '补齐灭火器', publish: false, participants: [] }),
      measureDraft({ id: 'd', no: '2-1', finding: 'f2', title: '校车检修', text: '检修校车20辆', ...foreign }),
      measureDraft({ id: 'e', no: '3-1', finding: 'f3', title: '内部措施', participants: [] }),
    ],
  });
  await play.act('measure', 'a', as.liaison, { type: 'submit', evidence: ['a.pdf', 'b.jpg'] } as never, '2024-09-10');
  await play.act('measure', 'a', as.principal, { type: 'approve' }, '2024-09-11');
  await play.act('measure', 'a', as.leader, { type: 'approve' }, '2024-09-12');
  await play.act('measure', 'a', as.clerk, { type: 'approve' }, '2024-09-13');
  await play.act('measure', 'a', as.coordinator, { type: 'close' }, '2024-09-18');
  const refused = { campaign: 'c1', stream: 'measure/c1/d', at: instant('2024-09-19 09:00'), actor: as.liaison };
  const why = { code: 'not-allowed' as const, facts: { act: 'report', who: 'unit' } };
  await recordRefusal(ledger.db, { ...refused, command: 'x', act: 'report', ...why });
  app = pages(
    pageDeps(ledger, () => now, {
      engine: engineOver(ledger, () => now),
      log: { error: () => undefined },
      verify: (campaign) => verify(ledger, campaign),
    }),
  );
});
afterAll(() => ledger.close());

async function visitor(person: { email: string | null } | null) {
  const Cookie = await cookieOf(ledger, person && person.email!.toLowerCase(), now);
  const get = (path: string) => app.request(`/c/c1${path}`, { headers: { Cookie } });
  const read = async (path: string) => plain(await (await get(path)).text());
  /** Sends the first form of a page that has this in it. */
  const press = async (path: string, having: string, more: Record<string, string> = {}) => {
    const html = await (await get(path)).text();
    const form = html.split('<form ').find((one) => one.includes(having))!;
    const to = /action="([^"]+)"/.exec(form)![1]!.replaceAll('&amp;', '&');
    const fields = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, k, v]) => [k!, v!]);
    const body = new URLSearchParams({ ...Object.fromEntries(fields), ...more });
    return app.request(to, { method: 'POST', headers: { Cookie }, body });
  };
  return { get, read, press };
}

test('the public list is what would be read outside, and nothing more', async () => {
  const { get, read } = await visitor(people.member);
  const html = await (await get('/public')).text();
  expect(plain(html)).toContain('内部 5 条 · 公开 3 条 · 不公开 2 条');
  const paper = plain(/<article.*<\/article>/s.exec(html)![0]);
  expect(paper).toMatch(
    /截至 2024-09-29 .*关于“校园安全”问题的整改 .*（1）检修校车20辆（正在推进） .*关于“老旧小区安全隐患突出”问题的整改 .*（1）完成32个老旧小区消防通道整治（已完成） .*（2）建立长效机制（已转入长期坚持）/,
  );
  for (const name of Object.values(people).map((one) => one.name)) expect(paper).not.toContain(name);
  for (const word of ['逾期', '●', '■', '12-1', '内部', '灭火器', 'f1']) expect(paper).not.toContain(word);
  expect(plain(html)).toMatch(/查不公开 2 条 .*3-1 内部措施 .*所属问题未标为公开 .*12-2 .*措施未标为公开/);
  // As of a day that is over: what was recorded by its end.
  const before = await read('/public?asOf=2024-09-17');
  expect(before).toContain('截至 2024-09-17，已冻结');
  expect(before).toContain('完成32个老旧小区消防通道整治（正在推进）');
  expect((await get('/public?asOf=2024-09-31')).status).toBe(400);
  // The Word file says what the page says, as of the same day.
  for (const [query, shown] of [
    ['', html],
    ['?asOf=2024-09-17', await (await get('/public?asOf=2024-09-17')).text()],
  ] as const) {
    const file = await get(`/public.docx${query}`);
    expect(file.headers.get('Content-Type')).toContain('wordprocessingml');
    const lines = JSON.stringify(readNoticeLines(Buffer.from(await file.arrayBuffer())));
    const paper = /<article class="paper">(.*?)<\/article>/s.exec(shown)![1]!;
    const texts = [...paper.matchAll(/<(?:h2|h3|p)[^>]*>([^<]+)</g)].map(([, text]) => text!);
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(lines).toContain(text);
  }
  expect((await get('/public?asOf=2024-10-01')).status).toBe(400);
});

test('on paper only the list stands', async () => {
  const served = await serveApp(app);
  const chromium = await openBrowser();
  const context = await chromium.newContext();
  const [name = '', value = ''] = (await cookieOf(ledger, people.member.email, now)).split('=');
  await context.addCookies([{ name, value, url: served.url }]);
  const page = await context.newPage();
  await page.goto(`${served.url}/c/c1/public`);
  expect(await page.getByText('查不公开 2 条').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['查不公开 2 条', '内部 5 条', '打印时只印清单正文。'])
    expect(await page.getByText(hidden).isVisible()).toBe(false);
  expect(await page.getByText('检修校车20辆').isVisible()).toBe(true);
  const size = await page.evaluate<string>('getComputedStyle(document.querySelector(".paper p:last-child")).fontSize');
  expect(Math.round((Number.parseFloat(size) * 72) / 96)).toBe(16);
  if (process.env.XIAOHAO_LOOK) await page.pdf({ path: `${process.env.XIAOHAO_LOOK}/public.pdf`, format: 'A4' });
  await chromium.close();
  await served.close();
});

test('supervision sees all, acts on nothing, and sends back what does not hold', async () => {
  const supervisor = await visitor(people.supervisor);
  // A long-term measure is looked through each year, by office or supervision; nothing else is theirs to do.
  const offered = { '': [], '/f': [], '/f/f1': [], '/m/b': ['reviewPermanent'], '/m/d': [] };
  for (const [path, acts] of Object.entries(offered)) {
    const html = await (await supervisor.get(path)).text();
    expect(
      [...html.matchAll(/name="act" value="(\w+)"/g)].map(([, act]) => act),
      path,
    ).toEqual(acts);
  }
  const html = await (await supervisor.get('/supervision')).text();
  expect(plain(html)).toContain('已销号 1 条，可退回 1 条');
  expect(plain(html)).toMatch(/12-1 .*9月18日，整改办主任 .*2 份/);
  // Not for others, though they see the measure.
  for (const person of [people.member, people.leader, people.principal]) {
    expect((await (await visitor(person)).get('/supervision')).status).toBe(403);
    expect(await (await (await visitor(person)).get('/m/a')).text()).not.toContain('value="a.rebound"');
  }
  const { read } = await visitor(null);
  expect(await read('/supervision')).toContain('只读');
  const back = await supervisor.press('/supervision', 'a.rebound', {
    ...{ act: 'rebound', reason: '现场复核仍有堵塞', newDue: '2024-10-31' },
  });
  expect(back.status).toBe(303);
  const row = ledger.db.selectFrom('stream').select('state').where('id', '=', 'measure/c1/a');
  const state = (await row.executeTakeFirstOrThrow()).state as MeasureState;
  expect(state).toMatchObject({ phase: 'open', rebounds: 1 });
  expect(await supervisor.read('/supervision')).toContain('还没有已销号的措施');
});

test('audit says who did what, what was refused, and whether the chain holds', async () => {
  const operator = await visitor(null);
  const done = await operator.read('/audit');
  expect(done).toMatch(/整改办主任 销号，按期 12-1/);
  expect(done).toMatch(/区住建局联络员 申请销号，第 1 次/);
  expect(done).not.toContain('系统');
  expect(await operator.read('/audit?show=all')).toContain('系统');
  expect(await operator.read('/audit?show=refusals')).toMatch(/区住建局联络员 报进展：.*not-allowed d/);
  const held = await operator.press('/audit', '/audit/verify');
  expect(plain(await held.text())).toMatch(/账本校验通过 9月29日 10:00，事件 \d+ 条，事项 \d+ 个/);

  await ledger.db
    .updateTable('event')
    .set({ payload: '{"reason":"forged"}' })
    .where('stream', '=', 'measure/c1/d')
    .where('seq', '=', 1)
    .execute();
  const broken = await operator.press('/audit', '/audit/verify');
  expect(plain(await broken.text())).toContain('账本校验未通过 9月29日 10:00：measure/c1/d 第 1 条（内容与记录不符）');
  // It reads everything: not again and again.
  let status = 0;
  for (let n = 0; n < 4; n++) status = (await operator.press('/audit', '/audit/verify')).status;
  expect(status).toBe(429);
});

test('pages of the audit go on where the last one ended', async () => {
  const page = (before: number | null, limit: number) =>
    deeds(ledger.db, 'c1', { people: false, before, limit }).then((all) => all.map(({ pos }) => pos));
  const whole = await page(null, 1_000);
  const first = await page(null, 10);
  expect([...first, ...(await page(first.at(-1)!, 1_000))]).toEqual(whole);
  expect(new Set(whole).size).toBe(whole.length);
  const { read } = await visitor(null);
  expect(await read(`/audit?show=all&before=${first.at(-1)}`)).toContain(`最近办理 ${whole.length - 10} 条`);
});

test.each(['csv', 'xlsx'])(
  'the board goes out as %s: its filter, its order, and each visitor’s own part',
  async (kind) => {
    const rowsOf = async (person: { email: string | null } | null, query = '') => {
      const answer = await (await visitor(person)).get(`/board.${kind}${query}`);
      expect(answer.headers.get('Content-Disposition')).toBe(`attachment; filename="c1-2024-09-29.${kind}"`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const sheet = kind === 'csv' ? readCsv(bytes, 'x') : readXlsx(bytes)[0]!;
      return sheet.rows.map(({ cells }) => cells.map((cell) => (cell as { text?: string }).text ?? String(cell ?? '')));
    };
    const all = await rowsOf(null, '?sort=number');
    expect(all[0]).toEqual(['编号', '措施', '牵头单位', '现由谁办', '时限', '状态', '下一步']);
    expect(all.slice(1).map(([no]) => no)).toEqual(['2-1', '3-1', '12-1', '12-2', '12-10']);
    // What a spreadsheet would run does not begin with its sign.
    expect(all.find(([no]) => no === '12-10')![1]).toBe(kind === 'csv' ? "'=1+1" : '=1+1');
    expect((await rowsOf(null, '?q=校车')).slice(1).map(([no]) => no)).toEqual(['2-1']);
    const own = await rowsOf(people.jyjLiaison);
    expect(
      own
        .slice(1)
        .map(([no]) => no)
        .sort(),
    ).toEqual(['12-10', '2-1']);
  },
);
