import { expect, test } from 'vitest';
import { readLists } from '../../documents/in/lists/read.ts';
import { book, type Sheets, soundSheets } from './books.ts';

const options = { on: '2024-03-28', feedback: '2024-03-28' };
const read = async (sheets: Sheets, more = {}) =>
  readLists([{ name: 'lists.xlsx', bytes: await book(sheets) }], { ...options, ...more });

/** The sound campaign with one change, and what is then wrong: `sheet row column code`. */
async function broken(change: (sheets: Required<Sheets>) => void, more = {}) {
  const sheets = soundSheets();
  change(sheets);
  const { lists, errors, rows } = await read(sheets, more);
  return {
    rows,
    questions: rows.flatMap(({ row, questions }) =>
      questions.map((one) => `${one.sheet} ${row} ${one.column} ${one.kind}`),
    ),
    errors: errors.map(({ sheet, row, column, code }) => `${sheet} ${row} ${column} ${code}`),
    messages: errors.map(({ message }) => message),
    findings: lists.findings.map(({ no }) => no),
    measures: lists.measures.map(({ no }) => no),
    lists,
  };
}

test('a sound workbook is read whole, by aliases and former names', async () => {
  const { lists, errors } = await read(soundSheets());
  expect(errors).toEqual([]);
  const [housing, water] = lists.directory.units;
  expect(housing).toMatchObject({ name: '区住建局', aliases: ['住建局', '建设局', '区建设局'] });
  expect(lists.directory.persons[1]).toMatchObject({ unit: housing?.id, roles: ['liaison'] });
  expect(lists.findings[0]).toMatchObject({ id: 'F1', category: ['民生', '道路'], publish: true });
  expect(lists.findings[1]?.publish).toBe(false);
  expect(lists.measures[0]).toMatchObject({
    id: 'M1',
    finding: 'F1',
    title: '修好路灯',
    kind: 'dated',
    leadUnit: housing?.id,
    participants: [water?.id],
    handler: lists.directory.persons[1]?.id,
    effectDue: { day: '2024-06-28' },
    doneDue: { day: '2024-09-30', text: '2024年9月底前' },
  });
});

test('columns are found by name in any order, and a sheet may begin with empty rows', async () => {
  const sheets = soundSheets();
  sheets.问题清单 = sheets.问题清单.map((row) => Object.fromEntries(Object.entries(row).reverse()));
  const { lists, errors } = await read(sheets);
  expect(errors).toEqual([]);
  expect(lists.findings).toHaveLength(2);
});

test('the same workbook gives the same ids, and a number that is no slug gets a stable one', async () => {
  const rename = (sheets: Required<Sheets>) => {
    sheets.问题清单[0]!.编号 = '一（1）';
    sheets.任务清单[0]!.问题编号 = '一(1)';
  };
  const [one, two] = [await broken(rename), await broken(rename)];
  expect(one.errors).toEqual([]);
  expect(one.lists).toEqual(two.lists);
  expect(one.lists.findings[0]).toMatchObject({ no: '一（1）', id: expect.stringMatching(/^f-[0-9a-z]{10}$/) });
});

test('date cells, written dates and kinds said by the time limit are understood', async () => {
  const { errors, lists } = await broken(({ 任务清单 }) => {
    任务清单[0]!.整改落实到位时限 = new Date(Date.UTC(2024, 7, 31));
    任务清单[0]!.节点 = '2024-05-31：出方案；2024年6月底：过半';
    任务清单[1]!.类型 = null;
    任务清单[1]!.整改落实到位时限 = '长期坚持';
  });
  expect(errors).toEqual([]);
  expect(lists.measures[0]).toMatchObject({
    doneDue: { day: '2024-08-31' },
    milestones: [
      { day: '2024-05-31', text: '出方案' },
      { day: '2024-06-30', text: '过半' },
    ],
  });
  expect(lists.measures[1]).toMatchObject({ kind: 'longTerm', doneDue: null });
});

