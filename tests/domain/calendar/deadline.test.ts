import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chineseCalendar } from '../../../activities/calendar/chineseCalendar.ts';
import { dayFrom, dayNumber, isDay } from '../../../domain/calendar/day.ts';
import { readDeadline } from '../../../domain/calendar/deadline/readDeadline.ts';
import { type DeadlineCase, inventedCases, seedCases } from './deadline.cases.ts';
import { moreCases } from './deadline.more.cases.ts';
import { negativeCases } from './deadline.negative.cases.ts';
import { thirdCases } from './deadline.third.cases.ts';

const calendar = chineseCalendar();

function check({ text, on, feedback, kind, due, start }: DeadlineCase) {
  const read = readDeadline(text, { on, feedback, calendar });
  expect({ kind: read.kind, due: read.due, start: read.start }, JSON.stringify(read, null, 1)).toEqual({
    kind,
    due,
    start,
  });
}

describe('deadline phrases of the notices', () => {
  test.each(seedCases)('$at “$text” → $kind $due', check);
});

describe('deadline phrases made up to break the reader', () => {
  test.each(inventedCases)('“$text” on $on → $kind $due', check);
});

describe('more phrases in the manner of lists and notices', () => {
  test.each([...moreCases, ...thirdCases])('“%s” on %s', (text, on, feedback, kind, due, start) => {
    const read = readDeadline(text, { on, feedback: feedback ?? undefined, calendar });
    expect([read.kind, read.due], JSON.stringify(read, null, 1)).toEqual([kind, due]);
    if (start !== undefined) expect(read.start).toBe(start);
  });
});

test('in a report a date without a word of planning or limiting sets none, one with such a word does', () => {
  const read = (text: string) => readDeadline(text, { on: '2024-03-15', calendar, reports: true });
  expect(read('11月15日，召开专题民主生活会')).toMatchObject({ kind: 'none', due: null });
  expect(read('第四季度举办会展418场')).toMatchObject({ kind: 'none', due: null });
  expect(read('2025年全面达到指导价')).toMatchObject({ kind: 'date', due: '2025-12-31' });
  expect(read('将于11月15日召开推进会')).toMatchObject({ kind: 'date', due: '2024-11-15' });
  expect(read('11月15日前办结')).toMatchObject({ kind: 'date', due: '2024-11-15' });
});

describe('what is no deadline', () => {
  test.each(negativeCases)('“%s” → %s', (text, kind) => {
    const read = readDeadline(text, { on: '2024-03-01', calendar });
    expect([read.kind, read.due], JSON.stringify(read, null, 1)).toEqual([kind, null]);
  });
});

const day = fc.integer({ min: dayNumber('2015-01-01'), max: dayNumber('2035-12-31') }).map(dayFrom);
const token = fc.constantFrom(
  ...'2024年 二〇二四年 24年 今年 明年 次年 本月 下月 9月 十二月 2月 13月 元月 底 末 初 上旬 中旬 下旬 30日 31号 三十日 9.30 2024.2.30 2024-09-30 20240230'.split(
    ' ',
  ),
  ...'前 之前 内 后 起 至 到 - 、 , ; 。 （ ） 《 》 “ ” 三季度 前三季度 上半年 年底 年内 年前 月底 元旦 春节 清明 端午 中秋 国庆 五一 节'.split(
    ' ',
  ),
  ...'收到反馈后 15个工作日 三个月 半个月 三年 集中整改期 每月 每年 两次 立行立改 持续推进 长期坚持 待批复后 同步 与 已 计划 将于 完成 开工 延期至 提前至'.split(
    ' ',
  ),
  ...'45565 9/8/2024 ９月 ⽉ ① \n 0 99 9999年 〇 十 其中 即日起 之后 取得成效 下周五 截止 以来 左右'.split(' '),
);

describe('on any mixture of words', () => {
  test('reading never throws and never names a day that does not exist', () => {
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 12 }),
        day,
        fc.option(day, { nil: undefined }),
        (tokens, on, feedback) => {
          const text = tokens.join('');
          const read = readDeadline(text, { on, feedback, calendar });
          for (const named of [read.due, read.start, ...read.readings.map(({ due }) => due)])
            if (named !== null) expect(isDay(named), `${named} in ${text}`).toBe(true);
          expect(read.kind === 'date', text).toBe(read.due !== null);
          expect(text).toContain(read.quote);
          if (read.due !== null && read.start !== null)
            expect(read.start <= read.due, `${read.start}-${read.due} in ${text}`).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('any text at all is read without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(readDeadline(text, { on: '2024-03-01', calendar }).quote.length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  test('a hundred thousand characters without a full stop are read to their end', () => {
    const text = '2024年9月30日前待与收到反馈后十五个工作日内第一二三四季度'.repeat(3_000);
    expect(readDeadline(text, { on: '2024-03-01', calendar }).quote).not.toBe('');
  });
});
