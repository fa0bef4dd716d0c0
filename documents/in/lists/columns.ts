import { halfWidth } from '../halfWidth.ts';

/** What can stand in a column of the lists; docs/lists.md describes each to those who fill them in. */
const listColumns = {
  id: ['编号', '任务编号', '措施编号', '编码'],
  no: ['序号', '号'],
  findingNo: ['问题编号', '问题序号'],
  aspect: ['方面', '类别', '问题类别', '问题分类', '大类', '所属方面'],
  item: ['项', '项目', '小类', '问题类型', '具体方面'],
  finding: [
    ...['问题', '反馈问题', '存在问题', '存在的问题', '具体问题', '主要问题', '整改问题', '问题描述', '问题内容'],
    ...['问题表现', '具体表现', '问题清单', '巡察反馈问题', '巡视反馈问题', '反馈意见', '反馈的问题', '问题名称'],
  ],
  text: [
    ...['整改措施', '措施', '整改任务', '具体措施', '整改举措', '任务', '工作任务', '任务内容', '措施内容', '任务清单'],
    ...['整改具体措施', '整改任务及措施', '整改措施及任务', '整改目标及措施', '措施清单', '工作措施'],
  ],
  kind: ['类型', '整改类型', '时限类型', '措施类型', '整改类别', '任务类型'],
  effectDue: [
    ...['取得明显成效时限', '明显成效时限', '成效时限', '取得成效时限', '取得明显成效时间', '见效时限', '取得明显成效'],
  ],
  doneDue: [
    ...['整改落实到位时限', '完成时限', '整改时限', '整改期限', '完成期限', '落实到位时限', '整改完成时限', '时限'],
    ...['时间要求', '办理时限', '计划完成时间', '时限要求', '整改时限要求', '任务时限', '整改到位时限', '拟完成时间'],
    ...[
      '整改时限完成时间',
      '完成时限完成时间',
      '时限完成时间',
      '整改时限止',
      '整改时限结束时间',
      '整改时限截止时间',
      '完成时限截止时间',
      '整改落实到位时间',
      '预计完成时间',
      '整改落实到位',
      '整改完成时间',
      '整改时间',
    ],
  ],
  milestones: ['节点', '时间节点', '阶段目标', '阶段性目标'],
  publish: ['公开', '是否公开'],
  leaders: [
    ...['牵头领导', '责任领导', '牵头县领导', '牵头区领导', '牵头市领导', '分管领导', '包案领导', '挂钩领导', '领导'],
    ...['牵头责任领导', '责任县领导', '责任区领导', '责任市领导', '挂帅领导'],
  ],
  unit: [
    ...['牵头单位', '牵头部门', '主要责任单位', '主责单位', '牵头责任单位', '整改单位', '整改责任单位', '主办单位'],
    ...['责任单位', '责任部门', '主要责任'],
  ],
  findingUnit: ['首要责任单位', '首要责任', '问题责任单位', '问题牵头单位'],
  participants: [
    ...['参与单位', '配合单位', '协办单位', '协同单位', '重要责任单位', '参加单位', '配合部门', '配合责任单位'],
    ...['协助单位', '参与部门', '重要责任'],
  ],
  handler: ['责任人', '具体责任人', '经办人', '直接责任人', '整改责任人', '联系人', '具体负责人'],
  quantity: ['数量', '工作量', '任务量', '总量'],
  measuredIn: ['计量单位', '数量单位', '单位'],
  parts: ['分项', '分解', '任务分解', '分解单位'],
  quotas: ['时序任务', '序时任务', '时序要求', '序时进度'],
  counted: ['完成数', '已完成数', '累计完成数', '完成量', '已完成量', '累计完成量'],
  watcher: ['跟踪人', '跟踪单位', '条件跟踪人', '条件跟踪单位'],
  cadence: ['报告频次', '报告周期', '报送频次', '报送周期', '调度周期', '调度频次'],
  plan: ['方案', '整改方案', '所属方案'],
  team: ['专班', '专项小组', '工作专班', '整改专班', '专项组', '工作组'],
  state: ['整改状态', '状态', '完成状态', '整改完成情况', '完成情况', '销号状态'],
  progress: ['进展情况', '整改进展', '进展', '工作进展', '整改进展情况', '落实情况', '整改情况', '整改落实情况'],
  doneOn: ['完成时间', '实际完成时间', '完成日期', '实际完成日期', '办结时间'],
  closedOn: ['销号时间', '销号日期'],
  note: ['备注', '说明'],
} as const;

