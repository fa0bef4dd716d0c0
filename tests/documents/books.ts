import writeExcelFile from 'write-excel-file/node';

type Cell = string | number | boolean | Date | null;
type Table = Record<string, Cell>[];
export type Sheets = Partial<Record<'单位名录' | '人员名录' | '问题清单' | '任务清单' | '责任清单', Table>>;

/** A small sound campaign: two units, three persons, two findings with one measure each. */
export function soundSheets(): Required<Sheets> {
  return {
    单位名录: [
      { 单位名称: '区住建局', 别名: '住建局、建设局', 曾用名: '区建设局' },
      { 单位名称: '区水务局', 别名: null, 曾用名: null },
    ],
    人员名录: [
      { 姓名: '分管副区长', 单位: null, 角色: '牵头领导', 邮箱: 'leader@example.com', 代理人: null, 休假: null },
      { 姓名: '住建局联络员', 单位: '建设局', 角色: '联络员', 邮箱: 'zjj@example.com', 代理人: null, 休假: null },
      { 姓名: '水务局联络员', 单位: '区水务局', 角色: '联络员', 邮箱: null, 代理人: null, 休假: null },
    ],
    问题清单: [
      {
        编号: 'F1',
        方面: '民生',
        项: '道路',
        问题: '路灯不亮',
        首要责任单位: '区住建局',
        牵头领导: '分管副区长',
        公开: '是',
      },
      {
        编号: 'F2',
        方面: '民生',
        项: '河道',
        问题: '河水返黑',
        首要责任单位: '区水务局',
        牵头领导: '分管副区长',
        公开: null,
      },
    ],
    任务清单: [
      {
        编号: 'M1',
        问题编号: 'F1',
        整改措施: '修好路灯。每周巡查。',
        类型: '限期',
        取得明显成效时限: '2024-06-28',
        整改落实到位时限: '2024年9月底前',
        节点: null,
        公开: '是',
      },
      {
        编号: 'M2',
        问题编号: 'F2',
        整改措施: '清淤两公里',
        类型: '限期',
        取得明显成效时限: null,
        整改落实到位时限: '2024-10-31',
        节点: null,
        公开: null,
      },
    ],
    责任清单: [
      { 任务编号: 'M1', 牵头领导: '分管副区长', 牵头单位: '住建局', 参与单位: '区水务局', 责任人: '住建局联络员' },
      { 任务编号: 'M2', 牵头领导: '分管副区长', 牵头单位: '区水务局', 参与单位: null, 责任人: null },
    ],
  };
}

/** Writes the tables as a workbook, header rows first. */
export async function book(sheets: Sheets): Promise<Buffer> {
  const written = Object.entries(sheets).map(([sheet, rows]) => {
    const headers = Object.keys(rows[0] ?? {});
    const data = [headers, ...rows.map((row) => headers.map((header) => row[header] ?? null))];
    return { sheet, data: data.map((row) => row.map(cell)) };
  });
  return writeExcelFile(written).toBuffer();
}

function cell(value: Cell) {
  if (value === null) return null;
  return value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value };
}
