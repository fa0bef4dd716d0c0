import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dataFolder, documentOf, xiaohao } from './terminal.ts';

const data = dataFolder();
afterAll(data.remove);

const notice = `2024年1月8日至3月1日，市委第三巡察组对青禾区开展了巡察，3月28日反馈了意见。反馈的2个问题已完成整改1个。
一、整改情况
1.关于“路灯不亮”问题的整改
(1)修好路灯三十盏。2024年12月底前再修二十盏。
(2)长期坚持每周巡查。
3.关于“井盖松动”问题的整改
更换井盖四十套。
2024年9月30日`;

test('a notice is answered with every field, by line', async () => {
  const file = join(data.path, 'notice.txt');
  writeFileSync(file, notice);
  const said = await xiaohao(['read', file, '--json'], data.path);
  const document = documentOf(said);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(Object.keys(document)).toEqual('title place inspector feedbackOn noticeOn stated findings doubts'.split(' '));
  expect(document).toMatchObject({
    ...{ title: null, place: '青禾区', inspector: '市委第三巡察组', feedbackOn: '2024-03-28', noticeOn: '2024-09-30' },
    stated: { findings: 2, done: 1, ongoing: null, measures: null, measuresDone: null, rate: null },
    findings: [
      { no: '1', section: '整改情况', title: '路灯不亮', line: 3, measures: [{ mark: '(1)', line: 4 }, { line: 5 }] },
      { no: '3', measures: [{ mark: '', text: '更换井盖四十套。', line: 7, deadlines: [] }] },
    ],
    doubts: [{ line: 6, code: 'notice-number-skipped' }],
  });
  const [{ measures }] = document.findings as [{ measures: { deadlines: object[] }[] }];
  expect(measures.map(({ deadlines }) => deadlines)).toEqual([
    [expect.objectContaining({ kind: 'date', due: '2024-12-31', quote: '2024年12月底前', readings: [] })],
    [expect.objectContaining({ kind: 'longTerm', due: null })],
  ]);
  const lines = (await xiaohao(['read', file], data.path)).stdout;
  expect(lines).toContain('notice-number-skipped');
});

test('a text that is no notice is answered, and refused', async () => {
  const file = join(data.path, 'weather.txt');
  writeFileSync(file, '今天天气很好。');
  const said = await xiaohao(['read', file, '--json'], data.path);
  expect(documentOf(said)).toMatchObject({ findings: [], error: { code: 'notice-no-findings' } });
  expect(said.code).toBe(1);
});
