import { expect, test } from 'vitest';
import { placed, placings } from '../../app/placed.ts';
import type { ListRow } from '../../documents/in/lists/row.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import { measureDraft } from '../support/domain.ts';

test('findings join the plans and teams that their rows name, by name or id, each once', () => {
  const row = (finding: string, plan: string | null, team: string | null) =>
    ({ draft: measureDraft({ finding }), plan, team }) as ListRow;
  const settings = {
    id: 'c',
    plans: [{ id: 'cadres', name: '选人用人专项检查', leadDepartment: null, findings: ['f1'], links: {} }],
    teams: [{ id: 't1', name: '第一专班', head: 'a', liaison: 'b', findings: ['f1'] }],
  } as unknown as Settings;
  const rows = [
    row('f1', '选人用人专项检查', '第一专班'),
    row('f2', 'cadres', null),
    row('f3', null, '第一专班'),
    { draft: null, plan: 'cadres', team: null } as ListRow,
  ];
  const { plans, teams } = placed(settings, rows);
  expect([plans![0]!.findings, teams![0]!.findings]).toEqual([
    ['f1', 'f2'],
    ['f1', 'f3'],
  ]);
});

test('what rows say otherwise than the campaign is told, once a finding', () => {
  const row = (finding: string, plan: string | null, team: string | null) =>
    ({ draft: measureDraft({ finding }), plan, team }) as ListRow;
  const settings = {
    plans: [{ id: 'cadres', name: '选人用人', leadDepartment: null, findings: ['f1'], links: {} }],
    teams: ['一专班', '二专班'].map((name, i) => ({ id: `t${i}`, name, head: 'a', liaison: 'b', findings: ['f1'] })),
  };
  const rows = [
    ...[row('f1', '选人用人', '一专班、二专班'), row('f1', null, null)],
    ...[row('f2', '选人用人', null), row('f2', '选人用人', null), row('f3', null, '二专班')],
  ];
  expect(placings(settings, rows)).toEqual([
    { finding: 'f2', column: 'plan', said: '选人用人', now: '' },
    { finding: 'f3', column: 'team', said: '二专班', now: '' },
  ]);
});
