import { expect, test } from 'vitest';
import { type ListOptions, readLists } from '../../documents/in/lists/read.ts';
import type { Answers, Question } from '../../documents/in/lists/row.ts';
import { type Made, xlsx } from './dirty/xlsx.ts';

const options = { on: '2024-03-28', feedback: '2024-03-28' };
const head: Made[] = ['问题', '整改措施', '牵头领导', '牵头单位', '责任人', '完成时限'];
const units = {
  name: '单位名录',
  rows: [
    ['单位名称', '曾用名'],
    ['区水务局', null],
    ['区住建局', '区建设局'],
  ] as Made[][],
};
const read = (rows: Made[][], answers: Answers = {}, more = {}) =>
  readLists([{ name: 'a.xlsx', bytes: xlsx([{ name: '表', rows: [head, ...rows] }, units]) }], {
    ...options,
    answers,
    ...more,
  });
const asked = (rows: Made[][]) => read(rows).rows.flatMap(({ questions }) => questions);
const answer = ({ key }: Question, value: string) => ({ [key]: value });

test('one answer serves every row that asks the same, wherever it stands', () => {
  const rows = [
    ['甲', '一', '张', '水务', null, '2024-9-30'],
    ['乙', '二', '张', '水务', null, '2024-9-30'],
  ];
  const [first, second] = asked(rows);
  expect(second!.key).toBe(first!.key);
  expect(first).toMatchObject({
    sheet: '表',
    row: 2,
    column: '牵头单位',
    held: true,
    options: [{ value: '区水务局' }, { value: 'new' }],
  });
  const moved = [['丙', '三', '张', '区住建局', null, '2024-9-30'], ...rows];
  const { rows: settled } = read(moved, answer(first!, '区水务局'));
  expect(settled.map(({ outcome, leadUnit }) => `${outcome} ${leadUnit}`)).toEqual([
    'create 区住建局',
    'create 区水务局',
    'create 区水务局',
  ]);
});

test('a new unit is entered only when a person says so', () => {
  const rows = [['甲', '一', '张', '区园林局', null, '2024-9-30']];
  const before = read(rows);
  expect(before.lists.directory.units.map(({ name }) => name)).not.toContain('区园林局');
  const after = read(rows, answer(before.rows[0]!.questions[0]!, 'new'));
  expect(after.lists.directory.units.map(({ name }) => name)).toContain('区园林局');
  expect(after.rows[0]).toMatchObject({ outcome: 'create', leadUnit: '区园林局' });
});

test('of two readings of a time limit the one chosen holds, for every row with the same words', () => {
  const rows = [
    ['甲', '一', '张', '区水务局', null, '2024年9月前'],
    ['甲', '二', '张', '区水务局', null, '2024年9月前'],
  ];
  const [question] = asked(rows);
  expect(question!.options.map(({ value }) => value).sort()).toEqual(['2024-08-31', '2024-09-30']);
  const { rows: settled } = read(rows, answer(question!, '2024-08-31'));
  expect(settled.map(({ doneDue, outcome }) => `${doneDue} ${outcome}`)).toEqual([
    '2024-08-31 create',
    '2024-08-31 create',
  ]);
});

test('a vague time limit is asked of every measure, and a kind is an answer too', () => {
  const rows = [
    ['甲', '一', '张', '区水务局', null, '尽快'],
    ['甲', '二', '张', '区水务局', null, '尽快'],
  ];
  const [one, two] = asked(rows);
  expect(one!.key).not.toBe(two!.key);
  const { rows: settled } = read(rows, { ...answer(one!, '2024-07-15'), ...answer(two!, 'longTerm') });
  expect(settled.map(({ doneDue, kind }) => `${doneDue} ${kind}`)).toEqual(['2024-07-15 dated', 'null longTerm']);
});

test('持续推进 without a date goes in and asks for one; the answer is its date', () => {
  const rows = [['甲', '一', '张', '区水务局', null, '持续推进']];
  const before = read(rows);
  expect(before.rows[0]).toMatchObject({ outcome: 'create', kind: 'continuing', doneDue: null });
  const after = read(rows, answer(before.rows[0]!.questions[0]!, '2025-06-30'));
  expect(after.rows[0]).toMatchObject({ outcome: 'create', kind: 'continuing', doneDue: '2025-06-30', questions: [] });
});

