import writeExcelFile from 'write-excel-file/node';
import type { Directory, Person } from '../../domain/plan/directory.ts';
import type { FindingDraft, Lists, MeasureDraft } from '../../domain/plan/lists.ts';
import type { PartDraft } from '../../domain/plan/quantity.ts';
import type { Address } from '../../domain/plan/recipient.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import { cadenceWords, kindWords, publishWords, roleWords, stateWords } from '../in/lists/vocabulary.ts';

type Rows = { sheet: string; rows: (string | null)[][] };

/**
 * The three lists and the directory as the workbook that the reader takes (docs/lists.md), ids in 编号 and days as days:
 * read again, every row says the same.
 */
export async function listsWorkbook(
  { directory, findings, measures }: Lists,
  places: Pick<Settings, 'plans' | 'teams'> = {},
): Promise<Buffer> {
  const names = new Names(directory);
  const sheets = [
    findingSheet(findings, names, places),
    measureSheet(measures, names),
    responsibilitySheet(measures, names),
    unitSheet(directory),
    personSheet(directory, names),
  ];
  return writeExcelFile(
    sheets.map(({ sheet, rows }) => ({
      sheet,
      data: rows.map((row, i) =>
        row.map((value) => (value === null || value === '' ? null : { value, ...(i === 0 ? heading : text) })),
      ),
      columns: (rows[0] ?? []).map((header) => ({ width: wide.has(header ?? '') ? 60 : 20 })),
      stickyRowsCount: 1,
    })),
  ).toBuffer();
}

const wide = new Set(['整改措施', '问题']);
const text = { type: String, format: '@' } as const;
const heading = { type: String, fontWeight: 'bold' } as const;

function findingSheet(
  findings: FindingDraft[],
  names: Names,
  { plans = [], teams = [] }: Pick<Settings, 'plans' | 'teams'>,
): Rows {
  const header = ['编号', '序号', '方面', '项', '问题', '首要责任单位', '牵头领导', '方案', '专班', '公开'];
  const of = (all: { name: string; findings: string[] }[], id: string) =>
    all.flatMap((one) => (one.findings.includes(id) ? [one.name] : [])).join('、');
  const rows = findings.map(({ id, no, category: [aspect = '', ...items], title, leadUnit, leaders, publish }) => [
    ...[id, no, aspect, items.join(' / '), title, names.unit(leadUnit)],
    ...[names.persons(leaders), of(plans, id), of(teams, id), yesOrNo(publish)],
  ]);
  return { sheet: '问题清单', rows: [header, ...rows] };
}

function measureSheet(measures: MeasureDraft[], names: Names): Rows {
  const header = [
    '编号',
    '序号',
    '问题编号',
    '整改措施',
    '类型',
    '取得明显成效时限',
    '整改落实到位时限',
    '节点',
    '数量',
    '分项',
    '时序任务',
    '完成数',
    '公开',
    ...['跟踪人', '报告频次', '整改状态', '进展情况', '完成时间', '销号时间', '备注'],
  ];
  const rows = measures.map((measure) => {
    const { id, no, finding, alsoUnder = [], text, kind, effectDue, doneDue, milestones, publish, condition } = measure;
    return [
      ...[id, no, [finding, ...alsoUnder].join('、'), text, kindWords[kind][0]],
      ...[effectDue?.day ?? null, doneDue?.day ?? condition?.text ?? null],
      milestones.map(({ day, text: what }) => `${day}：${what}`).join('；'),
      ...amounts(measure, names),
      ...[yesOrNo(publish), condition ? names.address(condition.watcher) : null],
      ...besides(measure),
    ];
  });
  return { sheet: '任务清单', rows: [header, ...rows] };
}

function amounts({ quantity, parts = [], quotas = [], history }: MeasureDraft, names: Names): string[] {
  const share = ({ unit, title }: PartDraft, amount: number | undefined) => {
    const name = names.unit(unit);
    return `${name}${title === name ? '' : `（${title}）`}${amount === undefined ? '' : `：${amount}`}`;
  };
  const { '': whole, ...counts } = history?.counts ?? {};
  return [
    quantity ? `${quantity.total}${quantity.unit}` : '',
    parts.map((part) => share(part, part.total)).join('；'),
    quotas.map(({ day, done }) => `${day}：${done}`).join('；'),
    whole === undefined
      ? parts.flatMap((part) => (part.id in counts ? [share(part, counts[part.id])] : [])).join('；')
      : `${whole}${quantity?.unit ?? ''}`,
  ];
}

function besides({ cadence, history, note }: MeasureDraft): (string | null)[] {
  const { state, progress = null, doneOn = null, closedOn = null } = history ?? {};
  return [
    cadence ? cadenceWords[cadence][0] : null,
    ...[state ? stateWords[state] : null, progress, doneOn, closedOn],
    note ?? null,
  ];
}

function responsibilitySheet(measures: MeasureDraft[], names: Names): Rows {
  const header = ['任务编号', '牵头领导', '牵头单位', '参与单位', '责任人'];
  const rows = measures.map(({ id, leaders, leadUnit, participants, handler }) => [
    ...[id, names.persons(leaders), names.unit(leadUnit)],
    participants.map((unit) => names.unit(unit)).join('、'),
    handler === null ? null : names.persons([handler]),
  ]);
  return { sheet: '责任清单', rows: [header, ...rows] };
}

function unitSheet({ units }: Directory): Rows {
  const rows = units.map(({ id, name, aliases }) => [id, name, aliases.join('、')]);
  return { sheet: '单位名录', rows: [['编号', '单位名称', '别名'], ...rows] };
}

function personSheet({ persons }: Directory, names: Names): Rows {
  const rows = persons.map(({ id, name, unit, roles, email, deputy, leave }) => [
    ...[id, name, unit === null ? null : names.unit(unit), roles.map((role) => roleWords[role][0]).join('、'), email],
    deputy === null ? null : names.persons([deputy]),
    leave.map(({ from, to }) => `${from}至${to}`).join('；'),
  ]);
  return { sheet: '人员名录', rows: [['编号', '姓名', '单位', '角色', '邮箱', '代理人', '休假'], ...rows] };
}

/** Units and persons as the lists call them; of persons who share a name, each with his unit. */
class Names {
  private readonly units: Map<string, string>;
  private readonly people: Map<string, Person>;
  private readonly shared = new Map<string, number>();

  constructor({ units, persons }: Directory) {
    this.units = new Map(units.map(({ id, name }) => [id, name]));
    this.people = new Map(persons.map((one) => [one.id, one]));
    for (const { name } of persons) this.shared.set(name, (this.shared.get(name) ?? 0) + 1);
  }

  unit(id: string): string {
    return this.units.get(id) ?? id;
  }

  /** As 跟踪人 names them. */
  address(to: Address): string {
    const id = to.slice(to.indexOf(':') + 1);
    if (to.startsWith('unit:')) return this.unit(id);
    return to.startsWith('person:') ? this.persons([id]) : roleWords.office[0];
  }

  persons(ids: string[]): string {
    return ids.map((id) => this.person(id)).join('、');
  }

  private person(id: string): string {
    const found = this.people.get(id);
    if (!found) return id;
    const { name, unit } = found;
    return (this.shared.get(name) ?? 0) > 1 && unit !== null ? `${name}（${this.unit(unit)}）` : name;
  }
}

function yesOrNo(publish: boolean): string {
  return publishWords[publish ? 'yes' : 'no'][0];
}
