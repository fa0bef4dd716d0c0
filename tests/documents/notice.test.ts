import { expect, test } from 'vitest';
import { decodeText } from '../../documents/in/notice/decode.ts';
import { readNotice } from '../../documents/in/notice/notice.ts';

const opening = '2024年1月8日至3月1日，市委第三巡察组对青禾区开展了巡察，3月28日反馈了意见。';
const notice = (...lines: string[]) => readNotice([opening, ...lines, '2024年9月30日'].join('\n'));
const shape = (read: ReturnType<typeof readNotice>) =>
  read.findings.map(({ title, measures }) => [title, ...measures.map(({ mark }) => mark)]);
const codes = (read: ReturnType<typeof readNotice>) => read.doubts.map(({ line, code }) => `${line} ${code}`);

test('the same signs stand for other levels in another document', () => {
  const read = notice(
    '一、整改情况',
    '1.民生短板较多',
    '（一）关于“路灯不亮”问题的整改',
    '1.修好路灯三十盏。',
    '2.每周巡查一次。',
    '（二）关于“井盖松动”问题的整改',
    '1.更换井盖。',
    '2.作风不实',
    '（一）关于“会议过多”问题的整改',
    '1.合并例会。',
    '二、下一步打算',
    '1.继续努力。',
  );
  expect(shape(read)).toEqual([
    ['路灯不亮', '1.', '2.'],
    ['井盖松动', '1.'],
    ['会议过多', '1.'],
  ]);
  expect(read.findings.map(({ section }) => section)).toEqual([
    '整改情况 / 民生短板较多',
    '整改情况 / 民生短板较多',
    '整改情况 / 作风不实',
  ]);
  expect(codes(read)).toEqual([]);
});

test('一是 and 二是 inside a paragraph are not split, a lower level belongs to the measure above', () => {
  const read = notice(
    '1.关于“路灯不亮”问题的整改。',
    '(1)一是修好路灯。二是每周巡查。',
    '①云溪镇二十盏。',
    '②白露镇十盏。',
    '(2)建立台账。',
    '2.关于“井盖松动”问题的整改。',
    '更换井盖，一是城区先行，二是乡镇跟进。',
  );
  expect(shape(read)).toEqual([
    ['路灯不亮', '(1)', '(2)'],
    ['井盖松动', ''],
  ]);
  expect(read.findings[0]?.measures[0]?.text.split('\n')).toHaveLength(3);
  expect(codes(read)).toEqual([]);
});

test('a paragraph without a number among numbered measures is kept and is a doubt', () => {
  const read = notice(
    '1.关于“路灯不亮”问题的整改。',
    '区里高度重视。',
    '(1)修好路灯。',
    '电费由区财政承担。',
    '(2)每周巡查。',
    '另行采购备件。',
    '2.关于“井盖松动”问题的整改。',
    '(1)更换井盖。',
  );
  expect(shape(read)).toEqual([
    ['路灯不亮', '(1)', '(2)', ''],
    ['井盖松动', '(1)'],
  ]);
  expect(read.findings[0]?.measures[0]?.text).toContain('电费');
  expect(codes(read)).toEqual(['3 notice-unnumbered', '5 notice-unnumbered', '7 notice-unnumbered']);
});

test('a heading glued to its first paragraph or to the paragraph before is cut off', () => {
  const read = notice(
    '1.关于“路灯不亮”问题的整改。修好路灯三十盏。',
    '2.关于“井盖松动”问题的整改。',
    '更换井盖。3.关于“会议过多”问题的整改。',
    '合并例会。',
  );
  expect(shape(read)).toEqual([
    ['路灯不亮', ''],
    ['井盖松动', ''],
    ['会议过多', ''],
  ]);
  expect(codes(read)).toEqual(['2 notice-heading-fused', '4 notice-heading-fused']);
});

test('quotes that do not pair, a blank before 问题 and nested quotes are read', () => {
  const read = notice(
    '1.关于“‘三公’经费超支”  问题的整改。',
    '停止超支。',
    '2. 关于“井盖松动问题的整改。',
    '更换井盖。',
    '4.关于会议过多问题的整改',
    '合并例会。',
  );
  expect(read.findings.map(({ title }) => title)).toEqual(['‘三公’经费超支', '井盖松动', '会议过多']);
  expect(codes(read)).toEqual(['4 notice-quote-unclosed', '6 notice-number-skipped']);
});

test('a sentence about a problem is no heading', () => {
  const read = notice('1.关于“路灯不亮”问题的整改。', '(1)针对备件不足问题，采购灯头。', '(2)解决群众反映的问题。');
  expect(shape(read)).toEqual([['路灯不亮', '(1)', '(2)']]);
});

test('a finding without a measure, and a text without findings, are said', () => {
  expect(codes(notice('1.关于“路灯不亮”问题的整改。'))).toEqual(['2 notice-finding-empty']);
  expect(codes(readNotice('今天天气很好。'))).toContain('1 notice-no-findings');
  expect(readNotice('').findings).toEqual([]);
});

test('a stated count that differs is a doubt, one that agrees is none', () => {
  const body = ['1.关于“路灯不亮”问题的整改。', '修好路灯。'];
  expect(codes(notice('梳理1个问题，制定整改措施1条。', ...body))).toEqual([]);
  expect(codes(notice('梳理2个问题，制定整改措施5条。', ...body))).toEqual([
    '2 notice-findings-differ',
    '2 notice-measures-differ',
  ]);
});

test('a date of the feedback without a year takes the year before it, rolling over the new year', () => {
  const read = readNotice('2023年9月1日至12月20日，省委第一巡视组对青禾区进行了巡视，1月15日反馈了意见。');
  expect(read).toMatchObject({ feedbackOn: '2024-01-15', inspector: '省委第一巡视组', place: '青禾区' });
});

test('a .txt in GB18030 is read like one in UTF-8', () => {
  expect(decodeText(Buffer.from('整改', 'utf8'))).toBe('整改');
  expect(decodeText(Buffer.from([0xd5, 0xfb, 0xb8, 0xc4]))).toBe('整改');
});
