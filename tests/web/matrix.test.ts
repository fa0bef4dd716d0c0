import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSetUps } from '../../app/setUps.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Directory, Person } from '../../domain/plan/directory.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { boardPage } from '../../ledger/queries/boardPage.ts';
import { findingPage } from '../../ledger/queries/findingPage.ts';
import { tokenHash } from '../../ledger/token.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { markOf } from '../../web/access/guard.ts';
import { may, scopeOf, type Wish } from '../../web/access/may.ts';
import { beginSession } from '../../web/access/session.ts';
import { whoIn } from '../../web/access/visitor.ts';
import { pages } from '../../web/pages.tsx';
import { keepEvidence } from '../../web/unit/evidence.ts';
import { as, directory, findingDraft, instant, jyj, measureDraft, people, zjj } from '../support/domain.ts';
import { base, engineOver, pageDeps, playCampaign } from './play.ts';

const now = instant('2024-09-23 10:00');
const admin = 'admin@example.test';
const auditor: Person = {
  ...people.member,
  id: 'auditor',
  name: '审计员',
  email: 'auditor@example.test',
  roles: ['audit'],
};
const otherLeader: Person = { ...people.leader, id: 'otherLeader', name: '分管教育', email: 'other@example.test' };
const teamLiaison: Person = { ...people.member, id: 'team', name: '专班联络员', email: 'team@example.test', roles: [] };
const persons = [...Object.values(people), auditor, otherLeader, teamLiaison];
const folder = mkdtempSync(join(tmpdir(), 'xiaohao-matrix-'));
const titles = { own: '甲乙丙丁', foreign: '戊己庚辛', ownFinding: '子丑寅卯', foreignFinding: '辰巳午未' };

/** A paper the leader signed, and its digest. */
const paper = Buffer.from('255044462d312e34', 'hex');
const scan = createHash('sha256').update(paper).digest('hex');

let ledger: Ledger;
let links: Record<'own' | 'foreign' | 'expired', string>;

