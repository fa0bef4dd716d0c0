import { describe, expect, test } from 'vitest';
import { chineseCalendar } from '../../../activities/calendar/chineseCalendar.ts';
import { readDeadline } from '../../../domain/calendar/deadline/readDeadline.ts';
import { rules } from '../../../domain/calendar/deadline/rules.ts';
import { sayDeadline } from '../../../words/deadline.ts';
import { inventedCases, seedCases } from './deadline.cases.ts';

const calendar = chineseCalendar();
const cases = [...seedCases, ...inventedCases];

describe('why a deadline was read so', () => {
  test('the sentence quotes the words and says where the year came from', () => {
    const why = (text: string, on: string) => readDeadline(text, { on, calendar, say: sayDeadline('zh-CN') }).why;
    expect(why('9月底前完成', '2024-03-01')).toBe('“9月底前”取当月最后一天；年份取自成文日期。');
    expect(why('2024年9月底前完成', '2024-03-01')).toBe('“2024年9月底前”取当月最后一天。');
    expect(why('2月底前完成', '2024-12-10')).toBe('“2月底前”取当月最后一天；当年已过，年份取次年。');
    expect(why('春节前完成', '2024-11-01')).toBe('“春节前”取节日（2025-01-29）的前一天；当年已过，年份取次年。');
  });

  test.each(['zh-CN', 'en'] as const)('in %s no sentence is left with a blank', (language) => {
    for (const { text, on, feedback } of cases) {
      const { why, readings } = readDeadline(text, { on, feedback, calendar, say: sayDeadline(language) });
      for (const sentence of [why, ...readings.map((reading) => reading.why)])
        expect(sentence, text).not.toMatch(/[{}]|undefined/);
    }
  });

  test('every rule is used by some case', () => {
    const used = cases.flatMap(({ text, on, feedback }) => {
      const read = readDeadline(text, { on, feedback, calendar });
      return [read.rule, ...read.readings.map(({ rule }) => rule)];
    });
    expect(rules.filter((rule) => !used.includes(rule))).toEqual([]);
  });
});
