import type { Cadence } from '../../../domain/calendar/period.ts';
import type { Role } from '../../../domain/plan/directory.ts';
import type { History, Kind } from '../../../domain/plan/lists.ts';

/** The words offices write for a kind of time limit; the first of each is the one we print. */
export const kindWords: Record<Kind, [string, ...string[]]> = {
  immediate: ['立行立改', '立即整改', '立查立改'],
  dated: ['限期', '限期整改', '限时整改'],
  continuing: ['持续推进', '持续整改'],
  longTerm: ['长期坚持', '长期'],
};

/** The words offices write for a post in a campaign. */
export const roleWords: Record<Role, [string, ...string[]]> = {
  office: ['整改办', '办公室', '综合办公室'],
  leader: ['牵头领导', '分管领导'],
  secretary: ['书记', '党委书记', '第一责任人'],
  leadingGroup: ['领导小组'],
  supervision: ['监督', '纪委监委', '组织部'],
  inspection: ['巡察办', '巡察机构'],
  principal: ['主要负责人', '单位负责人'],
  liaison: ['联络员'],
  higherLevel: ['上级'],
  audit: ['审阅', '审计'],
};

/** How often it is reported on. */
export const cadenceWords: Record<Cadence, [string, ...string[]]> = {
  weekly: ['每周', '周报', '一周一次', '每周一次'],
  monthly: ['每月', '月报', '一月一次', '每月一次'],
  twoMonthly: ['每两月', '每两个月', '双月报', '双月', '两月一次'],
  quarterly: ['每季度', '每季', '季报', '一季一次', '每季度一次'],
  halfYearly: ['每半年', '半年报', '半年', '每半年一次'],
  yearly: ['每年', '年报', '一年一次', '每年一次'],
};

/** 整改状态 as we print it; offices write it in many ways (`past.ts`). */
export const stateWords: Record<History['state'], string> = {
  ongoing: '推进中',
  done: '已完成',
  closed: '已销号',
  longTerm: '长期坚持',
};

export const publishWords: Record<'yes' | 'no', [string, ...string[]]> = {
  yes: ['是', '公开'],
  no: ['否', '不公开'],
};

/** The key one of whose words this is, or null. */
export function readWord<Key extends string>(words: Record<Key, [string, ...string[]]>, text: string): Key | null {
  const entries = Object.entries(words) as [Key, string[]][];
  return entries.find(([, known]) => known.includes(text))?.[0] ?? null;
}

/** The words to expect, one for each key, as an error says them. */
export function wordList(words: Record<string, [string, ...string[]]>): string {
  return Object.values(words)
    .map(([first]) => first)
    .join('、');
}
