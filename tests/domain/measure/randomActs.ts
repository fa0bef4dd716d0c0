import type { Day } from '../../../domain/calendar/day.ts';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { type as, due, jyj, zjj } from '../../support/domain.ts';

/** `days` are counted from the day of the act, so that every date has a fair chance of being possible. */
export type Act = {
  order: Order | { nth: number };
  days: number;
  actor: keyof typeof as | 'whoever may';
  flag: boolean;
};

const partOf = (flag: boolean) => (flag ? 'P1' : 'P2');
const changes = [
  (day: Day) => ({ doneDue: due(day) }),
  (day: Day) => ({ effectDue: due(day), milestones: [{ day, text: '进场' }] }),
  () => ({ quantity: { kind: 'count' as const, unit: '个', total: 30 }, shares: { P1: 18 } }),
  () => ({ quantity: { kind: 'count' as const, unit: '个', total: 26 } }),
];

/** Every order a person can give, made of what was drawn. */
export const orders = {
  acknowledge: () => ({ type: 'acknowledge' }),
  report: ({ flag }) => ({ type: 'report', progress: flag ? '完成20个小区' : '', next: '继续推进' }),
  meetMilestone: ({ days }) => ({ type: 'meetMilestone', index: days % 2 }),
  divide: ({ flag }) => ({
    type: 'divide',
    parts: [
      { id: 'P1', title: '东区', unit: zjj, ...(flag ? { total: 20 } : {}) },
      { id: 'P2', title: '西区', unit: jyj, ...(flag ? { total: 12 } : {}) },
    ],
  }),
  count: ({ flag, days }) => ({
    type: 'count',
    done: Math.abs(days) % 34,
    ...(days % 3 ? { part: partOf(flag) } : {}),
    ...(days % 2 ? { reason: '重新核对' } : {}),
  }),
  handInPart: ({ flag }) => ({ type: 'handInPart', part: partOf(flag), evidence: ['sha256:p'] }),
  returnPart: ({ flag }) => ({ type: 'returnPart', part: partOf(flag), reason: '缺验收单' }),
  closePart: ({ flag }) => ({ type: 'closePart', part: partOf(flag) }),
  claimEffect: ({ flag }) => ({ type: 'claimEffect', evidence: flag ? ['sha256:e'] : [] }),
  confirmEffect: () => ({ type: 'confirmEffect' }),
  refuseEffect: () => ({ type: 'refuseEffect', reason: '未见成效' }),
  watch: ({ flag }) => ({
    type: 'watch',
    watcher: flag ? 'unit:jyj' : 'person:worker',
    condition: '同步通车',
    reason: '落实',
  }),
  answerCondition: ({ flag }, day) =>
    flag
      ? { type: 'answerCondition', result: 'come', doneDue: day }
      : { type: 'answerCondition', result: 'notYet', word: '未通车' },
  askPermanent: ({ flag }) => ({
    type: 'askPermanent',
    evidence: flag ? ['sha256:l'] : [],
    noEvidenceReason: '制度已印发',
  }),
  acceptPermanent: () => ({ type: 'acceptPermanent' }),
  refusePermanent: () => ({ type: 'refusePermanent', reason: '尚未形成制度' }),
  reviewPermanent: ({ flag }, day) => ({
    type: 'reviewPermanent',
    method: '查阅台账',
    result: flag ? 'held' : 'rebound',
    reason: '反弹',
    newDue: day,
  }),
  renewEvidence: ({ flag }) => ({ type: 'renewEvidence', evidence: flag ? ['sha256:f'] : [] }),
  submit: ({ flag }) => ({
    type: 'submit',
    evidence: flag ? ['sha256:s'] : [],
    ...(flag ? { shortReason: '余下部分并入二期' } : { noEvidenceReason: '涉密' }),
  }),
  approve: () => ({ type: 'approve' }),
  return: () => ({ type: 'return', reason: '佐证不足' }),
  close: ({ flag }) => ({ type: 'close', ...(flag ? { decision: '领导小组〔2024〕3号' } : {}) }),
  applyAcceptance: () => ({ type: 'applyAcceptance', body: '市委巡察办', application: '5号' }),
  recordAcceptance: ({ flag }) => ({
    type: 'recordAcceptance',
    result: flag ? 'accepted' : 'refused',
    document: '市巡办〔2024〕7号',
    reason: '资料不全',
  }),
  lookBack: ({ flag }, day) => ({
    type: 'lookBack',
    method: '走访',
    result: flag ? 'held' : 'rebound',
    reason: '反弹',
    newDue: day,
  }),
  rebound: (_, day) => ({ type: 'rebound', reason: '反弹', newDue: day }),
  requestExtension: (_, day) => ({ type: 'requestExtension', to: day, reason: '汛期', progress: '八成' }),
  grantExtension: () => ({ type: 'grantExtension' }),
  refuseExtension: () => ({ type: 'refuseExtension', reason: '理由不足' }),
  setLimit: (_, day) => ({ type: 'setLimit', to: day, reason: '限期' }),
  reassign: ({ flag }) => ({ type: 'reassign', leadUnit: flag ? jyj : zjj, reason: '机构改革' }),
  sayNotMine: () => ({ type: 'sayNotMine', reason: '非本单位职责' }),
  refuseNotMine: () => ({ type: 'refuseNotMine', reason: '三定方案已明确' }),
  suspend: () => ({ type: 'suspend', reason: '诉讼' }),
  resume: ({ flag }, day) => ({ type: 'resume', ...(flag ? { newDue: day } : {}) }),
  adjust: ({ days }, day) => ({
    type: 'adjust',
    changes: changes[Math.abs(days) % changes.length]!(day),
    reason: '调整',
    approver: '区委书记',
  }),
  withdraw: () => ({ type: 'withdraw', reason: '合并', approver: '区委书记' }),
  convertToLongTerm: () => ({ type: 'convertToLongTerm', reason: '长期坚持', approver: '区委书记' }),
} satisfies Record<string, (act: Act, day: Day) => MeasureCommand>;
export type Order = keyof typeof orders;
/** What ends a life or turns it over. */
export const rare: Order[] = ['withdraw', 'convertToLongTerm', 'suspend', 'reassign'];
