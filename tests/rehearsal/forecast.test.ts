import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextAt } from '../../activities/rules.ts';
import { beginnings, everyoneBegan, startCampaign } from '../../client/campaign.ts';
import { system } from '../../domain/actor.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { presets } from '../../domain/plan/presets.ts';
import { play } from '../../rehearsal/driver.ts';
import { openRehearsal, planActs } from '../../rehearsal/store.ts';
import { forecast } from '../../web/api/forecast.ts';
import { streamOf } from '../../workflows/contract.ts';
import { storyOf } from '../faults/support/story.ts';
import { instant } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

let stage: TestEngine;
beforeAll(async () => {
  stage = await startTestEngine();
});
afterAll(() => stage.stop());

/** Everything that was really mailed: to whom, in which window, with which notices. */
async function sent(campaign: string): Promise<string[]> {
  const rows = await stage.ledger.db
    .selectFrom('mail')
    .innerJoin('mail_notice', 'mail_notice.mail', 'mail.id')
    .select(['person', 'window_at', 'notice'])
    .where('campaign', '=', campaign)
    .execute();
  return rows.map(({ person, window_at, notice }) => `${window_at} ${person} ${notice}`).sort();
}

test('before the start it foretells each mail that 200 days of silent units then bring, to the line', async () => {
  const campaign = stage.campaign();
  const { setUp, lists } = storyOf({ campaign, seed: '7', findings: 3, measuresEach: 2 });
  // One finding goes by a special plan with a policy of its own: other rungs, reported on quarterly.
  const three = presets['three-colours']!;
  const policy = { ...three, cycle: { ...three.cycle, every: 'quarterly' as const } };
  const special = {
    id: 'special',
    name: '专项检查',
    leadDepartment: null,
    findings: [lists.findings[0]!.id],
    links: {},
  };
  const settings = { ...setUp.settings, plans: [{ ...special, policy }] };
  const stepped = { ...setUp, settings, clock: 'stepped' as const };
  const begin = instant(`${setUp.settings.feedbackOn} 09:00`);
  const { db } = stage.ledger;
  await openRehearsal(db, { campaign, seed: '7', now: begin, until: begin, phase: 'starting', options: {} });
  await startCampaign(stage.engine, stepped, lists, begin);
  await everyoneBegan(stage.engine, beginnings(stepped, lists, begin), async () => {
    const rows = await db.selectFrom('stream').select('id').where('seq', '>', 0).execute();
    return new Set(rows.map(({ id }) => id));
  });

  const state = (await db
    .selectFrom('stream')
    .select('state')
    .where('id', '=', streamOf.campaign(campaign))
    .executeTakeFirstOrThrow()) as { state: CampaignState };
  const context = (now: number) => contextAt(state.state, now);
  const deps = { ledger: stage.ledger, contextAt, now: () => begin } as unknown as Parameters<typeof forecast>[0];
  const issuedOn = '2024-04-23';
  const foretold = await forecast(deps, campaign, { days: 200, issuedOn });

  const at = instant(`${issuedOn} 10:00`);
  const act = (type: string, command: object) => ({
    ...{ id: type, at, stream: streamOf.campaign(campaign) },
    act: { actor: system, command: { type, ...command } },
  });
  await planActs(db, campaign, [act('issue', { document: '1号', approvers: ['区委常委会'] })]);
  await planActs(db, campaign, [{ ...act('release', {}), at: at + 1 }]);
  const until = instant(`${foretold.to} 23:59`);
  const silent = { ...{ engine: stage.engine, ledger: stage.ledger, campaign, context }, react: async () => [] };
  await play(silent, { now: begin, phase: 'playing' }, until);

  const lines = foretold.mails.flatMap(({ windowAt, person, lines }) =>
    lines.flatMap(({ notice, also }) => [...new Set([notice, ...also])].map((id) => `${windowAt} ${person} ${id}`)),
  );
  const really = await sent(campaign);
  // The special plan's quarterly reports are among them.
  const quarterly = db
    .selectFrom('notice')
    .select('id')
    .where('campaign', '=', campaign)
    .where('basis', 'like', 'cycle:%-Q%');
  expect((await quarterly.execute()).length).toBeGreaterThan(0);
  expect(really.length).toBeGreaterThan(100);
  expect(lines.sort()).toEqual(really);
  const days = new Set(foretold.mails.map(({ day }) => day));
  expect(days.size).toBe(foretold.days.length);
  expect(foretold.busiest!.mails).toBe(Math.max(...foretold.days.map(({ mails }) => mails)));

  // From the middle on it foretells nothing but what comes after.
  const later = await forecast({ ...deps, now: () => until }, campaign, { days: 30 });
  expect(later.mails.every(({ windowAt }) => windowAt > until)).toBe(true);
}, 600_000);
