import type { LightWords } from '../shapes/lights.ts';

export const lightWords: LightWords = {
  normal: '正常',
  dueSoon: '将到期',
  lagging: '滞后',
  overdue: '逾期',
  withReviewer: '审核中',
  withHigherLevel: '报上级',
  longTerm: '长期',
  closed: '已销号',
  draft: '未下达',
  suspended: '暂停',
  withdrawn: '已撤销',
};
