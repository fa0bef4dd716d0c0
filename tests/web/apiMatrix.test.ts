import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../domain/plan/directory.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { tokenHash } from '../../ledger/token.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { makeLink } from '../../web/access/link.ts';
import { beginSession } from '../../web/access/session.ts';
import { api } from '../../web/api/api.ts';
import { findingDraft, instant, jyj, measureDraft, people, zjj } from '../support/domain.ts';
import { base, engineOver, pageDeps, playCampaign } from './play.ts';

const now = instant('2024-09-23 10:00');
const token = 'the token of the data folder';
const titles = ['甲乙丙丁', '戊己庚辛', '子丑寅卯', '辰巳午未'];
let ledger: Ledger;
/** How somebody may come who has not the token: headers by what they show. */
let shown: Record<string, Record<string, string>>;

beforeAll(async () => {
  ledger = await openLedger();
  const [own = '', foreign = '', ownFinding = '', foreignFinding = ''] = titles;
  await playCampaign(ledger, 'c1', {
    findings: [
      findingDraft({ title: ownFinding }),
      findingDraft({ id: 'f2', no: '2', title: foreignFinding, leadUnit: jyj }),
    ],
    measures: [
      measureDraft({ id: 'own', title: own, participants: [] }),
      measureDraft({ id: 'foreign', no: '2-1', finding: 'f2', title: foreign, participants: [], leadUnit: jyj }),
    ],
  });
  shown = { nothing: {}, 'another token': bearer('another'), 'the token without its scheme': { Authorization: token } };
  shown['an empty token'] = { Authorization: 'Bearer ' };
  shown['the token as a cookie'] = { Cookie: `xiaohao=${token}` };
  const both = (name: string, secret: string) => {
    shown[name] = { Cookie: `xiaohao=${secret}` };
    shown[`${name}, shown as a token`] = bearer(secret);
  };
  const session = (address: string, more: object = {}, at = now) =>
    beginSession(ledger.db, { address, operator: false, rehearsed: false, coded: true, ...more }, at);
  for (const [role, { email }] of Object.entries(people)) both(`signed in as ${role}`, await session(email!));
  both('signed in as operator', await session('', { operator: true }));
  both('signed in long ago', await session(people.coordinator.email!, {}, now - 13 * 3_600_000));
  const ended = await session(people.coordinator.email!);
  await ledger.db.updateTable('session').set({ revoked_at: now }).where('hash', '=', tokenHash(ended)).execute();
  both('signed out', ended);
  const link = async (unit: string, { id }: Person, expiresAt: number) => {
    const made = newUnitLink({ campaign: 'c1', unit, person: id, expiresAt }, now);
    await ledger.db.insertInto('unit_link').values(made.row).execute();
    return made.token;
  };
  both('a unit’s link', await link(zjj, people.liaison, now + 1));
  both('another unit’s link', await link(jyj, people.jyjLiaison, now + 1));
  both('an expired link', await link(zjj, people.liaison, now));
  both('a link to sign in', (await makeLink(ledger.db, { address: '', operator: true }, now))!);
});
afterAll(() => ledger.close());

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

function site(over: typeof api) {
  const log = { error: () => undefined };
  const deps = pageDeps(ledger, () => now, { engine: engineOver(ledger, () => now), log });
  const verify = async () => ({ events: 0, streams: 0, deliveries: 0, broken: null });
  return over({ ...deps, verify, token, base });
}

/** Every route there is, with the names in it filled in: what is one's own, and what is another's. */
function requests(app: ReturnType<typeof api>): { method: string; path: string }[] {
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => ({ method, path }));
  const filled = (path: string, names: Record<string, string>) => path.replace(/:(\w+)/g, (_, name) => names[name]!);
  const kinds = { measure: ['own', 'foreign'], finding: ['f1', 'f2'], campaign: ['c1'], postmaster: ['c1'] };
  const all = routes.flatMap(({ method, path }) => {
    const names = { campaign: 'c1', team: 't1' };
    if (!path.includes(':kind')) return [{ method, path: filled(path, { ...names, id: 'none' }) }];
    return Object.entries(kinds).flatMap(([kind, ids]) =>
      ids.map((id) => ({ method, path: filled(path, { ...names, kind, id }) })),
    );
  });
  return [...all, { method: 'GET', path: '/api/nowhere' }, { method: 'DELETE', path: '/api/campaigns/c1' }];
}

