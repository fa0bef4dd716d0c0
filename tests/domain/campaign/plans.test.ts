import { describe, expect, test } from 'vitest';
import { checkPlans } from '../../../client/plans.ts';
import type { Plan, Team } from '../../../domain/plan/plan.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { directory, findingDraft, measureDraft, zjj } from '../../support/domain.ts';

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
