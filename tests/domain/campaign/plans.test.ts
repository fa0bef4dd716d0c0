import { describe, expect, test } from 'vitest';
import { checkPlans } from '../../../client/plans.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { CampaignCommand, CampaignCommandOf } from '../../../domain/campaign/commands.ts';
import { statementOf } from '../../../domain/figures/statement.ts';
import type { FindingState } from '../../../domain/finding/state.ts';
import type { PolicyBefore } from '../../../domain/notice/carry.ts';
import type { Plan, Team } from '../../../domain/plan/plan.ts';
import { presetOf, standard } from '../../../domain/plan/presets.ts';
import { as, directory, due, engine, findingDraft, measureDraft, zjj } from '../../support/domain.ts';
import { Story as MeasureStory } from '../measure/story.ts';
import { issued, type Story } from './story.ts';

const lists = {
  directory,
  findings: [findingDraft(), findingDraft({ id: 'f2' })],
  measures: [measureDraft(), measureDraft({ id: 'm2', finding: 'f2' })],
};
const plan: Plan = { id: 'p', name: '专项', leadDepartment: zjj, findings: ['f2'], links: { m2: 'm1' } };
const team: Team = { id: 't', name: '专班', head: '分管副区长', liaison: 'liaison', findings: ['f1'] };
const hurried = { ...standard, cycle: { ...standard.cycle, cutOffWorkdays: 20 } };
const broken: [string, Plan[], Team[], string][] = [
  ['a plan with a finding nobody listed', [{ ...plan, findings: ['f9'] }], [], 'unknown-finding'],
  ['a finding in two plans', [plan, { ...plan, id: 'q' }], [], 'id-repeated'],
  ['a link of another plan’s item', [{ ...plan, links: { m1: 'm2' } }], [], 'bad-input'],
  ['a link to itself', [{ ...plan, links: { m2: 'm2' } }], [], 'bad-input'],
  [
    'two items linked to each other',
    [plan, { ...plan, id: 'q', findings: ['f1'], links: { m1: 'm2' } }],
    [],
    'bad-input',
  ],
  ['a link to nothing', [{ ...plan, links: { m2: 'm9' } }], [], 'unknown-id'],
  ['a lead department nobody knows', [{ ...plan, leadDepartment: '区林业局' }], [], 'unknown-unit'],
  [
    'a plan whose cycle cannot meet its cut-off',
    [{ ...plan, policy: { ...hurried, cycle: { ...hurried.cycle, every: 'monthly' } } }],
    [],
    'cut-off-unmeetable',
  ],
  ['a team whose head nobody knows', [], [{ ...team, head: '某人' }], 'unknown-person'],
  ['a team with a finding nobody listed', [], [{ ...team, findings: ['f9'] }], 'unknown-finding'],
];

describe('plans and teams', () => {
  test('that name what the lists hold are taken', () => {
    expect(() => checkPlans({ plans: [plan], teams: [team] }, lists)).not.toThrow();
    expect(() => checkPlans({}, lists)).not.toThrow();
  });

  test.each(broken)('%s: refused', (_, plans, teams, code) => {
    expect(() => checkPlans({ plans, teams }, lists)).toThrow(expect.objectContaining({ code }));
  });
});