beforeAll(async () => {
  ledger = await openLedger();
  const foreign = { leadUnit: jyj, leaders: [otherLeader.id] };
  const play = await playCampaign(ledger, 'c1', {
    findings: [
      findingDraft({ title: titles.ownFinding }),
      findingDraft({ id: 'f2', no: '2', title: titles.foreignFinding, ...foreign }),
    ],
    measures: [
      measureDraft({ id: 'own', title: titles.own, participants: [] }),
      measureDraft({ id: 'foreign', no: '2-1', finding: 'f2', title: titles.foreign, participants: [], ...foreign }),
    ],
  });
  const ask = { type: 'requestExtension', to: '2024-10-31', reason: '公告期未满', progress: '过半' };
  await play.act('measure', 'own', as.liaison, ask, '2024-09-10');
  const signed = { by: people.coordinator.id, number: '1', date: '2024-09-11', scan: `sha256:${scan}` };
  await play.act('measure', 'own', { ...as.leader, paper: signed }, { type: 'grantExtension' }, '2024-09-12');
  const handed = { campaign: 'c1', measure: '', unit: '', person: people.coordinator.id, at: now };
  await keepEvidence(ledger.db, folder, new File([paper], '签字件.pdf'), handed);
  const row = await ledger.db
    .selectFrom('stream')
    .select('state')
    .where('id', '=', 'campaign/c1')
    .executeTakeFirstOrThrow();
  const before = row.state as { settings: object };
  const teams = [{ id: 't', name: '专班', head: teamLiaison.id, liaison: teamLiaison.name, findings: ['f2'] }];
  const state = {
    ...before,
    settings: { ...before.settings, teams },
    directory: { ...directory, persons } satisfies Directory,
  };
  await ledger.db
    .updateTable('stream')
    .set({ state: JSON.stringify(state) })
    .where('id', '=', 'campaign/c1')
    .execute();
  const link = async (unit: string, person: Person, expiresAt: number) => {
    const made = newUnitLink({ campaign: 'c1', unit, person: person.id, expiresAt }, now);
    await ledger.db.insertInto('unit_link').values(made.row).execute();
    return made.token;
  };
  links = {
    own: await link(zjj, people.liaison, now + 1),
    foreign: await link(jyj, people.jyjLiaison, now + 1),
    expired: await link(zjj, people.liaison, now),
  };
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Who may come, each with a cookie of his own or none. */
const visitors = {
  nobody: null,
  operator: { address: '', operator: true, coded: false },
  admin: { address: admin, coded: true },
  adminWithoutCode: { address: admin, coded: false },
  office: { address: people.coordinator.email, coded: true },
  officeWithoutCode: { address: people.coordinator.email, coded: false },
  officeExpired: { address: people.coordinator.email, coded: true, expired: true },
  officeRevoked: { address: people.coordinator.email, coded: true, revoked: true },
  officeOfRehearsals: { address: people.coordinator.email, coded: true, rehearsed: true },
  secretary: { address: people.secretary.email, coded: true },
  leadingGroup: { address: people.member.email, coded: true },
  supervision: { address: people.supervisor.email, coded: true },
  higherLevel: { address: people.city.email, coded: true },
  audit: { address: auditor.email, coded: false },
  leader: { address: people.leader.email, coded: true },
  principal: { address: people.principal.email, coded: true },
  liaison: { address: people.liaison.email, coded: false },
  stranger: { address: 'stranger@example.test', coded: true },
} as const;
type Visitor = keyof typeof visitors;
const all: Visitor[] = ['operator', 'office', 'secretary', 'leadingGroup', 'supervision', 'higherLevel', 'audit'];
const own: Visitor[] = [...all, 'leader', 'principal', 'liaison'];
const everybody = Object.keys(visitors) as Visitor[];
const manage: Visitor[] = ['operator', 'admin'];
const calendars: Visitor[] = own.filter((one) => one !== 'operator' && one !== 'audit');

/**
 * Every route, once: what is asked of it, and who is answered. What is not listed here is refused; a route that is not
 * listed fails the test.
 */
const listed: Record<string, { path: string; allowed: Visitor[]; foreign?: string; foreignAllowed?: Visitor[] }> = {
  'GET /c/:campaign': { path: '/c/c1', allowed: own },
  'GET /c/:campaign/charts': { path: '/c/c1/charts', allowed: own },
  'POST /c/:campaign/bulk': { path: '/c/c1/bulk', allowed: [] },
  'GET /c/:campaign/f': { path: '/c/c1/f', allowed: own },
  'GET /c/:campaign/f/:id': { path: '/c/c1/f/f1', allowed: own, foreign: '/c/c1/f/f2', foreignAllowed: all },
  'GET /c/:campaign/m/:id': { path: '/c/c1/m/own', allowed: own, foreign: '/c/c1/m/foreign', foreignAllowed: all },
  // Seen by these, but nothing to be decided lies with any of them now: refused with a code.
  'POST /c/:campaign/m/:id/acts': { path: '/c/c1/m/own/acts', allowed: [] },
  'POST /c/:campaign/f/:id/acts': { path: '/c/c1/f/f1/acts', allowed: [] },
  'GET /c/:campaign/m/:id/evidence/:sha256': { path: '/c/c1/m/own/evidence/0', allowed: [] },
  'GET /c/:campaign/mine': { path: '/c/c1/mine', allowed: own.filter((one) => one !== 'operator') },
  'POST /c/:campaign/acts': { path: '/c/c1/acts', allowed: [] },
  'POST /c/:campaign/answers': { path: '/c/c1/answers', allowed: [] },
  'GET /c/:campaign/paper/:person': {
    ...{ path: '/c/c1/paper/leader', allowed: ['office', 'leader'] },
    ...{ foreign: '/c/c1/paper/otherLeader', foreignAllowed: ['office'] },
  },
  'POST /c/:campaign/paper/:person': { path: '/c/c1/paper/leader', allowed: [] },
  'GET /c/:campaign/forecast': {
    ...{ path: '/c/c1/forecast', allowed: ['operator', 'office', 'secretary', 'leadingGroup'] },
  },
  'GET /c/:campaign/issue': { path: '/c/c1/issue', allowed: ['operator', 'office'] },
  'POST /c/:campaign/issue': { path: '/c/c1/issue', allowed: [] },
  'POST /c/:campaign/release': { path: '/c/c1/release', allowed: [] },
  'GET /c/:campaign/rehearsal': { path: '/c/c1/rehearsal', allowed: [] },
  'GET /c/:campaign/rehearsal/events': { path: '/c/c1/rehearsal/events', allowed: ['operator'] },
  'POST /c/:campaign/rehearsal/stop': { path: '/c/c1/rehearsal/stop', allowed: ['operator'] },
  'GET /c/:campaign/scans/:sha256': {
    path: `/c/c1/scans/${scan}`,
    allowed: ['operator', 'office', 'supervision', 'audit', 'leader'],
  },
  'GET /c/:campaign/scans/:sha256/file': {
    path: `/c/c1/scans/${scan}/file`,
    allowed: ['operator', 'office', 'supervision', 'audit', 'leader'],
  },
  'GET /welcome': { path: '/welcome', allowed: ['operator'] },
  'POST /welcome/example': { path: '/welcome/example', allowed: ['operator'] },
  'GET /new': { path: '/new', allowed: ['operator'] },
  'POST /new': { path: '/new', allowed: [] },
  'GET /new/:id': { path: '/new/none', allowed: [] },
  'POST /new/:id/files': { path: '/new/none/files', allowed: [] },
  'POST /new/:id/answers': { path: '/new/none/answers', allowed: [] },
  'POST /new/:id/import': { path: '/new/none/import', allowed: [] },
  'GET /new/:id/progress/:import': { path: '/new/none/progress/none', allowed: [] },
  'GET /new/:id/progress/:import/events': { path: '/new/none/progress/none/events', allowed: [] },
  'GET /c/:campaign/access': { path: '/c/c1/access', allowed: ['operator', 'audit'] },
  'GET /c/:campaign/audit': { path: '/c/c1/audit', allowed: ['operator', 'audit'] },
  'POST /c/:campaign/audit/verify': { path: '/c/c1/audit/verify', allowed: ['operator', 'audit'] },
  'GET /c/:campaign/public': { path: '/c/c1/public', allowed: all },
  'GET /c/:campaign/public.docx': { path: '/c/c1/public.docx', allowed: all },
  'GET /c/:campaign/supervision': { path: '/c/c1/supervision', allowed: ['operator', 'supervision'] },
  'GET /c/:campaign/changes': { path: '/c/c1/changes', allowed: own },
  'GET /c/:campaign/rehearsal/mails/:mail': { path: '/c/c1/rehearsal/mails/none', allowed: [] },
  'GET /c/:campaign/board.xlsx': { path: '/c/c1/board.xlsx', allowed: own },
  'GET /c/:campaign/board.csv': { path: '/c/c1/board.csv', allowed: own },
  'GET /c/*': { path: '/c/none/at/all', allowed: [] },
  'GET /c/:campaign/calendar': { path: '/c/c1/calendar', allowed: calendars },
  'POST /c/:campaign/calendar': { path: '/c/c1/calendar', allowed: calendars },
  'POST /c/:campaign/calendar/:id/end': { path: '/c/c1/calendar/none/end', allowed: [] },
  // A cookie opens no calendar: only its address does.
  'GET /ics/:token': { path: '/ics/none.ics', allowed: [] },
  'POST /access/feeds/:id/end': { path: '/access/feeds/none/end', allowed: manage },
  'GET /access': { path: '/access', allowed: manage },
  'POST /access/sessions/:id/end': { path: '/access/sessions/none/end', allowed: manage },
  'POST /access/codes/forget': { path: '/access/codes/forget', allowed: manage },
  'POST /access/unit-links/:id/end': { path: '/access/unit-links/none/end', allowed: manage },
  'GET /inbox': { path: '/inbox', allowed: ['operator'] },
  'GET /inbox/:name': { path: '/inbox/none.eml', allowed: [] },
  'GET /inbox/:name/html': { path: '/inbox/none.eml/html', allowed: [] },
  // Open to all by their nature: they show nothing of a campaign.
  'GET /sign-in': { path: '/sign-in', allowed: everybody },
  'POST /sign-in': { path: '/sign-in', allowed: everybody },
  'GET /sign-in/:token': { path: '/sign-in/none', allowed: [] },
  'POST /sign-in/:token': { path: '/sign-in/none', allowed: [] },
  'GET /sign-in/oidc': { path: '/sign-in/oidc', allowed: everybody },
  // Nobody has begun there.
  'GET /sign-in/oidc/back': { path: '/sign-in/oidc/back?code=x&state=y', allowed: [] },
  'POST /sign-in/oidc/back': { path: '/sign-in/oidc/back', allowed: [] },
  'GET /u': { path: '/u', allowed: everybody },
  'POST /unit-link': { path: '/unit-link', allowed: everybody },
  // A cookie opens no unit's page: only its link does.
  'GET /u/:token': { path: '/u/none', allowed: [] },
  'GET /u/:token/check': { path: '/u/none/check', allowed: [] },
  'POST /u/:token': { path: '/u/none', allowed: [] },
  'POST /u/:token/acknowledge': { path: '/u/none/acknowledge', allowed: [] },
  'POST /u/:token/evidence/:measure': { path: '/u/none/evidence/own', allowed: [] },
  'GET /u/:token/book.xlsx': { path: '/u/none/book.xlsx', allowed: [] },
  'POST /u/:token/book': { path: '/u/none/book', allowed: [] },
  'GET /u/:token/evidence/:measure/:sha256': { path: '/u/none/evidence/own/0', allowed: [] },
};
/** Only send elsewhere, by who it is; `signIn.test.ts` has them. */
const elsewhere = ['GET /', 'GET /code', 'POST /code', 'POST /sign-out'];

function site(over: typeof pages) {
  const more = { base, seal: Buffer.alloc(32, 7), admins: [admin], evidence: folder };
  let n = 0;
  const clientOf = () => `192.0.2.${n++ % 250}`;
  const setUps = createSetUps(join(folder, 'setups'));
  const rehearsals = { example: async () => 'r-1', isRunning: () => false, stop: () => undefined };
  const send = async () => ({ state: 'accepted' as const, response: '250' });
  const log = { error: () => undefined };
  const kept = { state: 'a', nonce: 'b', verifier: 'c' };
  const oidc = {
    begin: async () => ({ to: 'https://id.example.test/', kept }),
    finish: () => Promise.reject(new Error('nobody came back')),
  };
  return over(
    pageDeps(ledger, () => now, {
      site: { ...more, clientOf, send, oidc, setUps, rehearsals },
      log,
      engine: engineOver(ledger, () => now),
      verify: async () => ({ events: 0, streams: 0, deliveries: 0, broken: null }),
    }),
  );
}

async function cookieFor(visitor: Visitor): Promise<string> {
  const who = visitors[visitor];
  if (!who) return 'none';
  const {
    address,
    coded,
    operator = false,
    rehearsed = false,
    expired,
    revoked,
  } = who as {
    address: string;
    coded: boolean;
    operator?: boolean;
    rehearsed?: boolean;
    expired?: boolean;
    revoked?: boolean;
  };
  const at = expired ? now - 13 * 3_600_000 : now;
  const token = await beginSession(ledger.db, { address, operator, rehearsed, coded }, at);
  if (revoked)
    await ledger.db.updateTable('session').set({ revoked_at: now }).where('hash', '=', tokenHash(token)).execute();
  return token;
}

/** A stream of events is open as long as its page: of that the beginning. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('Content-Type')?.startsWith('text/event-stream')) return answer.text();
  const reader = answer.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

/** What goes otherwise than the list says, in a line each. */
async function violations(app: ReturnType<typeof pages>, enough = Number.POSITIVE_INFINITY): Promise<string[]> {
  const found: string[] = [];
  for (const visitor of everybody) {
    if (found.length >= enough) break;
    for (const [route, { path, allowed, foreign, foreignAllowed = [] }] of Object.entries(listed)) {
      const cookie = await cookieFor(visitor);
      const isAllowed = (allowed as string[]).includes(visitor);
      await look(route, path, cookie, isAllowed, visitor);
      if (foreign) await look(route, foreign, cookie, (foreignAllowed as string[]).includes(visitor), visitor);
    }
  }
  return found;

  async function look(route: string, path: string, cookie: string, isAllowed: boolean, visitor: Visitor) {
    const method = route.split(' ')[0]!;
    const headers = { Cookie: `xiaohao=${cookie}` };
    const body = new URLSearchParams({ form: markOf(cookie), address: 'x@example.test', measure: 'own' });
    const answer = await app.request(path, method === 'POST' ? { method, headers, body } : { headers });
    const text = await textOf(answer);
    const to = answer.headers.get('Location') ?? '';
    const isIn = answer.status < 400 && !/^\/(sign-in|code)/.test(to);
    if (isIn !== isAllowed) found.push(`${visitor} ${method} ${path}: ${answer.status}`);
    if (!isIn && Object.values(titles).some((title) => text.includes(title))) found.push(`${visitor} ${path}: leaks`);
    if (!all.includes(visitor) && text.includes(titles.foreign))
      found.push(`${visitor} ${path}: leaks what is another’s`);
    if (!all.includes(visitor) && text.includes(titles.foreignFinding))
      found.push(`${visitor} ${path}: leaks a finding`);
  }
}

test('every route of the site is listed', () => {
  const routes = site(pages)
    .routes.filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/assets/'))
    .map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(routes)].sort()).toEqual([...Object.keys(listed), ...elsewhere].sort());
});

