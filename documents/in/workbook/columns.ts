/** A column by its header; `also` are other headers it is known under, `need` says that no cell may be empty. */
export type Column = { header: string; also?: string[]; need?: true };
export type SheetForm<Key extends string = string> = { sheet: string; columns: Record<Key, Column> };

/** The simple form of the five sheets; docs/lists.md describes it to those who fill it in. */
export const forms = {
  units: {
    sheet: '单位名录',
    columns: {
      id: { header: '编号' },
      name: { header: '单位名称', also: ['单位'], need: true },
      aliases: { header: '别名', also: ['简称'] },
      former: { header: '曾用名' },
    },
  },
  persons: {
    sheet: '人员名录',
    columns: {
      id: { header: '编号' },
      name: { header: '姓名', also: ['称谓', '姓名/称谓'], need: true },
      unit: { header: '单位' },
      roles: { header: '角色', need: true },
      email: { header: '邮箱' },
      deputy: { header: '代理人' },
      leave: { header: '休假' },
    },
  },
  findings: {
    sheet: '问题清单',
    columns: {
      id: { header: '编号', need: true },
      aspect: { header: '方面' },
      item: { header: '项' },
      title: { header: '问题', need: true },
      unit: { header: '首要责任单位', need: true },
      leaders: { header: '牵头领导', need: true },
      publish: { header: '公开' },
    },
  },
  tasks: {
    sheet: '任务清单',
    columns: {
      id: { header: '编号', need: true },
      finding: { header: '问题编号', need: true },
      text: { header: '整改措施', need: true },
      kind: { header: '类型' },
      effectDue: { header: '取得明显成效时限' },
      doneDue: { header: '整改落实到位时限' },
      milestones: { header: '节点' },
      publish: { header: '公开' },
    },
  },
  responsibilities: {
    sheet: '责任清单',
    columns: {
      task: { header: '任务编号', need: true },
      leaders: { header: '牵头领导', need: true },
      unit: { header: '牵头单位', need: true },
      participants: { header: '参与单位' },
      handler: { header: '责任人' },
    },
  },
} as const satisfies Record<string, SheetForm>;
