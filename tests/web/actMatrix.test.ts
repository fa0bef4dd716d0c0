import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Engine } from '../../client/engine.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { markOf as formMark } from '../../web/access/guard.ts';
import type { Wish } from '../../web/access/may.ts';
import { pages } from '../../web/pages.tsx';
import { markOf } from '../../web/unit/fields.ts';
import { as, findingDraft, instant, jyj, measureDraft, people } from '../support/domain.ts';
import { cookieOf, pageDeps, playCampaign } from './play.ts';

/** Who writes to the pages here; every one of them is signed in with his code. */
const writers = {
  ...{ office: people.coordinator, secretary: people.secretary, leadingGroup: people.member },
  ...{ supervision: people.supervisor, higherLevel: people.city, leader: people.leader, principal: people.principal },
  ...{ liaison: people.liaison, otherPrincipal: people.jyjPrincipal, otherLiaison: people.jyjLiaison },
};
type Writer = keyof typeof writers;

const now = instant('2024-09-12 10:00');
const folder = mkdtempSync(join(tmpdir(), 'xiaohao-acts-'));
let ledger: Ledger;

beforeAll(async () => {
  ledger = await openLedger();
  const play = await playCampaign(ledger, 'c1', {
    findings: [findingDraft(), findingDraft({ id: 'f2', no: '2', leadUnit: jyj }), findingDraft({ id: 'f3', no: '3' })],
    measures: [
      measureDraft({ id: 'review', participants: [] }),
      measureDraft({ id: 'open', no: '1-2', participants: [] }),
      measureDraft({ id: 'gone', no: '3-1', finding: 'f3', participants: [] }),
      measureDraft({ id: 'other', no: '2-1', finding: 'f2', leadUnit: jyj, participants: [] }),
    ],
  });
  await play.act('measure', 'review', as.liaison, { type: 'submit', evidence: ['a.pdf'] } as never, '2024-09-10');
  const reason = { reason: '并入其他措施', approver: '区委' };
  await play.act('measure', 'gone', as.coordinator, { type: 'withdraw', ...reason } as never, '2024-09-10');
  await play.pass('finding', 'f3', '2024-09-10 12:00');
  const ask = { type: 'requestExtension', to: '2024-10-31', reason: '公告期未满', progress: '过半' };
  await play.act('measure', 'open', as.liaison, ask, '2024-09-10');
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

/** It takes whatever it is sent, so that nothing stands between a form and the record but the page's own checks. */
const gullible: Engine = {
  ...({} as Engine),
  act: async () => ({ seq: 1, events: [] }),
};

type Sent = { path: string; fields: Record<string, string>; scan?: true; allowed: Writer[] };

/** What is sent, well formed in everything, and whose it is to send. */
const sent: Record<string, Sent> = {
  'approve in one’s post': { ...on('review', { act: 'approve' }), allowed: ['principal'] },
  'return in one’s post': { ...on('review', { act: 'return', reason: '缺材料' }), allowed: ['principal'] },
  'report for one’s unit': { ...on('open', reporting()), allowed: ['principal', 'liaison'] },
  'report for another’s unit': { ...on('other', reporting()), allowed: ['otherPrincipal', 'otherLiaison'] },
  'grant an extension': { ...on('open', { act: 'grantExtension' }), allowed: ['office', 'leader'] },
  suspend: { ...on('open', { act: 'suspend', reason: '待上级' }), allowed: ['office', 'supervision'] },
  'close a finding': { path: '/c/c1/f/f3/acts', fields: { act: 'close' }, allowed: ['office', 'supervision'] },
  instruct: {
    ...{ path: '/c/c1/acts', fields: { act: 'instruct', text: '加快', due: '2024-09-30' } },
    allowed: ['office', 'secretary', 'leadingGroup', 'leader'],
  },
  'draft a letter': {
    ...{ path: '/c/c1/acts', fields: { act: 'draftLetter', kind: 'urge', unit: 'zjj' } },
    allowed: ['office'],
  },
  'enter what a principal signed': { ...on('review', paper('principal:approve')), scan: true, allowed: ['office'] },
  'enter what a leader signed': { ...on('open', paper('leader:grantExtension')), scan: true, allowed: ['office'] },
  'enter a leader’s sheet': {
    ...{ path: '/c/c1/paper/leader', fields: { ...paper(''), 'deed.open': 'grantExtension' }, scan: true as const },
    allowed: ['office'],
  },
};

function on(id: string, fields: Record<string, string>) {
  return { path: `/c/c1/m/${id}/acts`, fields: { ...fields, measure: id } };
}
function reporting() {
  return { act: 'report', progress: '过半', next: '继续' };
}
function paper(deed: string) {
  return { act: 'paper', deed, number: '1', date: '2024-09-11' };
}

async function statesOf(): Promise<MeasureState[]> {
  const rows = await ledger.db.selectFrom('stream').select('state').where('kind', '=', 'measure').execute();
  return rows.map(({ state }) => state as MeasureState);
}

/** What goes otherwise than the list says, in a line each. */
async function violations(over: typeof pages): Promise<string[]> {
  let n = 0;
  const site = { evidence: folder, clientOf: () => `192.0.2.${n++ % 250}` };
  const app = over(pageDeps(ledger, () => now, { engine: gullible, site, log: { error: () => undefined } }));
  const marks = Object.fromEntries((await statesOf()).map((state) => [state.id, markOf(state)]));
  const found: string[] = [];
  for (const [writer, person] of Object.entries(writers)) {
    const Cookie = await cookieOf(ledger, person.email!.toLowerCase(), now);
    for (const [what, { path, fields, scan, allowed }] of Object.entries(sent)) {
      const body = new FormData();
      const id = (n++).toString(16).padStart(12, '0');
      const mark = marks[fields.measure ?? ''] ?? '';
      const form = formMark(Cookie.split('=')[1]!);
      for (const [name, value] of Object.entries({ form, id, mark, 'mark.open': marks.open!, ...fields }))
        body.set(name, value);
      if (scan) body.set('scan', new File([Buffer.from('255044462d312e34', 'hex')], '签字件.pdf'));
      const answer = await app.request(path, { method: 'POST', headers: { Cookie }, body });
      if ((answer.status === 303) !== (allowed as string[]).includes(writer))
        found.push(`${writer}: ${what} ${answer.status}`);
    }
  }
  return found;
}

test('whoever may not do it is turned away by the page itself, whatever the engine would say', async () => {
  expect(await violations(pages)).toEqual([]);
}, 60_000);

test.each(['act', 'close', 'order', 'enterPaper'] as const)(
  'without the check of %s this test would fail',
  async (wish) => {
    vi.resetModules();
    vi.doMock('../../web/access/may.ts', async (original) => {
      const real = (await original()) as typeof import('../../web/access/may.ts');
      return { ...real, may: (who: never, asked: Wish) => asked.to === wish || real.may(who, asked) };
    });
    const { pages: careless } = await import('../../web/pages.tsx');
    vi.doUnmock('../../web/access/may.ts');
    vi.resetModules();
    expect(await violations(careless)).not.toEqual([]);
  },
  60_000,
);