test('what is not listed as allowed is refused, and says nothing of what it hides', async () => {
  expect(await violations(site(pages))).toEqual([]);
}, 120_000);

test('a unit’s link opens its unit’s page, and no measure of another by any id in a body', async () => {
  const app = site(pages);
  for (const [name, token] of Object.entries(links)) {
    const html = await (await app.request(`/u/${token}`)).text();
    expect(html.includes(titles.own), name).toBe(name === 'own');
    expect(html.includes(titles.foreign), name).toBe(name === 'foreign');
  }
  const events = () => ledger.db.selectFrom('event').select('stream').execute();
  const before = await events();
  const post = (path: string, body: Record<string, string>) =>
    app.request(`/u/${path}`, { method: 'POST', body: new URLSearchParams(body) });
  for (const [token, id] of [
    [links.own, 'foreign'],
    [links.foreign, 'own'],
  ] as const) {
    expect((await post(`${token}/acknowledge`, { measure: id })).status).toBe(403);
    expect(
      (await post(token, { do: 'send', form: '0'.repeat(12), [`choice.${id}`]: 'notMine', [`reason.${id}`]: 'x' }))
        .status,
    ).toBe(403);
    expect((await post(`${token}/evidence/${id}`, {})).status).toBe(403);
  }
  expect((await post(`${links.expired}/acknowledge`, { measure: 'own' })).status).toBe(410);
  expect(await events()).toEqual(before);
});