test('another of several lead units may be said to lead', () => {
  const rows = [['甲', '一', '张', '区水务局、区住建局', null, '2024-9-30']];
  const [question] = asked(rows);
  expect(question).toMatchObject({ kind: 'leadUnits', held: false });
  expect(read(rows, answer(question!, '区住建局')).rows[0]).toMatchObject({
    leadUnit: '区住建局',
    participants: ['区水务局'],
    questions: [],
  });
});

test('the same measure under two findings is shared or separate, as a person says', () => {
  const rows = [
    ['甲', '健全制度', '张', '区水务局', null, '2024-9-30'],
    ['乙', '健全制度', '张', '区水务局', null, '2024-9-30'],
  ];
  const [question] = asked(rows);
  const outcomes = (value: string) =>
    read(rows, answer(question!, value)).rows.map(({ outcome, twin }) => [outcome, twin]);
  const first = read(rows).rows[0]!.id;
  expect(outcomes('separate')).toEqual([
    ['create', null],
    ['create', null],
  ]);
  expect(outcomes('shared')).toEqual([
    ['create', null],
    ['same', first],
  ]);
  const { lists } = read(rows, answer(question!, 'shared'));
  const [one, other] = lists.findings.map(({ id }) => id);
  expect(lists.measures).toEqual([expect.objectContaining({ finding: one, alsoUnder: [other] })]);
});

test('an answer that fits no question is an error at its cell', () => {
  const rows = [['甲', '一', '张', '水务', null, '2024年9月前']];
  const [unit, due] = asked(rows);
  const { errors, rows: settled } = read(rows, { ...answer(unit!, '区花木局'), ...answer(due!, '2024-02-30') });
  expect(errors.map(({ column, code }) => `${column} ${code}`)).toEqual([
    '牵头单位 answer-wrong',
    '完成时限 answer-wrong',
  ]);
  expect(settled[0]?.outcome).toBe('error');
});

test('rows may move and numbers restart: the ids stay', () => {
  const rows = [
    ['甲', '一', '张', '区水务局', null, '2024-9-30'],
    ['甲', '二', '张', '区水务局', null, '2024-9-30'],
    ['乙', '三', '张', '区水务局', null, '2024-9-30'],
  ];
  const ids = (all: Made[][]) => new Map(read(all).rows.map(({ measure, id }) => [measure, id]));
  expect(ids([rows[2]!, rows[1]!, rows[0]!])).toEqual(ids(rows));
  const withOtherUnit = rows.map((row) => row.map((cell) => (cell === '区水务局' ? '区住建局' : cell)));
  expect(ids(withOtherUnit)).toEqual(ids(rows));
});

test('a renamed unit keeps the id it had in the record', () => {
  const known = { directory: { units: [{ id: 'u1', name: '区建设局', aliases: [] }], persons: [] }, measures: [] };
  const { lists, rows } = read([['甲', '一', '张', '区建设局', null, '2024-9-30']], {}, { known });
  expect(rows[0]).toMatchObject({ leadUnit: '区住建局' });
  expect(lists.directory.units.find(({ id }) => id === 'u1')).toEqual({
    id: 'u1',
    name: '区住建局',
    aliases: ['区建设局'],
  });
});

test('what runs already is no repetition: it is not asked again when rows move', () => {
  const rows = [
    ['甲', '健全制度', '张', '区水务局', null, '2024-9-30'],
    ['乙', '健全制度', '张', '区水务局', null, '2024-9-30'],
  ];
  const ids = read(rows).rows.map(({ id }) => id);
  const known = { directory: { units: [], persons: [] }, measures: ids };
  expect(read(rows, {}, { known }).rows.map(({ outcome }) => outcome)).toEqual(['create', 'create']);
});

