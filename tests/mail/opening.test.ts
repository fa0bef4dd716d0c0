import { expect, test } from 'vitest';
import { letters } from '../../domain/plan/letter.ts';
import { outlineOf } from '../../mail/render/outline.ts';
import {
  correction,
  escalation,
  extension,
  fairWarning,
  fireLane,
  leaderDigest,
  monthlyReport,
  review,
  unitDigest,
  withItems,
} from './digests.ts';

// The rows of the table in PAGES.md, section 3.
test.each([
  [
    "a unit's digest",
    withItems(unitDigest, fireLane, monthlyReport),
    '【整改】要办 2 项，最早 9月25日',
    '要办 2 项：1 项将到期；月报 9月25日 17:00 截止。',
  ],
  [
    "a leader's digest",
    leaderDigest,
    '【整改】待您决定 3 项，提级 1 项',
    '待您决定 3 项；您牵头的 26 项中逾期 1 项，在您手里 2 项。',
  ],
  [
    'an escalation notice',
    withItems(leaderDigest, escalation),
    '【整改】提级告知 1 项，请批示',
    '21-2（区教育局）逾期 20 天，已提醒 1 次、催办 2 次、督办 1 次，按规则报您。可批示、会商，或写明暂不处理。',
  ],
  [
    'a fair warning',
    withItems(unitDigest, fairWarning),
    '【整改】先告知：1 项拟 10月8日上报',
    '12-3 到期仍未申请销号的，10月8日 09:00 将报单位党组主要负责人。可报送、申请延期（到期前）、说明非我单位。',
  ],
  [
    'a correction',
    withItems(unitDigest, correction),
    '【整改】更正 1 项：不用再办',
    '9月18日邮件所列 16-3“将到期”作废：延期已批准，时限改为 10月31日。',
  ],
  [
    'a reviewer',
    withItems({ ...unitDigest, audience: 'office' }, review, review),
    '【整改】待审核 2 项，最早今天',
    '待审核 2 项，最早今天到限。',
  ],
  [
    'a correction beside things to do',
    unitDigest,
    '【整改】更正 1 项，要办 2 项',
    '9月18日邮件所列 16-3“将到期”作废：延期已批准，时限改为 10月31日。',
  ],
  [
    'things to do that are all past their date',
    withItems(unitDigest, { ...escalation, block: 'todo' }),
    '【整改】要办 1 项，逾期 1 项',
    '要办 1 项：1 项逾期。',
  ],
  [
    'figures alone',
    withItems(leaderDigest),
    '【整改】牵头 26 项，逾期 1 项',
    '您牵头的 26 项中逾期 1 项，在您手里 2 项。',
  ],
])('%s', (_, digest, subject, first) => {
  expect(outlineOf(digest)).toMatchObject({ subject, first });
});

test('after the date the way out is a new limit, and the item stays late', () => {
  const late = { ...fairWarning, due: { ...fairWarning.due!, day: '2024-09-13', days: -7 } };
  expect(outlineOf(withItems(unitDigest, late)).first).toBe(
    '12-3 仍未申请销号的，10月8日 09:00 将报单位党组主要负责人。可报送、申请新时限（仍按原时限计逾期）、说明非我单位。',
  );
});

test('a request raised by a ladder names its cut-off by the date it is about', () => {
  const due = { day: '2024-09-25', days: 5, why: '' };
  const asked = { ...monthlyReport, subject: fireLane.subject, due, facts: { rung: 'open', position: 0 } };
  const { subject, first, sections } = outlineOf(withItems(unitDigest, asked, { ...asked, notice: 'other' }));
  expect(subject).toBe('【整改】要办 2 项，最早 9月25日');
  expect(first).toBe('要办 2 项：月报 9月25日 截止。');
  expect(sections[0]?.lines[0]?.sentence).toBe('月报：9月25日（周三）截止。');
});

test('who is only told is not asked to do it', () => {
  const issued = { ...fireLane, block: 'newTask', letter: 'task' } as const;
  const forLeader = outlineOf(withItems(leaderDigest, issued));
  expect(forLeader).toMatchObject({ subject: '【整改】已下达 1 项', first: '已下达 1 项，不用回复。' });
  expect(forLeader.sections[0]?.lines[0]?.sentence).toBe('已下达，9月30日（周一）前整改落实到位。');
  expect(outlineOf(withItems(unitDigest, issued)).sections[0]?.lines[0]?.sentence).toContain('请签收');
});

test('a rehearsal says so in the subject', () => {
  const drill = { ...unitDigest, campaign: { ...unitDigest.campaign, rehearsal: true } };
  expect(outlineOf(drill).subject).toMatch(/^【演练】/);
});

test('a date of another year carries its year', () => {
  const next = { ...fireLane, due: { day: '2025-01-31', days: 133, why: '' } };
  expect(outlineOf(withItems(unitDigest, next)).subject).toBe('【整改】要办 1 项，最早 2025年1月31日');
});

test('您 is said to leaders only', () => {
  const everything = letters.map((letter) => ({ ...fireLane, letter }));
  const blocks = [fairWarning, escalation, correction, extension, monthlyReport];
  const said = outlineOf(withItems(unitDigest, ...everything, ...blocks));
  expect(JSON.stringify({ ...said, sections: said.sections.map(({ lines }) => lines) })).not.toContain('您');
});

test.each(['zh-CN', 'en'] as const)('no subject in %s is longer than 30 characters', (language) => {
  const many = Array.from({ length: 12 }, () => ({ ...fireLane, due: { day: '2025-09-30', days: 375, why: '' } }));
  for (const block of ['decide', 'warning', 'escalation', 'correction', 'todo', 'newTask', 'info'] as const) {
    for (const audience of ['unit', 'leader'] as const) {
      const items = many.map((item) => ({ ...item, block, facts: { at: '2024-10-18T09:00' } }));
      const { subject } = outlineOf({ ...leaderDigest, language, audience, items });
      expect(subject.length, subject).toBeLessThanOrEqual(30);
    }
  }
});