/** What is wrong, the column of the first task that is changed, to what, the code, and the column that is blamed. */
const inTask: [string, string, string | null, string, string?][] = [
  ['an empty required cell', '整改措施', ' ', 'cell-missing'],
  ['a dated task without a date', '整改落实到位时限', null, 'cell-missing'],
  ['a finding that is not there', '问题编号', 'F9', 'unknown-finding'],
  ['an unknown kind', '类型', '尽快', 'unknown-kind'],
  ['a date that does not exist', '整改落实到位时限', '2024-06-31', 'no-such-date'],
  ['a written date that does not exist', '整改落实到位时限', '2025年2月29日', 'no-such-date'],
  ['effect after completion', '取得明显成效时限', '2024-10-08', 'effect-after-done'],
  ['an end to what has none', '类型', '长期坚持', 'deadline-needless', '整改落实到位时限'],
  ['a time limit of another kind', '整改落实到位时限', '长期坚持', 'deadline-needless'],
  ['a milestone without a date', '节点', '出方案', 'milestone-unclear'],
  ['a milestone on no day', '节点', '2024-06-31：出方案', 'no-such-date'],
  ['a word that is neither 是 nor 否', '公开', '也许', 'unknown-word'],
];

test.each(inTask)(
  '%s: that row is left out and says why, the other is unharmed',
  async (_, column, value, code, blamed) => {
    const { errors, measures } = await broken(({ 任务清单 }) => {
      任务清单[0]![column] = value;
    });
    expect(errors).toEqual([`任务清单 2 ${blamed ?? column} ${code}`]);
    expect(measures).toEqual(['M2']);
  },
);

/** What is unclear, where, what stands there, and what is asked; whether the row waits for the answer. */
const unclear: [string, '任务清单' | '责任清单', string, string, string, 'waits' | 'goes in'][] = [
  ['a phrase with two readings', '任务清单', '整改落实到位时限', '2024年9月前', 'deadline', 'waits'],
  ['words that are no time limit', '任务清单', '整改落实到位时限', '待定', 'deadline', 'waits'],
  ['two lead units', '责任清单', '牵头单位', '区住建局、区水务局', 'leadUnits', 'goes in'],
  ['an unknown lead unit', '责任清单', '牵头单位', '区园林局', 'unit', 'waits'],
  ['an unknown participant', '责任清单', '参与单位', '区水务局，区园林局', 'unit', 'waits'],
  ['an unknown leader', '责任清单', '牵头领导', '区长', 'person', 'waits'],
  ['an unknown handler', '责任清单', '责任人', '某人', 'person', 'goes in'],
];

test.each(unclear)('%s is a question, not an error', async (_, sheet, column, value, kind, then) => {
  const { errors, measures, questions, rows } = await broken((sheets) => {
    sheets[sheet][0]![column] = value;
  });
  expect(errors).toEqual([]);
  expect(questions).toEqual([`${sheet} 2 ${column} ${kind}`]);
  expect(measures).toEqual(then === 'waits' ? ['M2'] : ['M1', 'M2']);
  expect(rows.map(({ outcome }) => outcome)).toEqual([then === 'waits' ? 'ask' : 'create', 'create']);
});

test('a measure without a row of responsibility is in error alone', async () => {
  const { errors, measures } = await broken(({ 责任清单 }) => {
    责任清单.shift();
  });
  expect(errors).toEqual(['任务清单 2 编号 responsibility-missing']);
  expect(measures).toEqual(['M2']);
});

test('responsibility for a task that is not there is an error, and the second row for one task', async () => {
  const { errors, measures } = await broken(({ 责任清单 }) => {
    责任清单.push({ ...责任清单[0]!, 任务编号: 'M9' }, { ...责任清单[0]! });
  });
  expect(errors).toEqual(['责任清单 4 任务编号 unknown-task', '责任清单 5 任务编号 id-repeated']);
  expect(measures).toEqual(['M1', 'M2']);
});

test('a finding in error takes its measures along, each with its own error', async () => {
  const { errors, findings, measures } = await broken(({ 问题清单 }) => {
    问题清单[0]!.公开 = '也许';
  });
  expect(errors).toEqual(['问题清单 2 公开 unknown-word', '任务清单 2 问题编号 depends-on-error']);
  expect([findings, measures]).toEqual([['F2'], ['M2']]);
});

test('a repeated number is an error in its second row and names the first', async () => {
  const { errors, messages, findings } = await broken(({ 问题清单 }) => {
    问题清单.push({ ...问题清单[0]! });
  });
  expect(errors).toEqual(['问题清单 4 编号 id-repeated']);
  expect(messages).toEqual(['编号“F1”与第 2 行重复']);
  expect(findings).toEqual(['F1', 'F2']);
});