/** What can stand in a column of a directory, of units or of persons. */
const directoryColumns = {
  id: ['编号', '编码'],
  no: ['序号'],
  unit: ['单位名称', '单位', '部门', '单位全称', '所在单位', '名称', '部门名称'],
  aliases: ['别名', '简称', '其他名称', '又称', '单位简称'],
  former: ['曾用名', '原名', '原名称', '原单位名称', '曾用名称', '更名前名称', '原单位'],
  name: ['姓名', '称谓', '姓名/称谓', '联系人', '联络员', '联系人姓名', '联络员姓名', '负责人'],
  roles: ['角色', '职责', '身份'],
  email: ['邮箱', '电子邮箱', '邮件', '电子邮件', '邮箱地址', '电子邮箱地址', 'email', 'e-mail', 'mail'],
  deputy: ['代理人', '代理'],
  leave: ['休假', '请假'],
} as const;

export type ListKey = keyof typeof listColumns;
export type DirectoryKey = keyof typeof directoryColumns;
export type Key = ListKey | DirectoryKey;
/** By hand: the standard name of a column → the header that stands for it in the files. */
export type Mapping = Record<string, string>;

/** All headers that are known, by what they stand for. */
export const recognised = { lists: listColumns, directory: directoryColumns };

/** Ends by which a longer header is known: 区委第三巡察组反馈问题 is a finding. */
const endings: [string, ListKey][] = [
  ['问题编号', 'findingNo'],
  ['反馈问题', 'finding'],
  ['具体问题', 'finding'],
  ['存在问题', 'finding'],
  ['整改措施', 'text'],
  ['牵头领导', 'leaders'],
  ['责任领导', 'leaders'],
  ['牵头单位', 'unit'],
  ['配合单位', 'participants'],
  ['参与单位', 'participants'],
  ['明显成效时限', 'effectDue'],
  ['落实到位时限', 'doneDue'],
  ['完成时限', 'doneDue'],
];

/** What a longer header is by its end, or null. */
export function endsAs(header: string): ListKey | null {
  return endings.find(([end]) => plain(header).endsWith(end))?.[1] ?? null;
}

/** The standard name of a column: what we print and what a mapping by hand starts from. */
export function standardName(key: Key): string {
  return ({ ...directoryColumns, ...listColumns } as Record<Key, readonly string[]>)[key][0]!;
}

/** Headers → keys, for the lists and for the directory, with what was mapped by hand before anything else. */
export class Vocabulary {
  private readonly lists: Map<string, ListKey>;
  private readonly directory: Map<string, DirectoryKey>;

  constructor(mapping: Mapping = {}) {
    this.lists = names(listColumns, mapping);
    this.directory = names(directoryColumns, mapping);
  }

  list(header: string): ListKey | null {
    return look(this.lists, header);
  }

  inDirectory(header: string): DirectoryKey | null {
    return look(this.directory, header);
  }
}

/** How usual a header is for what it stands for: its place among the known ones. */
export function usual(key: Key, header: string): number {
  const known = [
    ...((listColumns as Record<string, readonly string[]>)[key] ?? []),
    ...((directoryColumns as Record<string, readonly string[]>)[key] ?? []),
  ];
  const place = known.indexOf(plain(header));
  return place < 0 ? known.length : place;
}

/** The names a mapping by hand may start from. */
export function mappable(name: string): boolean {
  const all = new Map<string, Key>([...names(listColumns, {}), ...names(directoryColumns, {})]);
  return all.has(plain(name));
}

/** A header without blanks, stars and numbering, half-width: `* 1．整改\n措施` is 整改措施. */
export function plain(header: string): string {
  return halfWidth(header)
    .replace(/[\s*]/g, '')
    .replace(/^\d+[.、]/, '')
    .toLowerCase();
}

function names<K extends string>(columns: Record<K, readonly string[]>, mapping: Mapping): Map<string, K> {
  const found = new Map<string, K>();
  for (const [key, headers] of Object.entries(columns) as [K, readonly string[]][])
    for (const header of headers) if (!found.has(header)) found.set(header, key);
  for (const [standard, header] of Object.entries(mapping)) {
    const key = found.get(plain(standard));
    if (key) found.set(plain(header), key);
  }
  return found;
}

/** Exactly, else without what stands in brackets: 完成时限（精确到日） is 完成时限. */
function look<K>(names: Map<string, K>, header: string): K | null {
  const whole = plain(header);
  return names.get(whole) ?? names.get(whole.replace(/\([^()]*\)/g, '')) ?? null;
}
