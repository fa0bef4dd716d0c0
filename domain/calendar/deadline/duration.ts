import { addWorkdays, type Calendar, workdayReason } from '../calendar.ts';
import { addDays, addMonths, type Day } from '../day.ts';
import type { Family, Mention, Settled, Span } from './mention.ts';
import type { DeadlineContext } from './reading.ts';
import type { Rule } from './rules.ts';
import { findAll, numeral, regex } from './text.ts';

const pattern = regex(
  '(?<![\\d月年.〇一二三四五六七八九十第每])(?<n>\\d{1,3}|[一二三四五六七八九十两]{1,3}|半)个?(?<half>半)?' +
    '(?<unit>工作日|自然日|日历日|日|天|月|周|星期|年|季度|小时)(?:的?时间)?(?<within>之内|以内|内)?(?![审控部容涵外设需])',
);

/** What the words before a count hang it on, the first that fits. */
const anchors: [RegExp, 'feedback' | 'writing' | 'previous' | 'past' | 'label' | 'none' | 'event'][] = [
  [/(?:近|最近|过去|前|此前|连续|每|至少|不少于|不足|满)$/, 'past'],
  [/[^,;。]{0,4}反馈(?:意见|问题|情况|结果)?(?:之日|当日|当天)?(?:之后|以后|后|起|起算)的?$/, 'feedback'],
  [
    /(?:^|[,;。])(?:自|从)?(?:本|该)?(?:印发|下发|发布)之日起的?$|(?:(?:收到|接到|自)?[^,;。]{0,4}(?:通知|交办单?|本方案|清单|来文|文件|函)(?:印发|下发|发布)?(?:之日|当日)?(?:之后|以后|后|起)|即日起|今后|未来|今起)的?$/,
    'writing',
  ],
  [/(?:之后|此后|随后|其后)的?$/, 'previous'],
  [/(?:工期|历时|为期|用时)(?:为|约|:)?$/, 'event'],
  [/(?:期限|时限|限期|周期)(?:为|是|:)*$/, 'label'],
  [/(?<event>[^,;。\d]{1,12}?)(?:之日|当日)?(?:之后|以后|后|起)的?$/, 'event'],
  [/$/, 'none'],
];

/**
 * A count from something: 收到反馈后15个工作日内, 三个月内, 元旦后一个月内. The first day is not counted, and months end on
 * the same day of the month (民法典 art. 201–202).
 */
export const duration: Family = (text, context) =>
  [...findAll(pattern, text)].flatMap(({ from, to, groups }): Mention[] => {
    const count = countOf(groups.n!, groups.half !== undefined, groups.unit!);
    // a month needs its 个, else it is a month's name: 三月 is March, 三个月 are three
    if (count === null || (groups.unit === '月' && !text.slice(from, to).includes('个'))) return [];

    const head = text.slice(Math.max(0, from - 24), from);
    const [words, anchor] = anchors
      .map(([regex, name]) => [regex.exec(head)?.[0], name] as const)
      .find(([found]) => found !== undefined)!;
    if (anchor === 'past' || (anchor === 'none' && !groups.within && to - from < text.length)) return [];

    const add = (day: Day) => count(day, context.calendar);
    const base = { from: from - words!.length, to, year: 0, limit: true };
    if (anchor === 'event')
      return [{ ...base, from, spans: (_, previous) => fromEvent(text, from, previous, add), conditional: true }];
    return [
      { ...base, spans: (_, previous) => spansOf(anchor, text.slice(previous?.to ?? 0, from), previous, context, add) },
    ];
  });

type Add = (day: Day) => { day: Day; provisional: boolean };

function spansOf(
  anchor: string,
  between: string,
  previous: Settled | null,
  context: DeadlineContext,
  add: Add,
): Span[] {
  const { on, feedback } = context;
  const hangsOnPrevious = anchor === 'previous' || /^(?:的|开始|起)?$/.test(between);
  if (previous && hangsOnPrevious) return anchorsOf(previous).map((day) => counted(day, add, 'count-from-date'));
  if (anchor === 'feedback')
    return feedback
      ? [counted(feedback, add, 'count-from-feedback')]
      : [{ start: null, end: null, rule: 'feedback-missing' }];
  const fromWriting = counted(on, add, 'count-from-writing');
  if (anchor === 'writing' || feedback === undefined || feedback === on) return [fromWriting];
  return [counted(feedback, add, 'count-from-feedback'), fromWriting];
}

/** “招标完成后三个月内”: no calendar knows that day, unless the sentence names its limit just before. */
function fromEvent(text: string, from: number, previous: Settled | null, add: Add): Span[] {
  if (previous === null) return [];
  if (/^(?:之?后|以后|起|之日起|开始)?的?$/.test(text.slice(previous.to, from)))
    return anchorsOf(previous).map((day) => counted(day, add, 'count-from-date'));
  return anchorsOf(previous)
    .slice(-1)
    .map((day) => ({ ...counted(day, add, 'count-from-date'), conditional: true }));
}

function anchorsOf(previous: Settled): Day[] {
  const days = previous.spans.flatMap((span) => span.anchors ?? [span.start, span.end]);
  return [...new Set(days.filter((day) => day !== null))];
}

function counted(from: Day, add: Add, rule: Rule): Span {
  const { day, provisional } = add(from);
  return { start: from, end: day, rule, facts: { from }, provisional };
}

function countOf(
  n: string,
  half: boolean,
  unit: string,
): ((day: Day, calendar: Calendar) => { day: Day; provisional: boolean }) | null {
  const number = n === '半' ? 0.5 : (numeral(n) ?? 0) + (half ? 0.5 : 0);
  const sure = (day: Day) => ({ day, provisional: false });
  if (number === 0) return null;
  switch (unit) {
    case '工作日':
      return Number.isInteger(number)
        ? (day, calendar) => {
            const end = addWorkdays(calendar, day, number);
            return { day: end, provisional: workdayReason(calendar, end).provisional };
          }
        : null;
    case '年':
      return number > 15 ? null : (day) => sure(addMonths(day, number * 12));
    case '季度':
      return Number.isInteger(number) ? (day) => sure(addMonths(day, number * 3)) : null;
    case '月':
      // 半个月 are fifteen days
      return (day) => sure(addDays(addMonths(day, Math.floor(number)), Number.isInteger(number) ? 0 : 15));
    case '周':
    case '星期':
      return Number.isInteger(number) ? (day) => sure(addDays(day, number * 7)) : null;
    case '小时':
      return (day) => sure(addDays(day, Math.ceil(number / 24)));
    default:
      return (day) => sure(addDays(day, Math.ceil(number)));
  }
}
