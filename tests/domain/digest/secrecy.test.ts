import { describe, expect, test } from 'vitest';
import { decide } from '../../../domain/campaign/decide.ts';
import { evolve } from '../../../domain/campaign/evolve.ts';
import type { CampaignState } from '../../../domain/campaign/state.ts';
import { compose, type Waiting } from '../../../domain/digest/compose.ts';
import { reportOf } from '../../../domain/forecast/report.ts';
import { type SecrecyRule, secrecyOf, secrecyOfCampaign } from '../../../domain/plan/secrecy.ts';
import { as, calendar, contextAt, instant } from '../../support/domain.ts';
import { Story } from '../measure/story.ts';
import { issuedCampaign } from './issuedCampaign.ts';

const windowAt = instant('2024-09-12 09:00');
const { state: measure } = new Story();
const notice = {
  ...{ to: 'unit', letter: 'yellow', block: 'todo', basis: 'done:2024-09-30', due: '2024-09-30' },
  ...{ windowAt, facts: {} },
} as Waiting['notice'];

function composed(secrecy: SecrecyRule | undefined, ...all: Waiting[]) {
  const campaign = issuedCampaign();
  const settings = { ...campaign.settings, ...(secrecy ? { secrecy } : {}) };
  return compose(all, windowAt, { ...campaign, settings }, calendar, [measure], () => null).digests;
}
const levels = (secrecy?: SecrecyRule, ...all: Waiting[]) =>
  composed(secrecy, ...all)[0]!.items.map((item) => item.secrecy);

describe('the stricter of campaign and finding', () => {
  test.each([
    [{}, 'title'],
    [{ level: 'full' }, 'full'],
    [{ level: 'full', findings: { f1: 'number' } }, 'number'],
    [{ level: 'number', findings: { f1: 'full' } }, 'number'],
    [{ level: 'full', findings: { f2: 'bare' } }, 'full'],
  ] as [SecrecyRule, string][])('%o is %s for an item of f1', (rule, level) => {
    expect(secrecyOf(rule, ['f1'])).toBe(level);
    expect(levels(rule, { id: '1', notice, about: { measure } })).toEqual([level]);
  });

  test('an item done for two findings has the stricter of theirs', () => {
    const shared = { ...measure, alsoUnder: ['f2'] };
    const rule: SecrecyRule = { findings: { f2: 'bare' } };
    expect(levels(rule, { id: '1', notice, about: { measure: shared } })).toEqual(['bare']);
  });

  test('words about the whole campaign are not free while one finding is not', () => {
    expect(secrecyOfCampaign({ level: 'full' })).toBe('full');
    expect(secrecyOfCampaign({ level: 'full', findings: { f2: 'number' } })).toBe('title');
    expect(secrecyOfCampaign({ level: 'bare', findings: { f2: 'number' } })).toBe('bare');
  });

  test('a line that speaks for several is as strict as the strictest of them', () => {
    const request = { ...notice, letter: 'request' as const, basis: 'cycle:2024-09', due: null };
    const open = { ...measure, cycle: { period: '2024-09', cutOff: '2024-09-20', reported: false } };
    const other = { ...open, id: 'm2', finding: 'f2' };
    const rule: SecrecyRule = { level: 'full', findings: { f2: 'number' } };
    const both = [open, other].map((one, n): Waiting => ({ id: `${n}`, notice: request, about: { measure: one } }));
    expect(levels(rule, ...both)).toEqual(['number']);
  });
});

test('a forecast names no item of which nothing may be said', () => {
  const numbers = (rule: SecrecyRule) =>
    reportOf(composed(rule, { id: '1', notice, about: { measure } })).mails[0]!.lines.map(({ no }) => no);
  expect(numbers({ level: 'number' })).toEqual(['1-1']);
  expect(numbers({ level: 'bare' })).toEqual([null]);
});

describe('the office sets it, with a reason', () => {
  const campaign = issuedCampaign();
  const set = (command: object, actor = as.coordinator) =>
    decide(
      campaign,
      { type: 'setSecrecy', level: 'number', reason: '上级要求', ...command } as never,
      actor,
      contextAt('2024-09-12'),
      { findings: [{ id: 'f1' }], measures: [], figures: {}, heads: {}, others: [] } as never,
    );
  const levelsAfter = (command: object) =>
    (set(command) as Parameters<typeof evolve>[1][]).reduce<CampaignState | null>(evolve, campaign)!.settings.secrecy;

  test('for all or for one finding', () => {
    expect(levelsAfter({})).toEqual({ level: 'number' });
    expect(levelsAfter({ finding: 'f1' })).toEqual({ findings: { f1: 'number' } });
  });

  test('and nobody else, for nothing unknown, not without one', () => {
    expect(set({}, as.liaison)).toMatchObject({ code: 'not-allowed' });
    expect(set({ finding: 'f9' })).toMatchObject({ code: 'unknown-id' });
    expect(set({ reason: ' ' })).toMatchObject({ code: 'reason-missing' });
  });
});
