import { expect, test } from 'vitest';
import type { CampaignState } from '../../../domain/campaign/state.ts';
import { planImport, type Running } from '../../../domain/import/plan.ts';
import type { Lists } from '../../../domain/plan/lists.ts';
import { as, directory, findingDraft, measureDraft } from '../../support/domain.ts';
import { issued } from '../campaign/story.ts';

const special = { id: 'p', name: '乱占耕地', leadDepartment: null, findings: ['f2'], links: {} };
const campaign = { ...issued().state!, settings: { ...issued().state!.settings, plans: [special] } };
const importer = { reason: '清单调整', approver: '整改办', actor: as.coordinator };
const open = [
  { id: 'm1', finding: 'f1' },
  { id: 'm2', finding: 'f1' },
  { id: 'm3', finding: 'f2' },
  { id: 'm4', finding: 'f2' },
];

test.each([
  ['the main plan’s lists miss what the main plan has', 'f1', 'm1', ['m2']],
  ['a special plan’s lists miss what that plan has', 'f2', 'm3', ['m4']],
])('%s and nothing of the others', (_, finding, measure, gone) => {
  expect(goneFrom(finding, measure)).toEqual(gone);
});

test('lists of both plans miss what either has', () => {
  expect(goneFrom('f1', 'm1', { findings: [findingDraft({ id: 'f1' }), findingDraft({ id: 'f2' })] })).toEqual([
    'm2',
    'm3',
    'm4',
  ]);
});

function goneFrom(finding: string, measure: string, more: Partial<Lists> = {}): string[] {
  const lists = {
    directory,
    findings: [findingDraft({ id: finding })],
    measures: [measureDraft({ id: measure, finding })],
    ...more,
  };
  return planImport(lists, running(campaign), {}, importer, null, '2024-07-02').gone;
}

function running(of: CampaignState): Running {
  const unchanged = { findings: new Set(['f1', 'f2']), measures: new Set(open.map(({ id }) => id)) };
  return { campaign: of, unchanged, findings: new Map(), measures: new Map(), open };
}
