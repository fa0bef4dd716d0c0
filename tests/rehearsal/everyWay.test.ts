import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCampaign, readImport } from '../../app/lists.ts';
import { addDays, addMonths } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignEventType } from '../../domain/campaign/events.ts';
import { Standing } from '../../domain/figures/standing.ts';
import { type Statement, statementOf } from '../../domain/figures/statement.ts';
import type { MeasureEventType } from '../../domain/measure/events.ts';
import { standard } from '../../domain/plan/presets.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import { eventsOf } from '../../ledger/queries/asOf.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { castWords } from '../../words/cast.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { type Derived, derive } from './rederive.ts';

// The year of `npm run rehearse` itself: what the README promises of it is counted here.
let stage: TestEngine;
let rules: Settings;
const campaign = 'every-way';

beforeAll(async () => {
  stage = await startTestEngine();
  const file = new URL('../../examples/qinghe.yaml', import.meta.url).pathname;
  const written = await readCampaign(file);
  const { settings, policy } = written;
  rules = settings;
  const { lists } = await readImport([file.replace('.yaml', '.xlsx')], written, 'zh-CN');
  await rehearse({
    engine: stage.engine,
    ledger: stage.ledger,
    setUp: { settings: { ...settings, id: campaign }, policy },
    lists,
    seed: '1',
    words: castWords['zh-CN'],
  });
}, 1_200_000);

afterAll(() => stage.stop());

test('the default cast reaches every rung of every ladder', async () => {
  const events = await stage.ledger.db
    .selectFrom('event')
    .select(['type', 'payload'])
    .where('type', 'in', ['RungReached', 'ErrandRung'])
    .execute();
  const spoke = new Set<string>();
  for (const { payload } of events) {
    const { basis, rung, spoke: said, notices } = JSON.parse(payload) as Rung;
    if (said ?? notices.length > 0) spoke.add(`${basis.split(':')[0]} ${rung}`);
  }
  const prefixes = { acknowledge: 'ack', effectDue: 'effect', doneDue: 'done' } as Record<string, string>;
  const all = Object.entries(standard.ladders).flatMap(([ladder, { rungs }]) =>
    rungs.map(({ name }) => `${prefixes[ladder] ?? ladder} ${name}`),
  );
  // No higher level is asked here, no measure waits for a condition, the year ends before a yearly review, and whoever signs
  // for something reports when he is chased.
  const elsewhere = /^(acceptance|watch|yearly|silent) /;
  expect(all.filter((rung) => !spoke.has(rung) && !elsewhere.test(rung))).toEqual([]);
});

type Rung = { basis: string; rung: string; spoke?: boolean; notices: object[] };

test('the default cast goes every side way', async () => {
  const rows = await stage.ledger.db.selectFrom('event').select('type').distinct().execute();
  const happened = new Set(rows.map(({ type }) => type));
  const matters: CampaignEventType[] = [
    ...(['Released', 'RoundOpened', 'Consolidated', 'RoundChased', 'RoundRaised', 'Signed', 'BulletinDue'] as const),
    ...([
      'RolledUp',
      'PeriodEnded',
      'ErrandGiven',
      'ErrandFinished',
      'ConsultationConcluded',
      'LetterDrafted',
    ] as const),
    ...(['LetterReleased', 'CheckOpened', 'CheckRecorded', 'CheckClosed'] as const),
  ];
  const ways: MeasureEventType[] = [
    'Contributed',
    'NextStepSet',
    'Checked',
    'Returned',
    'ExtensionGranted',
    'ExtensionRefused',
    'LimitSet',
    'Reassigned',
    'NotMineSaid',
    'Suspended',
    'Resumed',
    'Adjusted',
    'Withdrawn',
    'ConvertedToLongTerm',
    'LookedBack',
    'Rebounded',
    'MilestoneMet',
    'EffectClaimed',
    'EffectConfirmed',
    'EffectRefused',
    'NotMineRefused',
    'Divided',
    'Counted',
    'PartHandedIn',
    'PartReturned',
    'PartClosed',
    'Archived',
  ];
  expect([...ways, ...matters, 'Reopened', 'HeadsRecorded'].filter((way) => !happened.has(way))).toEqual([]);
});

test('figures of every day of the year are those that SQL derives from the raw events', async () => {
  const from = rules.feedbackOn;
  const to = addMonths(from, 12);
  const periodEnd = addMonths(from, rules.concentratedMonths);
  const special = rules.plans![0]!;
  const derived = await derive(stage.ledger.db, campaign, { from, to, periodEnd, only: null });
  const derivedOfPlan = await derive(stage.ledger.db, campaign, { from, to, periodEnd, only: special.findings });
  const standing = new Standing();
  const days: Statement[][] = [];
  let day = from;
  const close = () => {
    const state = { ...standing.campaign!, settings: { ...rules, id: campaign } };
    days.push([null, special.id].map((plan) => statementOf(state, standing.items(), day, plan)));
    day = addDays(day, 1);
  };
  const events: { stream: string; event: { at: number } }[] = [];
  for await (const one of eventsOf(stage.ledger.db, campaign, Number.MAX_SAFE_INTEGER)) events.push(one);
  // They arrived in the order of the driver's steps, in which an act may come before an earlier tick of another stream.
  events.sort((a, b) => a.event.at - b.event.at);
  for (const { stream, event } of events) {
    while (dayOf(event.at, rules.zone) > day) close();
    standing.take(stream, event);
  }
  while (day <= to) close();
  expect(days.map(([whole]) => flat(whole!))).toEqual(derived);
  expect(days.map(([, plan]) => flat(plan!))).toEqual(derivedOfPlan);
  expect(derived.at(-1)!.done).toBeGreaterThan(50);
});

function flat({ asOf, internal: { findings, measures, effect } }: Statement): Derived {
  return {
    ...{ day: asOf, findings: findings.total, findingsDone: findings.done, findingsLongTerm: findings.longTerm },
    ...{ measures: measures.total, done: measures.done, longTerm: measures.longTerm, withdrawn: measures.withdrawn },
    ...{ rate: measures.rate, ...effect },
  };
}
