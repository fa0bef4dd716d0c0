import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCampaign, readImport } from '../../app/lists.ts';
import { addDays, addMonths } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignEventType } from '../../domain/campaign/events.ts';
import type { Count } from '../../domain/figures/count.ts';
import { Standing } from '../../domain/figures/standing.ts';
import { type Statement, statementOf } from '../../domain/figures/statement.ts';
import type { MeasureEventType } from '../../domain/measure/events.ts';
import { standard } from '../../domain/plan/presets.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import { eventsOf } from '../../ledger/queries/asOf.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { castWords } from '../../words/cast.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { type Derived, derive, type Group } from './rederive.ts';

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
  // Asking about an acceptance is an event of its own (below); the year ends before a yearly review, and whoever signs for
  // something reports when he is chased.
  const elsewhere = /^(acceptance|yearly|silent) /;
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
    ...(['PlanSet', 'TeamSet', 'TeamDropped'] as const),
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
    'ConditionAwaited',
    'ConditionCame',
    'PermanenceAsked',
    'PermanenceAccepted',
    'PermanenceRefused',
    'EvidenceRenewed',
    'AcceptanceApplied',
    'AcceptanceAsked',
    'AcceptanceRecorded',
  ];
  const all = [...ways, ...matters, 'Reopened', 'HeadsRecorded', 'DirectoryAmended'];
  expect(all.filter((way) => !happened.has(way))).toEqual([]);
  // From signed paper by a clerk's hand, and by a deputy for another.
  for (const sign of ['%"paper"%', '%"behalf"%']) {
    const acts = await stage.ledger.db.selectFrom('event').select('type').where('actor', 'like', sign).execute();
    expect(acts.length, sign).toBeGreaterThan(0);
  }
});

test('figures of every day of the year are those that SQL derives from the raw events', async () => {
  const from = rules.feedbackOn;
  const to = addMonths(from, 12);
  const periodEnd = addMonths(from, rules.concentratedMonths);
  const derived = await derive(stage.ledger.db, campaign, { from, to, periodEnd });
  const standing = new Standing();
  const stated: Derived = { groups: [], held: [], amounts: [] };
  let day = from;
  const close = () => {
    const statement = statementOf(standing.campaign!, standing.items(), day);
    stated.groups.push(...groupsOf(statement));
    stated.held.push({ day, ...statement.lateByHolder });
    stated.amounts.push(...statement.quantities.map((one) => ({ day, ...one })));
    for (const { id } of rules.plans!) {
      const { internal } = statementOf(standing.campaign!, standing.items(), day, id);
      expect(internal, `${day} ${id}`).toEqual(statement.byPlan[id]);
    }
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
  expect(differences(stated.groups, derived.groups)).toEqual([]);
  expect(differences(stated.held, derived.held)).toEqual([]);
  expect(differences(stated.amounts, derived.amounts)).toEqual([]);
  expect(stated.groups.length).toBeGreaterThan(366 * 35);
  const last = derived.groups.filter((one) => one.day === to);
  const [all] = last.filter(({ dimension }) => dimension === 'all');
  expect(all!.done).toBeGreaterThan(50);
  expect(new Set(last.map(({ dimension }) => dimension)).size).toBe(7);
  // Each figure was something else than nought on some day.
  for (const figure of ['late', 'longTerm', 'withdrawn', 'claimed', 'confirmed', 'withinPeriod'] as const)
    expect(Math.max(...derived.groups.map((one) => one[figure])), figure).toBeGreaterThan(0);
  for (const holder of ['unit', 'leader', 'office', 'higherLevel'] as const)
    expect(Math.max(...derived.held.map((one) => one[holder])), holder).toBeGreaterThan(0);
  const amounts = derived.amounts.filter((one) => one.day === to).map(({ kind, unit }) => `${kind} ${unit}`);
  expect(amounts).toEqual(expect.arrayContaining(['area 亩', 'area 平方米', 'count 公里', 'money 万元']));
});

/** What one side says and the other does not, a few of them: of thousands of figures only these are of interest. */
function differences(stated: object[], derived: object[]): string[] {
  const textOf = (one: object) => JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  const [a, b] = [new Set(stated.map(textOf)), new Set(derived.map(textOf))];
  const only = (mine: Set<string>, others: Set<string>, who: string) =>
    [...mine].filter((one) => !others.has(one)).map((one) => `${who}: ${one}`);
  return [...only(a, b, 'stated').slice(0, 8), ...only(b, a, 'derived').slice(0, 8)];
}

function groupsOf(statement: Statement): Group[] {
  const { asOf: day, internal, public: open, byPlan, byCategory, byUnit, byLeader, byTeam } = statement;
  const flat = (dimension: string, key: string, { findings, measures, effect }: Count): Group => ({
    ...{ day, dimension, key },
    ...{ findings: findings.total, findingsDone: findings.done, findingsLongTerm: findings.longTerm },
    ...{ measures: measures.total, done: measures.done, longTerm: measures.longTerm, withdrawn: measures.withdrawn },
    ...{ late: measures.late, rate: measures.rate, ...effect },
  });
  const split = { plan: byPlan, category: byCategory, unit: byUnit, leader: byLeader, team: byTeam };
  return [
    flat('all', '', internal),
    flat('public', '', open),
    ...Object.entries(split).flatMap(([dimension, counts]) =>
      Object.entries(counts).map(([key, count]) => flat(dimension, key, count)),
    ),
  ];
}
