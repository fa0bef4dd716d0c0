import { describe, expect, test } from 'vitest';
import { readNotice } from '../../documents/in/notice/notice.ts';
import { readSeed, seedsAreHere } from './seeds.ts';

// The line numbers below were read in the texts, not taken from the parser.

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
const without = (lines: number[], ...others: number[][]) => lines.filter((line) => !others.flat().includes(line));

function read(number: string) {
  const notice = readNotice(readSeed(number));
  const measures = notice.findings.flatMap(({ measures }) => measures);
  return {
    notice,
    headings: notice.findings.map(({ line }) => line),
    measures: measures.map(({ line }) => line),
    codes: notice.doubts.map(({ line, code }) => `${line} ${code}`),
  };
}

describe.skipIf(!seedsAreHere)('the published notices', () => {
  test('001: 15 sections, 47 findings and 102 measures, 16 fewer than it states', () => {
    const sections = [8, 22, 41, 55, 74, 87, 98, 107, 115, 130, 135, 146, 155, 163, 168];
    const findings = [
      9, 12, 15, 19, 23, 27, 31, 36, 42, 47, 49, 53, 56, 60, 62, 66, 68, 75, 78, 81, 84, 88, 92, 94, 99, 102, 105, 108,
      111, 113, 116, 119, 124, 127, 131, 133, 136, 141, 143, 147, 150, 153, 156, 159, 161, 164, 169,
    ];
    const { notice, headings, measures, codes } = read('001');
    expect(headings).toEqual(findings);
    expect(measures).toEqual(without(range(8, 171), sections, findings));
    expect([headings.length, measures.length]).toEqual([47, 102]);
    expect(new Set(notice.findings.map(({ section }) => section)).size).toBe(15);
    expect(codes).toEqual(['6 notice-measures-differ']);
    expect(notice).toMatchObject({
      place: '苏州市相城区',
      inspector: '省委第八巡视组',
      feedbackOn: '2019-12-30',
      noticeOn: '2020-04-27',
    });
    expect(notice.findings[6]?.title).toBe('落实‘共抓大保护、不搞大开发’存在差距');
    expect(notice.findings[9]?.measures[0]).toMatchObject({ mark: '', line: 48 });
    expect(notice.findings[0]?.measures.map(({ mark }) => mark)).toEqual(['一是', '二是']);
  });

  test('000: two sections whose numbers both begin at 1, 47 findings and 91 measures', () => {
    const findings = [
      ...[9, 13, 15, 18, 20, 22, 24, 26, 28, 30, 32, 34],
      ...[37, 40, 43, 45, 47, 50, 54, 56, 59, 62, 64, 69, 74, 76, 79, 81, 83, 85, 88, 92, 95, 97, 100, 105, 110, 114],
      ...[116, 119, 123, 127, 131, 136, 138, 142, 146],
    ];
    const { notice, headings, measures, codes } = read('000');
    expect(headings).toEqual(findings);
    expect(measures).toEqual(without(range(8, 147), [8, 36], findings));
    expect([headings.length, measures.length]).toEqual([47, 91]);
    expect(notice.findings.filter(({ no }) => no === '1')).toHaveLength(2);
    expect(codes).toEqual(['4 notice-measures-differ']);
    expect(notice).toMatchObject({ place: '吴中区', feedbackOn: '2023-10-11', noticeOn: '2024-03-15' });
  });

  test('002: printed twice and read once, a flat list of 56 findings and 141 measures', () => {
    const findings = [
      19, 25, 31, 39, 51, 57, 65, 73, 83, 89, 99, 105, 111, 119, 125, 129, 139, 145, 157, 167, 177, 183, 193, 199, 205,
      209, 215, 219, 229, 237, 245, 249, 253, 257, 265, 271, 281, 289, 295, 305, 317, 325, 333, 339, 345, 353, 359, 363,
      367, 371, 379, 385, 391, 395, 401, 407,
    ];
    const { notice, headings, measures, codes } = read('002');
    expect(headings).toEqual(findings);
    expect(measures).toEqual(without(range(19, 411, 2), findings));
    expect([headings.length, measures.length]).toEqual([56, 141]);
    expect(new Set(notice.findings.map(({ section }) => section))).toEqual(new Set(['整改任务推进落实情况']));
    expect(codes).toEqual(['429 notice-printed-twice']);
    expect(notice).toMatchObject({ feedbackOn: '2023-11-07', noticeOn: '2024-05-07' });
    expect(notice.title).toMatch(/情况的通报$/);
  });

  test('003: its headings are lost in reprinting, 34 findings and 171 measures are left, each loss a doubt', () => {
    const restarts = [
      6, 10, 15, 17, 20, 28, 35, 41, 48, 51, 57, 61, 66, 76, 81, 92, 97, 100, 106, 109, 116, 120, 123, 125, 128, 132,
      140, 147, 151, 155, 158, 160, 169, 173,
    ];
    const glued = [9, 131];
    const { notice, headings, measures, codes } = read('003');
    expect(headings).toEqual(restarts.map((line) => (glued.includes(line - 1) ? line - 1 : line)));
    expect(measures).toEqual(range(6, 176));
    expect([headings.length, measures.length]).toEqual([34, 171]);
    expect(notice.findings.filter(({ title }) => title !== '').map(({ line }) => line)).toEqual(glued);
    expect(codes.filter((code) => code.endsWith('heading-lost'))).toHaveLength(32);
    expect(codes.filter((code) => !code.endsWith('heading-lost'))).toEqual([
      '2 notice-findings-differ',
      '2 notice-measures-differ',
      '9 notice-heading-fused',
      '40 notice-unnumbered',
      '101 notice-number-skipped',
      '127 notice-number-skipped',
      '131 notice-heading-fused',
      '161 notice-number-skipped',
      '163 notice-number-inside',
      '164 notice-number-skipped',
      '177 notice-end-guessed',
      '181 notice-date-missing',
    ]);
    expect(notice).toMatchObject({ place: '张家港市', feedbackOn: '2023-04-07', noticeOn: null });
  });
});
