import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { contextAt } from '../../activities/rules.ts';
import { startHooks } from '../../app/hooks.ts';
import { letterText } from '../../documents/out/letter.ts';
import { datesOf } from '../../domain/feed/dates.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { secrecies } from '../../domain/plan/secrecy.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { findingStates, measureStates } from '../../ledger/queries/states.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import { renderFeed } from '../../mail/feed/render.ts';
import { type Announcement, postOf } from '../../mail/hook/hook.ts';
import { lettersIn } from '../../web/api/letters.ts';
import { pages } from '../../web/pages.tsx';
import { ask, campaign, finding, measure, office, openRecord, postmaster } from '../activities/given.ts';
import { as, findingDraft, instant, measureDraft, people, zjj } from '../support/domain.ts';
import { linesOf } from '../support/ics.ts';
import { pageDeps } from './play.ts';

const site = 'https://xiaohao.example.com';
let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

/** What somebody wrote on the way. */
const written = {
  progress: '已拆除违建十七处',
  next: '下月复查围挡',
  reason: '政府采购公告期未满',
  answer: '请先办理绿化部分',
  instruction: '再核实一次底数',
};
const { title, text, doneDue } = measureDraft();
const above = findingDraft();

/** Every string of the finding and its measure, and what it is to whoever must not read it. */
const strings = {
  number: ['1-1'],
  named: [title],
  free: [text, above.title, ...above.category, doneDue!.text, ...Object.values(written)],
};
const forbidden = {
  full: [],
  title: strings.free,
  number: [...strings.named, ...strings.free],
  bare: [...strings.number, ...strings.named, ...strings.free],
} as const;

/** Half a year of one measure, told to everybody in every way there is. */
async function told(level: (typeof secrecies)[number]) {
  const open = await openRecord(ledger, 'real', site);
  await ledger.db.deleteFrom('hook_post').execute();
  await ledger.db.deleteFrom('unit_link').execute();
  const secrecy = { type: 'setSecrecy', level, finding: 'f1', reason: '按要求' };
  const all = { type: 'setSecrecy', level: 'full', reason: '按要求' };
  await open.record(office, '2024-06-03 10:00', [ask('all', all, as.coordinator), ask('s', secrecy, as.coordinator)]);
  await open.issue('2024-07-01 10:00');
  const act = (on: string, command: object, by: (typeof as)[keyof typeof as]) =>
    open.record(measure, `${on} 10:00`, [ask(`${on} ${JSON.stringify(command)}`, command, by)]);
  let clock = 0;
  const hook = { name: 'group', kind: 'signed' as const, url: 'http://127.0.0.1:9/', secret: 'x'.repeat(16) };
  const hooks = startHooks({
    ...{ hooks: [{ ...hook, campaign: null }], ledger, site, now: () => clock, everyMs: 3_600_000 },
    ...{ log: { info: () => undefined, warn: () => undefined } },
    stateOf: async (id) => (await open.rules.of(id)).state,
  });
  onTestFinished(() => hooks.stop());
  const window = async (day: string) => {
    for (const stream of [measure, finding, office, measure]) await open.record(stream, `${day} 08:25`);
    await open.record(postmaster, `${day} 08:30`);
    clock = instant(`${day} 09:00`);
    await hooks.round();
    await ledger.db.updateTable('mail').set({ state: 'accepted' }).where('window_at', '=', clock).execute();
    const done = { windowAt: clock, accepted: 1, deferred: 0, refused: 0, unknown: 0, withdrawn: 0 };
    await open.record(postmaster, `${day} 09:30`, [], { done });
  };

  await window('2024-07-02');
  await act('2024-07-02', { type: 'acknowledge' }, as.liaison);
  await window('2024-07-17');
  await act('2024-07-20', { type: 'report', progress: written.progress, next: written.next }, as.liaison);
  await window('2024-08-26');
  await window('2024-09-10');
  await act('2024-09-11', { type: 'requestExtension', to: '2024-10-31', ...written }, as.liaison);
  await window('2024-09-12');
  await act('2024-09-12', { type: 'refuseExtension', reason: written.answer }, as.leader);
  await window('2024-09-13');
  for (const day of ['2024-09-30', '2024-10-08', '2024-10-09', '2024-10-10', '2024-10-11', '2024-10-16', '2024-10-17'])
    await window(day);
  await act('2024-10-18', { type: 'submit', evidence: [], noEvidenceReason: written.reason }, as.liaison);
  await window('2024-10-21');
  const link = newUnitLink({ campaign, unit: zjj, person: people.liaison.id, expiresAt: clock + 1 }, clock);
  await ledger.db.insertInto('unit_link').values(link.row).execute();
  const letters = await lettersIn({ ...pageDeps(ledger, () => clock), token: '' }, campaign);
  return {
    mails: await mails(),
    robots: await robots(),
    calendars: await calendars(clock),
    letters: letters.flatMap((letter) => letterText(letter, 'zh-CN')),
    page: await (await pages(pageDeps(ledger, () => clock)).request(`/u/${link.token}`)).text(),
  };

  async function calendars(now: number) {
    const world = {
      campaign: (await open.rules.of(campaign)).state,
      findings: (await findingStates(ledger.db, campaign)) as FindingState[],
      measures: (await measureStates(ledger.db, campaign)) as MeasureState[],
    };
    const contextOf = (of?: string) => contextAt(world.campaign, now, of);
    const settings = { campaign, zone: 'Asia/Shanghai', language: 'zh-CN' as const, site };
    return [{ unit: zjj }, { person: people.principal.id }, { person: people.leader.id }].flatMap((whose) =>
      linesOf(renderFeed(datesOf(whose, { ...world, contextOf }), settings, () => ({ seq: 1, at: now }))),
    );
  }
}