describe('plans and teams of a campaign that runs', () => {
  const items = (story: Story) => {
    const open = { leadUnit: zjj, leaders: ['leader'], category: [], publish: true, phase: 'open', measures: {} };
    story.findings = ['f1', 'f2'].map((id) => ({ ...open, id }) as unknown as FindingState);
    story.measures = ['1', '2'].map((n) => ({ ...new MeasureStory().state, id: `m${n}`, finding: `f${n}` }));
    return story;
  };
  const set: CampaignCommandOf<'setPlan'> = {
    type: 'setPlan',
    plan: 'p',
    name: '专项',
    leadDepartment: '区住建局',
    findings: ['f2'],
    links: { m2: 'm1' },
    every: 'quarterly',
    document: '整改办〔2024〕8号',
    on: '2024-07-12',
  };
  const team: CampaignCommandOf<'setTeam'> = {
    type: 'setTeam',
    team: 't',
    name: '专班',
    head: '分管副区长',
    liaison: 'liaison',
    findings: ['f1'],
    document: '整改办〔2024〕9号',
  };

  test('a plan begins with its own rounds after the period it begins in, and ends', () => {
    const story = items(issued()).act('2024-07-15', set, as.coordinator);
    expect(story.events.at(-1)).toMatchObject({ type: 'PlanSet', by: 'coordinator', on: '2024-07-12' });
    const count = () => statementOf(story.state!, story.facts(), '2024-07-31').internal.measures.total;
    expect(story.state?.settings.plans).toMatchObject([
      { id: 'p', leadDepartment: zjj, policy: { cycle: { every: 'quarterly' } } },
    ]);
    expect(count()).toBe(1);
    for (const when of ['2024-09-30 09:00', '2024-12-31 09:00']) story.tick(when);
    const drawn = story.events.flatMap((event) => (event.type === 'BulletinDue' && event.plan ? [event] : []));
    expect(drawn.map(({ plan: of, period, skipped }) => [of, period, skipped])).toEqual([['p', '2024-Q4', undefined]]);
    story.act('2025-01-06', { type: 'dropPlan', plan: 'p', document: '整改办〔2025〕1号' }, as.coordinator);
    expect(story.state).toMatchObject({ settings: { plans: [] }, bulletins: {}, rounds: {} });
    expect(count()).toBe(2);
    story.tick('2025-03-31 09:00');
    expect(story.events.filter((event) => event.type === 'BulletinDue' && event.plan === 'p')).toHaveLength(1);
  });

  test('whose policy is set, changed or ended tells its items, and only them, what they went by', () => {
    const hasty = presetOf('three-colours')!;
    const said = { ...set, every: undefined as never, policy: hasty };
    const story = items(issued()).act('2024-07-15', said, as.coordinator);
    expect(story.state?.settings.plans).toMatchObject([{ policy: { name: 'three-colours' } }]);
    const was = () => (story.events.at(-1) as { was?: PolicyBefore[] }).was;
    expect(was()).toMatchObject([{ only: ['f2'], ladders: { doneDue: standard.ladders.doneDue } }]);

    // One item of it and one of the main plan hear of it: what has spoken does not speak again under its new name.
    const [mine, other] = ['f2', 'f1'].map((finding) => {
      const item = new MeasureStory(
        { finding, doneDue: due('2024-07-31') },
        { policy: finding === 'f2' ? hasty : standard },
      );
      item.state = { ...item.state, rungs: { ...item.state.rungs, 'done:2024-07-31': 3 } };
      return item.act('2024-07-15 11:00', { type: 'recount', before: {}, was: was()![0]! }, engine);
    });
    expect(mine).toMatchObject([{ type: 'Recounted', rungs: { 'done:2024-07-31': 2 } }]);
    expect(other).toEqual([]);

    story.act('2024-07-16', { ...said, policy: undefined as never }, as.coordinator);
    expect(was()).toBeUndefined();
    story.act('2024-07-17', { type: 'dropPlan', plan: 'p', document: '撤' }, as.coordinator);
    expect(was()).toMatchObject([{ only: ['f2'], ladders: { doneDue: hasty.ladders.doneDue } }]);
    const bad = { ...hasty, behind: { lagging: 30, farBehind: 10 } };
    expect(items(issued()).try('2024-07-15', { ...said, policy: bad }, as.coordinator)).toMatchObject({
      code: 'rung-never-fires',
    });
  });

  test('a plan that changes goes on with its rounds; a team is set, changed and ended', () => {
    const story = items(issued()).act('2024-07-15', set, as.coordinator);
    const { every: _, ...again } = set;
    story.act('2024-10-08', { ...again, name: '专项检查', on: '2024-10-08' }, as.coordinator);
    expect(story.state?.settings.plans).toMatchObject([
      { name: '专项检查', policy: { cycle: { every: 'quarterly' } } },
    ]);
    expect(story.state?.bulletins).toEqual({ p: '2024-Q3' });
    story.act('2024-10-08', team, as.coordinator).act('2024-10-09', { ...team, name: '二组' }, as.coordinator);
    expect(story.state?.settings.teams).toEqual([
      { id: 't', name: '二组', head: 'leader', liaison: 'liaison', findings: ['f1'] },
    ]);
    story.act('2024-10-10', { type: 'dropTeam', team: 't', document: '撤' }, as.coordinator);
    expect(story.state?.settings.teams).toEqual([]);
  });

  test.each([
    ['by a unit', set, as.liaison, 'not-allowed'],
    ['without a document', { ...set, document: ' ' }, as.coordinator, 'reason-missing'],
    ['of tomorrow', { ...set, on: '2024-07-16' }, as.coordinator, 'bad-input'],
    ['of a day that is none', { ...set, on: '2024-02-30' }, as.coordinator, 'no-such-date'],
    ['before the feedback', { ...set, on: '2024-06-02' }, as.coordinator, 'backdated'],
    ['called like the main one', { ...set, plan: 'main' }, as.coordinator, 'bad-input'],
    ['with a finding nobody listed', { ...set, findings: ['f9'] }, as.coordinator, 'unknown-finding'],
    ['a team without a head', { ...team, head: '某人' }, as.coordinator, 'unknown-person'],
    ['the end of nothing', { type: 'dropPlan', plan: 'p', document: '撤' }, as.coordinator, 'unknown-id'],
    ['the end of no team', { type: 'dropTeam', team: 't', document: '撤' }, as.coordinator, 'unknown-id'],
  ] satisfies [string, CampaignCommand, Actor, string][])('%s: refused', (_, command, actor, code) => {
    expect(items(issued()).try('2024-07-15', command, actor)).toMatchObject({ code });
  });
});
