import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOwnItem, refuse } from '../../domain/measure/authority.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Person } from '../../domain/plan/directory.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { measureForms } from '../../web/acts/forms.ts';
import { pages } from '../../web/pages.tsx';
import {
  actorOf,
  as,
  directory,
  due,
  findingDraft,
  instant,
  jyj,
  measureDraft,
  people,
  zjj,
} from '../support/domain.ts';
import { cookieOf, engineOver, pageDeps, playCampaign } from './play.ts';

const now = instant('2024-09-20 09:00');
let ledger: Ledger;
let app: ReturnType<typeof pages>;
let unit: string;

/** Two units' items: one late, one in each review, one put off, one closed, one led by the head of the office's own unit. */
beforeAll(async () => {
  ledger = await openLedger();
  const measures = ['a', 'b', 'c', 'd', 'e'].map((id, n) =>
    measureDraft({
      ...{ id, no: `1-${n + 1}`, title: `措施${id}`, participants: [] },
      ...(id === 'e' ? { finding: 'f2', no: '2-1', leadUnit: jyj, doneDue: due('2024-08-30') } : {}),
      milestones: [{ day: '2024-08-30', text: '完成摸底' }],
    }),
  );
  const findings = [findingDraft(), findingDraft({ id: 'f2', no: '2', leadUnit: jyj })];
  const play = await playCampaign(ledger, 'c1', { findings, measures });
  const submit = { type: 'submit', evidence: ['a.pdf'] } as never;
  for (const id of ['a', 'b', 'd']) await play.act('measure', id, as.liaison, submit, '2024-09-02');
  for (const id of ['b', 'd']) await play.act('measure', id, as.principal, { type: 'approve' }, '2024-09-03');
  await play.act('measure', 'd', as.leader, { type: 'approve' }, '2024-09-04');
  const ask = { type: 'requestExtension', to: '2024-10-31', reason: '公告期未满', progress: '过半' };
  await play.act('measure', 'c', as.liaison, ask, '2024-09-05');
  for (const { id } of measures) await play.pass('measure', id, '2024-09-20 08:50');
  const whose = { campaign: 'c1', unit: zjj, person: people.liaison.id, expiresAt: now + 1 };
  const { token, row } = newUnitLink(whose, now);
  await ledger.db.insertInto('unit_link').values(row).execute();
  unit = `/u/${token}`;
  let asked = 0;
  const engine = engineOver(ledger, () => now);
  // Another client each time: one who asks so often is put off.
  app = pages(pageDeps(ledger, () => now, { engine, site: { clientOf: () => String(asked++) } }));
});
afterAll(() => ledger.close());

