import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { pages } from '../../web/pages.tsx';
import { as, findingDraft, instant, jyj, measureDraft, people } from '../support/domain.ts';
import { eventsOf, linesOf, textOf } from '../support/ics.ts';
import { base, cookieOf, type Play, pageDeps, playCampaign } from './play.ts';

let ledger: Ledger;
let play: Play;
let app: ReturnType<typeof pages>;
const now = instant('2024-09-12 11:00');
const log: object[] = [];

beforeAll(async () => {
  ledger = await openLedger();
  play = await playCampaign(ledger, 'c1', {
    findings: [findingDraft()],
    measures: [
      measureDraft({ id: 'own', title: '甲乙丙丁', participants: [] }),
      measureDraft({ id: 'foreign', no: '1-2', title: '戊己庚辛', participants: [], leadUnit: jyj }),
    ],
  });
  app = pages(pageDeps(ledger, () => now, { log: { error: (facts) => log.push(facts) } }));
});
afterAll(() => ledger.close());
beforeEach(async () => {
  await ledger.db.deleteFrom('calendar_feed').execute();
});

async function post(who: keyof typeof people, path: string, fields: Record<string, string> = {}) {
  const Cookie = await cookieOf(ledger, people[who].email, now);
  const shown = await (await app.request('/c/c1/calendar', { headers: { Cookie } })).text();
  const form = /name="form" value="([^"]+)"/.exec(shown)?.[1] ?? '';
  return app.request(path, { method: 'POST', headers: { Cookie }, body: new URLSearchParams({ form, ...fields }) });
}

/** The address somebody is shown when he makes one. */
async function made(who: keyof typeof people, of: 'unit' | 'person'): Promise<string> {
  const html = await (await post(who, '/c/c1/calendar', { of })).text();
  const found = new RegExp(`value="${base}(/ics/[\\w-]{43}\\.ics)"`).exec(html);
  return found![1]!;
}
const read = (path: string) => app.request(path);
const file = async (path: string) => (await read(path)).text();

test('a clerk makes his unit’s address, and it opens with no session: that unit’s days and no other’s', async () => {
  const path = await made('liaison', 'unit');
  const answer = await read(path);
  expect(answer.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  const text = await answer.text();
  expect(text).not.toContain('戊己庚辛');
  const [done] = eventsOf(text).filter((event) => event.includes('DTSTART;VALUE=DATE:20240930'));
  expect(textOf(done!, 'SUMMARY')).toContain('甲乙丙丁');
  expect(textOf(done!, 'URL')).toBe(`${base}/c/c1/m/own`);
  expect(linesOf(text).some((line) => line.startsWith('DTSTART;TZID=Asia/Shanghai:20240924T17'))).toBe(true);
});

test('a leader’s own has what he leads and his signatures', async () => {
  const text = linesOf(await file(await made('leader', 'person'))).join('\n');
  expect(text).toContain('甲乙丙丁');
  expect(text).toContain('戊己庚辛');
  expect(text).toContain('审签截止');
});

test('who has no such calendar cannot make one', async () => {
  expect((await post('liaison', '/c/c1/calendar', { of: 'person' })).status).toBe(403);
  expect((await post('leader', '/c/c1/calendar', { of: 'unit' })).status).toBe(200);
  const feeds = await ledger.db.selectFrom('calendar_feed').select(['unit', 'person']).execute();
  // Who is of no unit asks for his own by either word.
  expect(feeds).toEqual([{ unit: null, person: 'leader' }]);
});

test('only the hash is kept; the token stands in no row and no log', async () => {
  const path = await made('liaison', 'unit');
  const token = path.slice('/ics/'.length, -'.ics'.length);
  await read(path);
  await read(`${path}x`);
  for (const table of ['calendar_feed', 'access_log', 'session'] as const)
    expect(JSON.stringify(await ledger.db.selectFrom(table).selectAll().execute())).not.toContain(token);
  expect(JSON.stringify(log)).not.toContain(token);
  const lines = await ledger.db.selectFrom('access_log').select(['what', 'subject']).execute();
  expect(lines).toContainEqual({ what: 'refused', subject: 'GET /ics/…' });
});

test('a new address ends the one before; it can be revoked by its owner and by the administrator, and by nobody else', async () => {
  const first = await made('liaison', 'unit');
  const second = await made('liaison', 'unit');
  expect([(await read(first)).status, (await read(second)).status]).toEqual([410, 200]);
  const [{ id }] = (await ledger.db
    .selectFrom('calendar_feed')
    .select('id')
    .where('revoked_at', 'is', null)
    .execute()) as [{ id: string }];
  expect((await post('worker', `/c/c1/calendar/${id}/end`)).status).toBe(404);
  expect((await read(second)).status).toBe(200);
  expect((await post('liaison', `/c/c1/calendar/${id}/end`)).status).toBe(303);
  expect((await read(second)).status).toBe(410);
  const third = await made('liaison', 'unit');
  const row = await ledger.db
    .selectFrom('calendar_feed')
    .select('id')
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  const Cookie = await cookieOf(ledger, null, now);
  const access = await (await app.request('/access', { headers: { Cookie } })).text();
  expect(access).toContain(`/access/feeds/${row.id}/end`);
  const form = /name="form" value="([^"]+)"/.exec(access)![1]!;
  const body = new URLSearchParams({ form });
  expect((await app.request(`/access/feeds/${row.id}/end`, { method: 'POST', headers: { Cookie }, body })).status).toBe(
    303,
  );
  expect((await read(third)).status).toBe(410);
});

