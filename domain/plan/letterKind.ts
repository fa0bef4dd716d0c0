/** 提醒函, 催办单, 督办单, 交办单, 通报, and proposals for 扣分, 约谈, 问责; the last three are only ever proposed. */
export const letterKinds = [
  'remind',
  'urge',
  'supervise',
  'handOver',
  'circulate',
  'deduct',
  'talk',
  'account',
] as const;
export type LetterKind = (typeof letterKinds)[number];
