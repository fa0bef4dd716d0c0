import { gb } from '../gb.ts';
import { type Made, type MadeSheet, xlsx } from './xlsx.ts';

/** What must come out of a row: `row finding measure leader leadUnit [participants] effect done kind outcome asked`. */
export type Expected = string[];
export type Dirty = {
  name: string;
  /** What a careful clerk reads out of it, written down before it was read. */
  rows: Expected;
  /** `sheet row column code` */
  errors?: string[];
  files: () => { name: string; bytes: Buffer }[];
};

const units: MadeSheet = {
  name: '单位名录',
  rows: [
    ['单位名称', '别名', '曾用名', '联系人', '角色', '邮箱'],
    ['区住房和城乡建设局', '区住建局、住建局', '区建设局', '住建联络员', '联络员', 'zjj@example.com'],
    ['区水务局', '水务局', null, '水务联络员', null, 'swj@example.com'],
    ['区城市管理局', '区城管局', '区城市管理行政执法局', null, null, null],
    ['区财政局', null, null, null, null, null],
    ['区教育局', null, null, null, null, null],
  ],
};
const head: Made[] = ['序号', '反馈问题', '整改措施', '牵头领导', '牵头单位', '配合单位', '完成时限'];
const one = (sheets: MadeSheet[], more = {}) => [{ name: '清单.xlsx', bytes: xlsx(sheets, more) }];
/** Workbooks as they are handed in; every one has something that breaks a reader of clean tables. */
export const dirty: Dirty[] = [
  {
    name: 'one sheet: title above, merged findings, a total below, a note at the end',
    rows: [
      '4 道路积水 疏通管网 张副区长 区水务局 [区住房和城乡建设局] - 2024-09-30 dated create -',
      '5 道路积水 更换井盖 张副区长 区城市管理局 [] - 2024-12-31 dated create -',
      '6 资金闲置 盘活资金 李副区长 区财政局 [] - - longTerm create -',
    ],
    files: () =>
      one([
        {
          name: 'Sheet1',
          rows: [
            ['某区巡察反馈问题整改清单'],
            ['填报单位：整改办'],
            head,
            [1, '道路积水', '疏通管网', '张副区长', '水务局', '住建局等', '2024年9月底前'],
            [2, null, '更换井盖', null, '区城管局', '无', '2024年年底'],
            [3, '资金闲置', '盘活资金', '李副区长', '区财政局', '/', '长期坚持'],
            ['合计', null, '3条'],
            ['注：本表一式三份。'],
          ],
          merges: ['A1:G1', 'B4:B5', 'D4:D5', 'A8:G8'],
        },
        units,
      ]),
  },
  {
    name: 'a header in two levels, columns in another order, a heading line between rows',
    rows: [
      '6 路灯不亮 修好路灯 张副区长 区住房和城乡建设局 [] 2024-06-30 2024-09-30 dated create -',
      '8 校车超载 增配校车 李副区长 区教育局 [区财政局] 2024-03-31 2024-08-31 dated create -',
    ],
    files: () =>
      one([
        {
          name: '整改台账',
          rows: [
            ['整改台账'],
            [],
            ['责任单位', null, '整改时限', null, '牵头领导', '问题', '具体措施'],
            ['牵头', '配合', '取得明显成效', '整改落实到位', null, null, null],
            ['一、民生方面'],
            ['区建设局', null, '2024年6月底', '2024.9.30', '张副区长', '路灯不亮', '修好路灯'],
            ['二、教育方面'],
            ['区教育局', '区财政局', '2024年一季度', '2024年8月', '李副区长', '校车超载', '增配校车'],
          ],
          merges: ['A3:B3', 'C3:D3', 'E3:E4', 'F3:F4', 'G3:G4', 'A5:G5', 'A7:G7', 'A1:G1'],
        },
        units,
      ]),
  },
  {
    name: 'dates as serials, as months shown, as text, and one that does not exist',
    rows: [
      '2 甲 一 张 区水务局 [] - 2024-09-30 dated create -',
      '3 甲 二 张 区水务局 [] - 2024-09-30 dated create -',
      '4 甲 三 张 区水务局 [] - 2024-09-30 dated create -',
      '5 甲 四 张 区水务局 [] - 2024-09-30 dated create -',
      '6 甲 五 张 区水务局 [] - - dated error -',
      '7 甲 六 张 区水务局 [] - - dated ask deadline',
      '8 甲 七 张 区水务局 [] - 2024-12-31 dated create -',
    ],
    errors: ['表 6 完成时限 no-such-date'],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            head,
            [1, '甲', '一', '张', '区水务局', null, { serial: 45565, format: 'yyyy"年"m"月"d"日"' }],
            [2, '甲', '二', '张', '区水务局', null, 45565],
            [3, '甲', '三', '张', '区水务局', null, { serial: 45536, format: 'yyyy"年"m"月"' }],
            [4, '甲', '四', '张', '区水务局', null, '２０２４年９月３０日前'],
            [5, '甲', '五', '张', '区水务局', null, '2024年2月30日'],
            [6, '甲', '六', '张', '区水务局', null, '2024年9月前'],
            [7, '甲', '七', '张', '区水务局', null, '2024-12-31 00:00:00'],
          ],
        },
        units,
      ]),
  },
  {
    name: 'several units and several numbered measures in a cell',
    rows: [
      '2 河道返黑 清淤 张 区水务局 [区城市管理局,区财政局] - 2024-09-30 dated create leadUnits',
      '2 河道返黑 截污。 张 区水务局 [区城市管理局,区财政局] - 2024-10-31 dated create leadUnits',
      '3 占道经营 增设摊位 张 区城市管理局 [区住房和城乡建设局] - 2024-06-30 dated create -',
      '4 账目不清 一是清账，二是追责 张 区财政局 [区教育局] - 2024-06-30 dated create -',
    ],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            head,
            [
              1,
              '河道返黑',
              '1.清淤；\n2.截污。',
              '张',
              '区水务局\n区城管局',
              '区财政局',
              '1.2024年9月底\n2.2024年10月底',
            ],
            [2, '占道经营', '增设摊位', '张', '住建局、区城管局（牵头）', null, '2024年6月'],
            [3, '账目不清', '一是清账，二是追责', '张', '牵头单位：区财政局；配合单位：区教育局', null, '2024年6月'],
          ],
        },
        units,
      ]),
  },
  {
    name: 'unknown units are asked, nearest first; a former name is known',
    rows: [
      '2 甲 一 张 区住建 [] - 2024-09-30 dated ask unit',
      '3 甲 二 张 区城市管理局 [] - 2024-09-30 dated create -',
      '4 甲 三 张 区水务局 [] - 2024-09-30 dated ask unit',
    ],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            head,
            [1, '甲', '一', '张', '区住建', null, '2024年9月30日'],
            [2, '甲', '二', '张', '区城市管理行政执法局', null, '2024年9月30日'],
            [3, '甲', '三', '张', '区水务局', '区园林局', '2024年9月30日'],
          ],
        },
        units,
      ]),
  },
  {
    name: 'repeated rows, the same measure under another finding, a contradiction',
    rows: [
      '2 甲 健全制度 张 区水务局 [] - 2024-09-30 dated create -',
      '3 甲 健全 制度 张 区水务局 [] - 2024-09-30 dated same -',
      '4 乙 健全制度 张 区财政局 [] - 2024-09-30 dated ask sharedMeasure',
      '5 甲 健全制度 张 区水务局 [] - 2024-10-31 dated error -',
      '6 甲 健全制度 张 区教育局 [] - 2024-09-30 dated create -',
    ],
    errors: ['表 5 整改措施 row-contradicts'],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            head,
            [1, '甲', '健全制度', '张', '区水务局', null, '2024-9-30'],
            [2, '甲 ', '健全 制度', '张', '水务局', null, '2024年9月30日'],
            [1, '乙', '健全制度', '张', '区财政局', null, '2024-9-30'],
            [2, '甲', '健全制度', '张', '区水务局', null, '2024-10-31'],
            [3, '甲', '健全制度', '张', '区教育局', null, '2024-9-30'],
          ],
        },
        units,
      ]),
  },
  {
    name: 'a csv in GB18030 and its directory in another',
    rows: ['2 路灯不亮 修好路灯，每周巡查 张 区水务局 [区财政局] - 2024-09-30 dated create -'],
    files: () => [
      {
        name: '/收件/清单.csv',
        bytes: gb(
          '序号,问题,措施,牵头领导,责任单位,参与单位,整改时限\r\n1,路灯不亮,"修好路灯，每周巡查",张,区水务局,区财政局,2024年9月底前\r\n',
        ),
      },
      { name: '/收件/单位名录.csv', bytes: gb('单位名称,别名\r\n区水务局,\r\n区财政局,财政局\r\n') },
    ],
  },
  {
    name: 'csv in UTF-8 with a mark, tabs, quotes and line breaks in cells',
    rows: [
      '2 说“好”不做 先\n后 张 区水务局 [区财政局] - 2024-09-30 dated create -',
      '3 说“好”不做 再查 张 区水务局 [] - - immediate create -',
    ],
    files: () => [
      {
        name: '清单.csv',
        bytes: Buffer.from(
          '\ufeff问题\t措施\t牵头领导\t责任单位\t参与单位\t整改时限\n说“好”不做\t"先\n后"\t张\t"区水务局"\t"区财政局\n"\t2024/9/30\n\t再查\t张\t区水务局\t—\t立行立改\n',
        ),
      },
      { name: '单位名录.csv', bytes: Buffer.from('单位名称\n区水务局\n区财政局\n') },
    ],
  },
  {
    name: 'hidden rows, prepared numbers without content, a header printed again',
    rows: [
      '2 甲 一 张 区水务局 [] - 2024-09-30 dated create -',
      '3 甲 二 张 区财政局 [] - 2024-09-30 dated create -',
      '5 乙 三 张 区教育局 [] - 2024-09-30 dated create -',
    ],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            head,
            [1, '甲', '一', '张', '区水务局', null, '2024-9-30'],
            [2, '甲', '二', '张', '区财政局', null, '2024-9-30'],
            head,
            [3, '乙', '三', '张', '区教育局', null, '2024-9-30'],
            [4],
            [5],
          ],
          hiddenRows: [3],
        },
        units,
      ]),
  },
  {
    name: 'three lists joined by words, numbers that restart, parts written with a prefix',
    rows: [
      '3 道路积水 疏通管网 张 区水务局 [] - 2024-09-30 dated create -',
      '4 道路积水 更换井盖 张 区城市管理局 [] - 2024-09-30 dated create -',
      '5 资金闲置 盘活资金 李 区财政局 [] - 2024-12-31 dated create -',
    ],
    files: () =>
      one(
        [
          {
            name: '问题清单',
            rows: [
              ['问题清单'],
              ['序号', '方面', '问题', '首要责任单位', '牵头领导'],
              [1, '民生', '道路积水', '区水务局', '张'],
              [1, '财政', '资金闲置', '区财政局', '李'],
            ],
          },
          {
            name: '任务清单',
            rows: [
              ['任务清单'],
              ['序号', '问题', '整改措施', '完成时限'],
              [1, '道路积水', '疏通管网', '2024年9月底'],
              [2, null, '更换井盖', '2024年9月底'],
              [1, '资金闲置', '盘活资金', '2024年底'],
            ],
          },
          {
            name: '责任清单',
            rows: [
              ['序号', '整改措施', '责任领导', '责任单位'],
              [1, '盘活资金', '李', '区财政局'],
              [2, '更换井盖', '张', '区城管局'],
              [3, '疏通管网', '张', '水务局'],
            ],
          },
          units,
        ],
        { prefix: 'x' },
      ),
  },
  {
    name: 'formulas: a saved value is read, an unsaved one and an error are said',
    rows: [
      '2 甲 一 张 区水务局 [] - 2024-09-30 dated create -',
      '3 甲 二 张  [] - 2024-09-30 dated error -',
      '4 甲 三 张 区水务局 [] - - dated error -',
    ],
    errors: ['表 3 牵头单位 formula-no-value', '表 4 完成时限 formula-no-value'],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            head,
            [1, '甲', '一', '张', { formula: 'INDEX(名录!A:A,3)', value: '区水务局' }, null, '2024-9-30'],
            [2, '甲', '二', '张', { error: '#REF!' }, null, '2024-9-30'],
            [3, '甲', '三', '张', '区水务局', null, { formula: 'TODAY()+30' }],
          ],
        },
        units,
      ]),
  },
  {
    name: 'what had happened: plan, team, states, days, progress',
    rows: [
      '2 甲 一 张 区水务局 [] - 2024-09-30 dated create -',
      '3 甲 二 张 区水务局 [] - 2024-09-30 dated ask pastDay',
      '4 甲 三 张 区水务局 [] - 2024-09-30 dated error -',
    ],
    errors: ['表 4 整改状态 history-contradicts'],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            [
              '问题',
              '措施',
              '牵头领导',
              '牵头单位',
              '完成时限',
              '整改状态',
              '进展情况',
              '完成时间',
              '销号时间',
              '方案',
              '专班',
            ],
            [
              '甲',
              '一',
              '张',
              '区水务局',
              '2024-9-30',
              '已销号',
              '已完工',
              '2024-05-01',
              { serial: 45432, format: 'yyyy/m/d' },
              '主方案',
              '第一专班',
            ],
            ['甲', '二', '张', '区水务局', '2024-9-30', '已完成', null, null, null, null, null],
            ['甲', '三', '张', '区水务局', '2024-9-30', '推进中', null, '2024-05-01', null, null, null],
          ],
        },
        units,
      ]),
  },
  {
    name: 'rich text with readings above, blanks and breaks in headers, a column mapped by its bracket',
    rows: ['2 作风漂浮 下沉一线 张副区长 区教育局 [] - 2024-05-31 dated create -'],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            [
              '序 号',
              '反 馈\n问 题',
              '整改措施\n（要具体）',
              '牵头 领导',
              '责任单位（盖章）',
              '完成时限\n（精确到日）',
            ],
            [1, { rich: ['作风', '漂浮'], reading: 'zuofeng' }, '下沉一线', '张副区长', '区教育局', '2024年5月底前'],
          ],
        },
        units,
      ]),
  },
  {
    name: 'numbers of findings in a merged column 编号, dates of an old Mac',
    rows: [
      '2 甲 一 张 区水务局 [] - 2024-09-30 dated create -',
      '3 甲 二 张 区水务局 [] - 2024-09-30 dated create -',
      '4 乙 三 张 区水务局 [] - 2024-09-30 dated create -',
    ],
    files: () =>
      one(
        [
          {
            name: '表',
            rows: [
              ['编号', '问题', '措施', '牵头领导', '牵头单位', '完成时限'],
              ['W1', '甲', '一', '张', '区水务局', { serial: 45565 - 1462, format: 'yyyy-mm-dd' }],
              [null, null, '二', '张', '区水务局', { serial: 45565 - 1462, format: 'yyyy-mm-dd' }],
              ['W2', '乙', '三', '张', '区水务局', { serial: 45565 - 1462, format: 'yyyy-mm-dd' }],
            ],
            merges: ['A2:A3', 'B2:B3'],
          },
          units,
        ],
        { since1904: true },
      ),
  },
  {
    name: 'a zero that the spreadsheet lost, ditto marks, signs nobody sees',
    rows: [
      '2 甲 一 张 区水务局 [] - - dated ask deadline',
      '3 甲 二 张 区水务局 [] - - dated ask deadline',
      '4 甲 三 张 区水务局 [区财政局] - 2024-09-15 dated create -',
      '5 甲 四 张 区水务局 [区财政局] - 2024-09-15 dated create -',
      '6 乙 五 张 区水务局 [] - 2024-12-31 dated create -',
    ],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            head,
            [1, '甲', '一', '张', '区水务局', null, 9.3],
            [2, '甲', '二', '张', '区水务局', null, 2024.1],
            [3, '甲', '三', '张', '区水务局', '区财政局', 9.15],
            [4, '同上', '四', '同上', '同上', '〃', '同上'],
            [5, '乙', '五', '张\u200b', '\ufeff区水\u00ad务局\u200b', null, '2024\u200b年底\u202c'],
          ],
        },
        units,
      ]),
  },
  {
    name: 'numbers that begin anew under each finding, and numbers printed before the words',
    rows: [
      '2 1.道路积水 疏通管网 张 区水务局 [] - 2024-09-30 dated create -',
      '3 1.道路积水 更换井盖 张 区水务局 [] - 2024-09-30 dated create -',
      '4 2.资金闲置 盘活资金 张 区财政局 [] - 2024-09-30 dated create -',
      '5 1.道路积水 （1）疏通管网 张 区水务局 [] - 2024-09-30 dated same -',
    ],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            ['任务编号', '问题', '措施', '牵头领导', '牵头单位', '完成时限'],
            [1, '1.道路积水', '疏通管网', '张', '区水务局', '2024-9-30'],
            [2, '1.道路积水', '更换井盖', '张', '区水务局', '2024-9-30'],
            [1, '2.资金闲置', '盘活资金', '张', '区财政局', '2024-9-30'],
            [3, '3、道路积水', '（1）疏通管网', '张', '区水务局', '2024-9-30'],
          ],
        },
        units,
      ]),
  },
  {
    name: 'findings numbered anew in each part of 问题清单, named by their words; a csv that names its separator',
    rows: [
      '2 一、道路积水 疏通管网 张 区水务局 [] - 2024-09-30 dated create -',
      '3 二、资金闲置 盘活资金 张 区财政局 [] - 2024-09-30 dated create -',
    ],
    files: () => [
      {
        name: '问题清单.csv',
        bytes: Buffer.from(
          'sep=;\r\n编号;方面;问题;首要责任单位;牵头领导\r\n1;民生;一、道路积水;区水务局;张\r\n1;财政;二、资金闲置;区财政局;张\r\n',
        ),
      },
      {
        name: '任务清单.csv',
        bytes: Buffer.from(
          '问题编号,问题,整改措施,牵头领导,牵头单位,完成时限\n1,道路积水,疏通管网,张,区水务局,2024-9-30\n1,资金闲置,盘活资金,张,区财政局,2024-9-30\n',
        ),
      },
      { name: '单位名录.csv', bytes: Buffer.from('单位名称\n区水务局\n区财政局\n') },
    ],
  },
  {
    name: 'a time limit divided into beginning and end, findings in rows of their own',
    rows: [
      '4 甲问题 一 张 区水务局 [] - 2024-06-30 dated create -',
      '5 甲问题 二 张 区财政局 [] - 2024-07-31 dated create -',
      '7 乙问题 三 张 区财政局 [] - 2024-08-31 dated create -',
    ],
    files: () =>
      one([
        {
          name: '表',
          rows: [
            ['序号', '问题', '措施', '牵头领导', '责任单位', '整改时限', null],
            [null, null, null, null, null, '开始时间', '完成时间'],
            ['一', '甲问题'],
            [1, null, '一', '张', '区水务局', '2024-01-01', '2024-06-30'],
            [2, null, '二', '张', '区财政局', '2024-01-01', '2024-07-31'],
            ['二', '乙问题'],
            [1, null, '三', '张', '区财政局', '2024-01-01', '2024-08-31'],
          ],
          merges: ['A1:A2', 'B1:B2', 'C1:C2', 'D1:D2', 'E1:E2', 'F1:G1'],
        },
        units,
      ]),
  },
];