/** Subject, both parts (the preheader is the HTML's first line) and headers, as a reader's program has them. */
async function mails(): Promise<string[]> {
  const rows = await ledger.db.selectFrom('mail').select('raw').execute();
  const parsed = await Promise.all(rows.map(({ raw }) => PostalMime.parse(raw)));
  return parsed.map(({ subject, text: plain, html, headers }) => JSON.stringify({ subject, plain, html, headers }));
}

async function robots(): Promise<string[]> {
  const rows = await ledger.db.selectFrom('hook_post').select('content').execute();
  const hook = { name: 'x', url: 'https://robot.example.com/', secret: 'x'.repeat(16), campaign: null };
  return rows.flatMap(({ content }) =>
    (['wecom', 'dingtalk', 'signed'] as const).map(
      (kind) => postOf({ ...hook, kind }, content as Announcement, 'zh-CN', 0).body,
    ),
  );
}

describe.each(secrecies)('under %s', (level) => {
  test('nothing that leaves the house says what it must not, and it still says what it may', async () => {
    const { mails: sent, robots: posts, calendars, letters, page } = await told(level);
    for (const [where, all] of Object.entries({ sent, calendars, letters, page: [page] }))
      for (const what of forbidden[level]) expect(all.join('\n').includes(what), `${where}: ${what}`).toBe(false);
    // Nobody knows who is in a group: a robot never says more than the number.
    const robotMust = level === 'bare' ? forbidden.bare : forbidden.number;
    for (const what of robotMust) expect(posts.join('\n').includes(what), `robots: ${what}`).toBe(false);

    const says = (all: string[], what: string) => all.join('\n').includes(what);
    expect(sent.length).toBeGreaterThan(10);
    expect(posts.length).toBeGreaterThan(10);
    expect(letters.length).toBeGreaterThan(3);
    if (level === 'bare') {
      expect(says(sent, '有新的待办，请登录查看。')).toBe(true);
      expect(says(posts, '有新的待办，请登录查看。')).toBe(true);
      expect(says(calendars, '时限')).toBe(false);
      expect(page).toContain('还有事项不能凭链接查看');
      return;
    }
    for (const all of [sent, posts, calendars, letters, [page]]) expect(says(all, '1-1')).toBe(true);
    for (const all of [sent, calendars, letters, [page]]) expect(says(all, title)).toBe(level !== 'number');
    expect(says(sent, written.reason)).toBe(level === 'full');
    expect(says(calendars, text)).toBe(level === 'full');
  });
});