async function ask(app: ReturnType<typeof api>, { method, path }: { method: string; path: string }, headers: object) {
  const body = method === 'POST' ? { body: '{}' } : {};
  const answer = await app.request(path, { method, headers: { ...headers }, ...body });
  return { status: answer.status, text: await answer.text() };
}

/** What goes otherwise than it ought, in a line each: without the token nothing is answered, whoever asks. */
async function violations(app: ReturnType<typeof api>, enough = Number.POSITIVE_INFINITY): Promise<string[]> {
  const found: string[] = [];
  for (const [name, headers] of Object.entries(shown)) {
    for (const request of requests(app)) {
      if (found.length >= enough) return found;
      const { status, text } = await ask(app, request, headers);
      if (status !== 401) found.push(`${name}: ${request.method} ${request.path}: ${status}`);
      if (titles.some((title) => text.includes(title))) found.push(`${name}: ${request.path} leaks`);
    }
  }
  return found;
}

test('without the token no route of the API answers anybody, however he has come', async () => {
  expect(Object.keys(shown).length).toBeGreaterThan(40);
  expect(requests(site(api)).length).toBeGreaterThan(30);
  expect(await violations(site(api))).toEqual([]);
}, 120_000);

test('with the token every route is reached: what it says is its own affair', async () => {
  for (const request of requests(site(api))) {
    const { status } = await ask(site(api), request, bearer(token));
    expect([401, 403, 500], `${request.method} ${request.path}`).not.toContain(status);
  }
});

/** Who may do what by the API, said in whose name; everybody else is refused. */
const acts = {
  'report on his unit’s measure': [
    act('measure', 'own', { type: 'report', progress: '完成5户', next: '继续' }),
    ['principal', 'liaison', 'worker', 'seconded'],
  ],
  'report on another’s measure': [
    act('measure', 'foreign', { type: 'report', progress: '完成5户', next: '继续' }),
    ['jyjPrincipal', 'jyjLiaison'],
  ],
  'adjust a measure': [
    act('measure', 'own', { type: 'adjust', reason: '更正', approver: '区委常委会', title: titles[0] }),
    // Who is of its unit too adjusts it not; supervision stands in only where the office cannot.
    ['coordinator', 'clerk'],
  ],
  'adjust a measure of another unit': [
    act('measure', 'foreign', { type: 'adjust', reason: '更正', approver: '区委常委会', title: titles[1] }),
    ['coordinator', 'clerk', 'seconded'],
  ],
  'change the directory': [
    act('campaign', 'c1', { type: 'renameUnit', unit: zjj, name: '区住建局', document: '通知' }),
    ['coordinator', 'clerk', 'seconded'],
  ],
} satisfies Record<string, [ReturnType<typeof act>, (keyof typeof people)[]]>;

function act(kind: string, id: string, command: object) {
  return { path: `/api/streams/${kind}/c1/${id}/acts`, command };
}

let n = 0;
/** Who is let, of all the people there are. */
async function allowed(app: ReturnType<typeof api>, { path, command }: ReturnType<typeof act>): Promise<string[]> {
  const let_: string[] = [];
  for (const { id } of Object.values(people)) {
    const body = JSON.stringify({ id: `asked-${++n}`, as: id, command });
    const answer = await app.request(path, { method: 'POST', headers: bearer(token), body });
    if (answer.status === 200) let_.push(id);
    else expect([403, 409], `${id}: ${await answer.text()}`).toContain(answer.status);
  }
  return let_;
}

test.each(Object.entries(acts))('to %s is for those alone whose it is', async (_, [asked, whose]) => {
  expect((await allowed(site(api), asked)).sort()).toEqual([...whose].sort());
});

test('without the check of the token the matrix would fail', async () => {
  const careless = await without('../../web/api/token.ts', {
    bearerToken: () => async (_: unknown, next: () => Promise<void>) => next(),
  });
  expect((await violations(site(careless), 1)).length).toBeGreaterThan(0);
});

/** The API with a part of it changed. */
async function without(file: string, changed: object): Promise<typeof api> {
  vi.resetModules();
  vi.doMock(file, async (original) => ({ ...((await original()) as object), ...changed }));
  const { api: careless } = await import('../../web/api/api.ts');
  vi.doUnmock(file);
  vi.resetModules();
  return careless;
}