test('a revoked address, an invented one and that of who has left look alike', async () => {
  const path = await made('worker', 'unit');
  const stream = ledger.db.selectFrom('stream').select('state').where('id', '=', 'campaign/c1');
  const { state } = (await stream.executeTakeFirstOrThrow()) as { state: { directory: { persons: { id: string }[] } } };
  const set = (now: object) =>
    ledger.db
      .updateTable('stream')
      .set({ state: JSON.stringify(now) })
      .where('id', '=', 'campaign/c1')
      .execute();
  const persons = state.directory.persons.map((one) => (one.id === 'worker' ? { ...one, unit: jyj } : one));
  await set({ ...state, directory: { ...state.directory, persons } });
  const gone = await read(path);
  await set(state);
  const invented = await read(`/ics/${'x'.repeat(43)}.ics`);
  expect([gone.status, invented.status]).toEqual([410, 410]);
  expect(await gone.text()).toBe(await invented.text());
  expect((await read(path)).status).toBe(200);
});

test('reading writes nothing; the same record is the same file', async () => {
  const path = await made('liaison', 'unit');
  const rows = async () => JSON.stringify(await ledger.db.selectFrom('calendar_feed').selectAll().execute());
  const before = await rows();
  expect(await file(path)).toBe(await file(path));
  expect(await rows()).toBe(before);
});

test('a deadline that moves keeps its UID and its SEQUENCE grows', async () => {
  const path = await made('liaison', 'unit');
  const doneIn = async (day: string) =>
    eventsOf(await file(path)).find((event) => event.includes(`DTSTART;VALUE=DATE:${day}`))!;
  const before = await doneIn('20240930');
  const ask = { type: 'requestExtension', to: '2024-10-31', reason: '招标', progress: '过半' };
  await play.act('measure', 'own', as.liaison, ask as never, '2024-09-12 09:00');
  await play.act('measure', 'own', as.leader, { type: 'grantExtension' } as never, '2024-09-12 10:00');
  const after = await doneIn('20241031');
  expect(textOf(after, 'UID')).toBe(textOf(before, 'UID'));
  expect(Number(textOf(after, 'SEQUENCE'))).toBeGreaterThan(Number(textOf(before, 'SEQUENCE')));
});