test.each([
  ['seeCampaign', 'may'],
  ['seeMeasure', 'may'],
  ['seeFinding', 'may'],
  ['seeAudit', 'may'],
  ['seePublic', 'may'],
  ['supervise', 'may'],
  ['seePaper', 'may'],
  ['seeScan', 'may'],
  ['seeForecast', 'may'],
  ['makeFeed', 'may'],
  ['seeInbox', 'mayHere'],
  ['manageAccess', 'mayHere'],
])(
  'without the check of %s this test would fail',
  async (wish, which) => {
    vi.resetModules();
    vi.doMock('../../web/access/may.ts', async (original) => {
      const real = (await original()) as typeof import('../../web/access/may.ts');
      const open =
        which === 'may'
          ? { may: (who: never, asked: Wish) => asked.to === wish || real.may(who, asked) }
          : { mayHere: (visitor: never, asked: never) => asked === wish || real.mayHere(visitor, asked) };
      return { ...real, ...open };
    });
    const { pages: careless } = await import('../../web/pages.tsx');
    vi.doUnmock('../../web/access/may.ts');
    vi.resetModules();
    expect((await violations(site(careless), 1)).length).toBeGreaterThan(0);
  },
  120_000,
);

test('lists, counts and pages agree on what somebody sees', async () => {
  const rows = await ledger.db.selectFrom('stream').select(['kind', 'state']).where('campaign', '=', 'c1').execute();
  const of = <S>(kind: string) => rows.filter((row) => row.kind === kind).map(({ state }) => state as S);
  const [measures, findings] = [of<MeasureState>('measure'), of<FindingState>('finding')];
  const [campaign] = of<Parameters<typeof whoIn>[1]>('campaign');
  for (const { email } of persons) {
    const session = { address: email!.toLowerCase(), operator: false, rehearsed: false, coded: true } as never;
    const who = whoIn({ session, admin: false }, campaign!);
    const scope = scopeOf(who);
    const request = { campaign: 'c1', scope, day: '2024-09-23', filter: {}, limit: 50, offset: 0 };
    const board = await boardPage(ledger.db, { ...request, sort: 'number' });
    const findingOf = (measure: MeasureState) => findings.find(({ id }) => id === measure.finding)!;
    const seen = measures.filter((measure) => may(who, { to: 'seeMeasure', measure, finding: findingOf(measure) }));
    expect(board.measures.map(({ id }) => id).sort(), email!).toEqual(seen.map(({ id }) => id).sort());
    const list = await findingPage(ledger.db, 'c1', scope, 50, 0);
    const open = findings.filter((finding) => {
      const under = measures.filter((measure) => measure.finding === finding.id);
      return may(who, { to: 'seeFinding', finding, measures: under });
    });
    expect(list.findings.map(({ id }) => id).sort(), email!).toEqual(open.map(({ id }) => id).sort());
    if (email === teamLiaison.email) expect([...open, ...seen].map(({ id }) => id)).toEqual(['f2', 'foreign']);
  }
});