const addresses = [
  'a@example.com, b@example.com',
  '住建局 <a@example.com>',
  'a@',
  'a@b@example.com',
  '"a b"@example.com',
];
test.each(addresses)('%s is not exactly one address', async (text) => {
  const { errors, lists } = await broken(({ 人员名录 }) => {
    人员名录[2]!.邮箱 = text;
  });
  expect(errors).toEqual(['人员名录 4 邮箱 not-one-address']);
  expect(lists.directory.persons).toHaveLength(2);
});

test('an address outside the allowed domains is an error, and so is what leans on its person', async () => {
  const change = ({ 人员名录 }: Required<Sheets>) => {
    人员名录[1]!.邮箱 = 'a@example.com.evil.test';
  };
  const { errors, messages } = await broken(change, { allowedDomains: ['Example.com'] });
  expect(errors).toEqual([
    '人员名录 3 邮箱 address-not-allowed',
    '责任清单 2 责任人 depends-on-error',
    '任务清单 2 编号 depends-on-error',
  ]);
  expect(messages[0]).toContain('Example.com');
});

test('unknown roles, wrong leave and unknown deputies are said, a deputy in error takes the absent along', async () => {
  const { errors, lists } = await broken(({ 人员名录 }) => {
    人员名录[0]!.代理人 = '住建局联络员';
    人员名录[1]!.角色 = '联络员、总管';
    人员名录[2]!.休假 = '2024-05-10至2024-05-06';
  });
  expect(errors.slice(0, 3)).toEqual([
    '人员名录 3 角色 unknown-role',
    '人员名录 4 休假 leave-unclear',
    '人员名录 2 代理人 depends-on-error',
  ]);
  expect(lists.directory.persons).toEqual([]);
});

test('leave and deputies are read', async () => {
  const { errors, lists } = await broken(({ 人员名录 }) => {
    人员名录[1]!.休假 = '2024-05-06至2024-05-10；2024年8月1日到2024年8月9日';
    人员名录[1]!.代理人 = '水务局联络员';
  });
  expect(errors).toEqual([]);
  const [, person, deputy] = lists.directory.persons;
  expect(person).toMatchObject({ deputy: deputy?.id });
  expect(person?.leave).toEqual([
    { from: '2024-05-06', to: '2024-05-10' },
    { from: '2024-08-01', to: '2024-08-09' },
  ]);
});

test('a name that two units share must say its unit', async () => {
  const twins = ({ 人员名录 }: Required<Sheets>) => {
    人员名录[1]!.姓名 = '联络员';
    人员名录[2]!.姓名 = '联络员';
  };
  const vague = await broken((sheets) => {
    twins(sheets);
    sheets.责任清单[0]!.责任人 = '联络员';
  });
  expect(vague.errors).toEqual(['责任清单 2 责任人 name-repeated', '任务清单 2 编号 depends-on-error']);
  const plain = await broken((sheets) => {
    twins(sheets);
    sheets.责任清单[0]!.责任人 = '联络员（区水务局）';
  });
  expect(plain.errors).toEqual([]);
  expect(plain.lists.measures[0]?.handler).toBe(plain.lists.directory.persons[2]?.id);
});

test('an alias that two units share names neither of them', async () => {
  const { errors } = await broken(({ 单位名录 }) => {
    单位名录[1]!.别名 = '住建局';
  });
  expect(errors).toEqual(['责任清单 2 牵头单位 name-repeated', '任务清单 2 编号 depends-on-error']);
});

test('a missing sheet or column is said once, not once a row', async () => {
  const { 责任清单: _, ...four } = soundSheets();
  const noSheet = await read(four);
  expect(noSheet.errors).toMatchObject([{ sheet: '责任清单', row: 0, code: 'sheet-missing' }]);
  expect(noSheet.lists.measures).toEqual([]);

  const sheets = soundSheets();
  sheets.任务清单 = sheets.任务清单.map(({ 整改措施, ...row }) => ({ ...row, 怎么办: 整改措施 ?? null }));
  const noColumn = await read(sheets);
  expect(noColumn.errors).toMatchObject([{ sheet: '任务清单', row: 1, column: '整改措施', code: 'column-missing' }]);
});

test('a row number is the one the spreadsheet shows, empty rows counted', async () => {
  const { errors } = await broken(({ 任务清单 }) => {
    任务清单.splice(1, 0, {}, {});
    任务清单[3]!.类型 = '尽快';
  });
  expect(errors[0]).toBe('任务清单 5 类型 unknown-kind');
});