/** Every page that links lead to from one, whoever asks with this cookie: its address and what it says. */
async function crawl(Cookie: string, from: string, languages: RegExp): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const open = [from];
  while (open.length > 0) {
    const path = open.pop()!;
    if (seen.has(path)) continue;
    const answer = await app.request(path, { headers: { Cookie } });
    const isPage = answer.headers.get('Content-Type')?.startsWith('text/html') ?? false;
    const html = isPage ? await answer.text() : '';
    seen.set(path, html);
    expect(answer.status, path).toBeLessThan(400);
    const to = answer.headers.get('Location');
    const links = [...html.matchAll(/<a [^>]*?href="([^"#]+)/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
    // The local inbox has its own tests.
    const ours = [...links, ...(to ? [to] : [])].filter((href) => /^\/(?!assets|inbox|sign-out)/.test(href));
    open.push(...ours.filter((href) => languages.test(href)));
  }
  return seen;
}

/** What every table holds, by its name. */
async function tables(): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1
  `.execute(ledger.db);
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const all = await sql`select t::text as row from ${sql.table(name)} t order by 1`.execute(ledger.db);
    found[name] = createHash('sha256').update(JSON.stringify(all.rows)).digest('hex');
  }
  return found;
}

const everybody: [string, Person | null][] = [
  ['the operator', null],
  ...(['coordinator', 'leader', 'supervisor', 'principal', 'liaison', 'seconded'] as const).map(
    (name): [string, Person] => [name, people[name]],
  ),
];

const addressOf = (person: Person | null) => (person === null ? null : person.email!.toLowerCase());

test('no link of anybody’s changes a row: neither the record, nor tokens, nor the log', async () => {
  const cookies = new Map<string, string>();
  for (const [name, person] of everybody) cookies.set(name, await cookieOf(ledger, addressOf(person), now));
  const before = await tables();
  const reached: Record<string, number> = {};
  for (const [name] of everybody)
    reached[name] = (await crawl(cookies.get(name)!, '/c/c1', name === 'leader' ? /./ : /^(?!.*lang=)/)).size;
  reached.link = (await crawl('', unit, /./)).size;
  expect(await tables()).toEqual(before);
  // It went somewhere: boards, items, files and views, the leader's in both languages.
  for (const [name] of everybody) expect(reached[name], name).toBeGreaterThan(20);
  expect(reached.link).toBeGreaterThan(1);
}, 240_000);

test('an act stands in a page only where its visitor may do it, and nobody is offered his own item’s approval', async () => {
  const rows = await ledger.db.selectFrom('stream').select('state').where('kind', '=', 'measure').execute();
  const states = rows.map(({ state }) => state as MeasureState);
  let offered = 0;
  for (const [name, person] of everybody) {
    const Cookie = await cookieOf(ledger, addressOf(person), now);
    for (const measure of states) {
      const html = await (await app.request(`/c/c1/m/${measure.id}`, { headers: { Cookie } })).text();
      const forms = html.split('<form ').filter((form) => form.includes(`action="/c/c1/m/${measure.id}/acts"`));
      const acts = forms
        .flatMap((form) => /name="act" value="([^"]+)"/.exec(form)?.[1] ?? [])
        .filter((act) => act in measureForms);
      if (!person) expect(acts, name).toEqual([]);
      if (!person) continue;
      const actor = actorOf(person);
      for (const type of acts)
        expect(refuse(measure, { type } as MeasureCommand, actor), `${name} ${measure.id} ${type}`).toBeNull();
      if (isOwnItem(measure, actor, 'office'))
        for (const act of ['approve', 'close']) {
          const inOffice = measure.review?.stages[measure.review.index]?.by === 'office' || act === 'close';
          if (inOffice) expect(acts, `${name} ${measure.id}`).not.toContain(act);
        }
      offered += acts.length;
    }
  }
  expect(offered).toBeGreaterThan(20);
  // On loan to the office, he sees the item that waits for the office, and no button that decides on his own unit's.
  const own = await cookieOf(ledger, people.seconded.email!.toLowerCase(), now);
  const waiting = await (await app.request('/c/c1/m/d', { headers: { Cookie: own } })).text();
  expect(waiting).toContain('措施d');
  expect(waiting).not.toMatch(/name="act" value="(approve|close|return)"/);
  const other = await cookieOf(ledger, people.coordinator.email!.toLowerCase(), now);
  expect(await (await app.request('/c/c1/m/d', { headers: { Cookie: other } })).text()).toContain('value="approve"');
});

test('that a leader has an item shows to him and the office alone: on pages, in files, in counts', async () => {
  expect(directory.persons.find(({ id }) => id === 'leader')!.name).toBe('分管副区长');
  const shows = async (person: Person, path: string) => {
    const Cookie = await cookieOf(ledger, person.email!.toLowerCase(), now);
    const text = await (await app.request(path, { headers: { Cookie } })).text();
    return /牵头领导[ \d]*(?=<\/a>|<\/td>|,|"| 办)|>牵头领导</.test(text.replace(/<select[\s\S]*?<\/select>/g, ''));
  };
  for (const path of ['/c/c1', '/c/c1/board.csv?sort=number']) {
    expect(await shows(people.coordinator, path), path).toBe(true);
    expect(await shows(people.supervisor, path), path).toBe(false);
    expect(await shows(people.liaison, path), path).toBe(false);
  }
  const Cookie = await cookieOf(ledger, people.supervisor.email!.toLowerCase(), now);
  const asked = await (await app.request('/c/c1/board.csv?past=leader', { headers: { Cookie } })).text();
  const all = await (await app.request('/c/c1/board.csv', { headers: { Cookie } })).text();
  expect(asked).toBe(all);
});
