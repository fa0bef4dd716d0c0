import type { Digest, DigestItem } from '../../domain/digest/digest.ts';

/** The measures of PAGES.md's wireframes, as items of a digest on Friday 2024-09-20. */
export const fireLane: DigestItem = {
  notice: 'n/12-3/yellow/2024-09-20',
  block: 'todo',
  letter: 'yellow',
  subject: { no: '12-3', title: '老旧小区消防通道清理', unit: '区住建局' },
  light: 'dueSoon',
  due: { day: '2024-09-30', days: 10, why: '原文“9月底前”，取当月最后一天' },
  facts: {},
  rerouted: null,
};

export const monthlyReport: DigestItem = {
  notice: 'n/u07/report/2024-09',
  block: 'todo',
  letter: 'request',
  subject: null,
  light: null,
  due: null,
  facts: { period: '2024-09', total: 7, fill: 4, cutOff: '2024-09-25T17:00' },
  rerouted: null,
};

export const correction: DigestItem = {
  notice: 'n/16-3/correction',
  block: 'correction',
  letter: 'correction',
  subject: { no: '16-3', title: '农贸市场计量器具检定', unit: '区住建局' },
  light: 'normal',
  due: null,
  facts: { mailed: '2024-09-18', was: 'dueSoon', reason: 'extended', from: '2024-09-27', to: '2024-10-31' },
  rerouted: null,
};

export const fairWarning: DigestItem = {
  ...fireLane,
  notice: 'n/12-3/warning',
  block: 'warning',
  letter: 'red',
  facts: { at: '2024-10-08T09:00', to: 'principal' },
};

export const escalation: DigestItem = {
  notice: 'n/21-2/escalation',
  block: 'escalation',
  letter: 'red',
  subject: { no: '21-2', title: '校车安全隐患整改', unit: '区教育局' },
  light: 'overdue',
  due: { day: '2024-08-31', days: -20, why: '原文“8月底前”，取当月最后一天；当天为休息日，不顺延' },
  facts: { reminded: 1, urged: 2, supervised: 1 },
  rerouted: null,
};

export const extension: DigestItem = {
  notice: 'n/18-2/extension',
  block: 'decide',
  letter: 'decision',
  subject: { no: '18-2', title: '学校食堂招标流程规范', unit: '区教育局' },
  light: 'dueSoon',
  due: null,
  facts: { from: '2024-09-30', to: '2024-10-31', nth: 1, reason: '政府采购公告期未满' },
  rerouted: null,
};

export const review: DigestItem = {
  ...extension,
  notice: 'n/07-1/review',
  letter: 'review',
  subject: { no: '07-1', title: '村级财务公开检查', unit: '云桥镇' },
  light: 'withReviewer',
  facts: { step: 'leader', cutOff: '2024-09-20' },
};

/** What the unit's liaison gets: two things to do, one correction. */
export const unitDigest: Digest = {
  campaign: {
    id: 'qinghe-2024',
    name: '青禾区委巡察整改',
    office: '青禾区委整改办',
    replyTo: 'zgb@qinghe.example.com',
    rehearsal: false,
  },
  person: { id: 'U07', name: '某联络员', title: '区住建局联络员', email: 'u07@zhujian.example.com' },
  audience: 'unit',
  window: Date.UTC(2024, 8, 20, 1),
  day: '2024-09-20',
  items: [fireLane, monthlyReport, correction],
  counts: null,
  link: 'https://xiaohao.example.com/u/7KqExample',
  linkExpires: '2024-09-30',
  language: 'zh-CN',
};

/** What the deputy district head gets: three decisions, one escalation, his figures. */
export const leaderDigest: Digest = {
  ...unitDigest,
  person: { id: 'L02', name: '某领导', title: '分管副区长', email: 'l02@qinghe.example.com' },
  audience: 'leader',
  items: [extension, review, { ...review, notice: 'n/07-2/review' }, escalation],
  counts: {
    byLight: { normal: 12, dueSoon: 3, lagging: 1, overdue: 1, withReviewer: 2, longTerm: 2, closed: 5 },
    lateByHolder: { unit: 4, leader: 1, office: 2, higherLevel: 0 },
    inHand: 2,
  },
  link: 'https://xiaohao.example.com/decide',
};

/** The same digest with other items. */
export function withItems(digest: Digest, ...items: DigestItem[]): Digest {
  return { ...digest, items };
}
