import { describe, expect, test } from 'vitest';
import { Standing } from '../../../domain/figures/standing.ts';
import { statementOf } from '../../../domain/figures/statement.ts';
import type { FindingState } from '../../../domain/finding/state.ts';
import { type DirectoryChange, successionOf } from '../../../domain/plan/directoryChange.ts';
import { as, due, engine, instant, jyj, zjj } from '../../support/domain.ts';
import { issued as issuedCampaignStory } from '../campaign/story.ts';
import { issuedCampaign } from '../digest/issuedCampaign.ts';
import { Story } from '../measure/story.ts';

const finding = (id: string, changes: Partial<FindingState> = {}) =>
  ({
    id,
    leadUnit: zjj,
    leaders: ['leader'],
    category: ['民生'],
    publish: true,
    phase: 'open',
    measures: {},
    ...changes,
  }) as FindingState;
const measure = (id: string, of: string) => ({ ...new Story({ doneDue: due('2024-12-31') }).state, id, finding: of });
const closed = (id: string, of: string) => {
  const story = new Story({ doneDue: due('2024-12-31') });
  story.submitAndClose('2024-08-05');
  return { ...story.state, id, finding: of };
};
const withPlans = (plans: object[], teams: object[] = []) => {
  const campaign = issuedCampaign();
  return { ...campaign, settings: { ...campaign.settings, plans, teams } } as typeof campaign;
};
const special = {
  id: 'xuanren',
  name: '选人用人',
  leadDepartment: zjj,
  findings: ['s1'],
  links: { s1: 'f1', m3: 'm1' },
};

describe('a measure that is done for several findings', () => {
  test('counts once in all, and in each plan and team that holds one of them', () => {
    const teams = [{ id: 't', name: '专班', head: 'a', liaison: 'b', findings: ['s1', 'f1'] }];
    const one = { ...closed('m1', 'f1'), alsoUnder: ['s1'] };
    const items = { findings: [finding('f1'), finding('s1')], measures: [one] };
    const said = statementOf(withPlans([{ ...special, links: {} }], teams), items, '2024-09-01');
    expect(said.internal.measures).toMatchObject({ total: 1, done: 1 });
    expect(said.byPlan.xuanren?.measures.total).toBe(1);
    expect(said.byPlan.main?.measures.total).toBe(1);
    expect(said.byTeam.t?.measures.total).toBe(1);
  });
});

describe('a statement of figures', () => {
  test('before a merge, a renaming or a change of hands names who was responsible then', () => {
    const campaign = issuedCampaignStory();
    const measures = new Story({ doneDue: due('2024-12-31') });
    const change = (day: string, said: DirectoryChange) => {
      campaign.act(day, { type: 'amendDirectory', change: said, document: '机构改革1号' }, as.coordinator);
      const command = successionOf(said);
      if (command) measures.act(day, command, engine);
    };
    change('2024-07-20', { kind: 'rename', unit: zjj, name: '区住建和城管局' });
    change('2024-08-10', { kind: 'merge', unit: zjj, into: jyj });
    change('2024-08-20', { kind: 'replace', of: 'leader', by: 'secretary' });
    const asOf = (day: string) => {
      const standing = new Standing();
      const end = instant(`${day} 23:59`);
      for (const event of campaign.events) if (event.at <= end) standing.take('campaign/c1', event);
      for (const event of measures.events) if (event.at <= end) standing.take('measure/c1/m1', event);
      const { byUnit, byLeader, names } = statementOf(standing.campaign!, standing.items(), day);
      const named = (ids: object) => Object.keys(ids).map((id) => names[id]);
      return [...named(byUnit), ...named(byLeader)];
    };
    expect(asOf('2024-07-10')).toEqual(['区住建局', '分管副区长']);
    expect(asOf('2024-08-09')).toEqual(['区住建和城管局', '分管副区长']);
    expect(asOf('2024-08-10')).toEqual(['区教育局', '分管副区长']);
    expect(asOf('2024-08-20')).toEqual(['区教育局', '区委书记']);
  });

  test('counts what is closed, what is permanent and what is withdrawn apart', () => {
    const permanent = new Story({ kind: 'longTerm', doneDue: null }).state;
    const withdrawn = new Story();
    withdrawn.act('2024-07-10', { type: 'withdraw', reason: '并入', approver: '区委' }, as.coordinator);
    const measures = [
      closed('m1', 'f1'),
      measure('m2', 'f1'),
      { ...permanent, id: 'm3', permanence: { by: 'liaison', signedBy: 'leader', acceptedBy: 'coordinator' } },
      { ...withdrawn.state, id: 'm4' },
    ];
    const done = finding('f2', { phase: 'closed' });
    const kept = finding('f3', { phase: 'closed', measures: { m3: { status: 'longTerm', archived: false } } });
    const { internal } = statementOf(
      issuedCampaign(),
      { findings: [finding('f1'), done, kept], measures },
      '2024-09-01',
    );
    expect(internal).toMatchObject({
      findings: { total: 3, done: 1, longTerm: 1, ongoing: 1 },
      measures: { total: 3, done: 1, longTerm: 1, ongoing: 1, withdrawn: 1, rate: 33.3 },
    });
  });

  test('a linked item counts in its plan, and once in the campaign', () => {
    const items = { findings: [finding('f1'), finding('s1')], measures: [measure('m1', 'f1'), measure('m3', 's1')] };
    const campaign = withPlans([special]);
    const whole = statementOf(campaign, items, '2024-09-01');
    expect(whole.internal).toMatchObject({ findings: { total: 1 }, measures: { total: 1 } });
    expect(whole.byPlan.main?.measures.total).toBe(1);
    expect(whole.byPlan.xuanren?.measures.total).toBe(1);
    expect(statementOf(campaign, items, '2024-09-01', 'xuanren').internal.measures.total).toBe(1);
  });

  test('what is not to be published counts inside only', () => {
    const items = {
      findings: [finding('f1', { publish: false })],
      measures: [{ ...measure('m1', 'f1'), publish: false }],
    };
    const { internal, public: open } = statementOf(issuedCampaign(), items, '2024-09-01');
    expect([internal.measures.total, open.measures.total, open.measures.rate]).toEqual([1, 0, null]);
  });

  test('an effect counts within the period by the day it is claimed for', () => {
    const story = new Story({ effectDue: due('2024-08-31'), doneDue: due('2024-12-31') });
    story.act('2024-09-02', { type: 'claimEffect', evidence: ['a'] }, as.liaison);
    const state = story.state;
    const at = (claimedOn: string) => ({
      ...state,
      effect: { ...state.effect!, claimedOn, confirmedBy: 'leader' },
    });
    const counted = (claimedOn: string) =>
      statementOf(issuedCampaign(), { findings: [], measures: [at(claimedOn)] }, '2024-10-01').internal.effect;
    expect(counted('2024-09-03')).toEqual({ claimed: 1, confirmed: 1, withinPeriod: 1 });
    expect(counted('2024-09-04')).toEqual({ claimed: 1, confirmed: 1, withinPeriod: 0 });
  });

  test('a team sees the figures of its findings', () => {
    const team = { id: 't1', name: '民生专班', head: 'leader', liaison: 'liaison', findings: ['f1'] };
    const items = { findings: [finding('f1'), finding('f2')], measures: [measure('m1', 'f1'), measure('m2', 'f2')] };
    expect(statementOf(withPlans([], [team]), items, '2024-09-01').byTeam).toMatchObject({
      t1: { findings: { total: 1 }, measures: { total: 1 } },
    });
  });
});
