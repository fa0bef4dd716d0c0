import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import writeExcelFile from 'write-excel-file/node';
import { parse } from 'yaml';
import { readDate } from '../documents/in/deadline.ts';

/** The source: cells of a line are separated by ` | `; the file itself says in which order. */
type Source = {
  单位: string[];
  人员: string[];
  方面: { 方面: string; 项目: { 项: string; 问题: SourceFinding[] }[] }[];
};
type SourceFinding = { 题: string; 首要责任单位: string; 牵头领导: string; 措施: string[] };
export type SheetRows = { sheet: string; rows: (string | null)[][] };

/** What concerns cases under investigation stays out of every public text. */
const notPublic = '监督执纪有薄弱环节';

/** The five sheets of the made-up campaign, header rows first, every cell as text. */
export function makeSheets(): SheetRows[] {
  const source: Source = parse(readFileSync(fileURLToPath(new URL('qinghe.source.yaml', import.meta.url)), 'utf8'));
  const units = source.单位.map(cells);
  const persons = source.人员.map(cells);
  const liaisonOf = liaisons(units, persons);
  const findings: SheetRows['rows'] = [['编号', '方面', '项', '问题', '首要责任单位', '牵头领导', '公开']];
  const tasks: SheetRows['rows'] = [
    [
      ...['编号', '问题编号', '整改措施', '类型', '取得明显成效时限', '整改落实到位时限', '节点'],
      ...['数量', '分项', '时序任务', '报送周期', '跟踪人', '公开'],
    ],
  ];
  const responsibilities: SheetRows['rows'] = [['任务编号', '牵头领导', '牵头单位', '参与单位', '责任人']];

  const every = source.方面.flatMap(({ 方面, 项目 }) =>
    项目.flatMap(({ 项, 问题 }) => 问题.map((finding) => ({ ...finding, 方面, 项 }))),
  );
  for (const [i, { 方面, 项, 题, 首要责任单位, 牵头领导, 措施 }] of every.entries()) {
    const no = `Q${String(i + 1).padStart(2, '0')}`;
    const publish = 项 === notPublic ? '否' : '是';
    findings.push([no, 方面, 项, 题, 首要责任单位, 牵头领导, publish]);
    for (const [j, line] of 措施.entries()) {
      const [kind, effect, done, text, participants, leadUnit, ...more] = cells(line);
      const unit = leadUnit ?? 首要责任单位;
      const [milestones = null, quantity = null, parts = null, quotas = null, cadence = null, watcher = null] = more;
      tasks.push([
        ...[`${no}-${j + 1}`, no, text!, kind!, effect ?? null, done ?? null, milestones],
        ...[quantity, parts, quotas, cadence, watcher, publish],
      ]);
      responsibilities.push([`${no}-${j + 1}`, 牵头领导, unit, participants ?? null, liaisonOf.get(unit) ?? null]);
    }
  }
  return [
    { sheet: '问题清单', rows: findings },
    { sheet: '任务清单', rows: tasks },
    { sheet: '责任清单', rows: responsibilities },
    { sheet: '单位名录', rows: [['编号', '单位名称', '别名', '曾用名'], ...units] },
    { sheet: '人员名录', rows: [['姓名/称谓', '单位', '角色', '邮箱', '代理人', '休假'], ...persons] },
  ];
}

/** The workbook; the dates of completion are real date cells, the other dates are text, as offices mix them. */
export async function makeWorkbook(): Promise<Buffer> {
  const sheets = makeSheets().map(({ sheet, rows }) => {
    const dated = rows[0]?.indexOf('整改落实到位时限');
    const data = rows.map((row, i) =>
      row.map((text, column) => {
        const day = column === dated && text ? readDate(text) : null;
        if (day) return { value: new Date(`${day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
        return text === null
          ? null
          : { value: text, type: String, ...(i === 0 ? { fontWeight: 'bold' as const } : {}) };
      }),
    );
    const columns = (rows[0] ?? []).map((header) => ({ width: header === '整改措施' || header === '问题' ? 60 : 20 }));
    return { sheet, data, columns, stickyRowsCount: 1 };
  });
  return writeExcelFile(sheets).toBuffer();
}

function cells(line: string): (string | null)[] {
  return line.split(/\s*\|\s*/).map((text) => text.trim() || null);
}

/** The liaison of each unit, under every name the unit goes by. */
function liaisons(units: (string | null)[][], persons: (string | null)[][]): Map<string, string> {
  const byName = new Map(persons.flatMap(([name, unit, role]) => (role === '联络员' && unit ? [[unit, name!]] : [])));
  return new Map(
    units.flatMap(([, name, aliases]) => {
      const liaison = byName.get(name!);
      const names = [name!, ...(aliases?.split('、') ?? [])];
      return liaison ? names.map((known): [string, string] => [known, liaison]) : [];
    }),
  );
}