test('columns under headers of their own are mapped by hand, and only by names that are known', () => {
  const rows: Made[][] = [
    ['毛病', '怎么改', '谁管', '哪家', '啥时候'],
    ['甲', '一', '张', '区水务局', '2024-9-30'],
  ];
  const files = [{ name: 'a.xlsx', bytes: xlsx([{ name: '表', rows }, units]) }];
  expect(readLists(files, options).errors.map(({ code }) => code)).toEqual(['no-list-found']);
  const columns = { 问题: '毛病', 整改措施: '怎么改', 牵头领导: '谁管', 牵头单位: '哪家', 完成时限: '啥时候' };
  expect(readLists(files, { ...options, columns }).rows[0]).toMatchObject({
    ...{ finding: '甲', measure: '一', leader: '张', leadUnit: '区水务局', doneDue: '2024-09-30', outcome: 'create' },
  });
  expect(() => readLists(files, { ...options, columns: { 天气: 'x' } })).toThrow(
    expect.objectContaining({ code: 'column-unknown' }),
  );
});

test('a plan or a team the campaign does not have is asked with those it has, and the row goes in meanwhile', () => {
  const named = (plan: string, team: string, answers: Answers = {}, places: ListOptions['places'] | null = known) => {
    const rows = [
      [...head, '方案', '专班'],
      ['甲', '一', '张', '区水务局', null, '2024-9-30', plan, team],
    ];
    const bytes = xlsx([{ name: '表', rows }, units]);
    return readLists([{ name: 'a.xlsx', bytes }], { ...options, answers, places: places ?? undefined }).rows[0]!;
  };
  const known = {
    plans: [{ id: 'xr', name: '选人用人专项检查' }],
    teams: ['党建专班', '民生专班'].map((name) => ({ id: name, name })),
  };
  expect(named('xr', '党建专班、民生专班')).toMatchObject({
    ...{ plan: '选人用人专项检查', team: '党建专班、民生专班', questions: [] },
  });
  expect(named('主方案', '')).toMatchObject({ plan: null, team: null, questions: [] });
  expect(named('没有的方案', '没有的专班', {}, null)).toMatchObject({ plan: '没有的方案', questions: [] });
  const row = named('选人用人检查', '民生保障专班');
  expect(row).toMatchObject({ plan: null, team: null, outcome: 'create' });
  expect(row.questions.map(({ kind, options: proposed }) => [kind, proposed.map(({ value }) => value)])).toEqual([
    ['plan', ['选人用人专项检查', 'main']],
    ['team', ['民生专班', '党建专班', 'none']],
  ]);
  const [plan, team] = row.questions;
  const settled = named('选人用人检查', '民生保障专班', {
    ...answer(plan!, '选人用人专项检查'),
    ...answer(team!, 'none'),
  });
  expect(settled).toMatchObject({ plan: '选人用人专项检查', team: null, questions: [], outcome: 'create' });
  expect(named('选人用人检查', '', answer(plan!, '第三方案')).outcome).toBe('error');
});

test('what waits for something else has no date until it has come: whoever 跟踪人 names is asked, or the office by answer', () => {
  const columns: Made[] = [...head, '跟踪人'];
  const waiting = (watcher: string | null, answers: Answers = {}) =>
    readLists(
      [
        {
          name: 'a.xlsx',
          bytes: xlsx([
            { name: '表', rows: [columns, ['甲', '一', '张', '区水务局', null, '待上级批复后', watcher]] },
            units,
          ]),
        },
      ],
      { ...options, answers },
    );
  const text = '待上级批复后';
  expect(waiting('区建设局').lists.measures[0]).toMatchObject({
    doneDue: null,
    condition: { text, watcher: `unit:${waiting('区建设局').lists.directory.units[1]!.id}` },
  });
  expect(waiting('整改办').lists.measures[0]!.condition).toEqual({ text, watcher: 'office' });
  expect(waiting('区水务局').errors.map(({ code, column }) => `${code} ${column}`)).toEqual(['own-item 跟踪人']);
  const [question] = waiting(null).rows[0]!.questions;
  expect(question!.options[0]!.value).toBe('watched');
  const settled = waiting(null, answer(question!, 'watched')).lists.measures[0];
  expect(settled).toMatchObject({ doneDue: null, condition: { text, watcher: 'office' } });
});
