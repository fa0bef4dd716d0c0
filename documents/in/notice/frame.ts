import type { Day } from '../../../domain/calendar/day.ts';
import { writtenDay } from '../day.ts';
import { halfWidth } from '../halfWidth.ts';
import type { Paragraph } from './paragraphs.ts';

/** What a notice says of itself; null where it does not. */
export type Frame = {
  title: string | null;
  place: string | null;
  inspector: string | null;
  feedbackOn: Day | null;
  noticeOn: Day | null;
};

const inspectorShape =
  /(?:中央|[\u4e00-\u9fa5]{0,4}[省市区县州盟]委)第[一二三四五六七八九十\d]+(?:联动)?(?:巡视|巡察)组/;
const placeShape =
  /对([\u4e00-\u9fa5]{2,20}?)(?:党工委|党委|党组|区委|市委|县委)?(?:开展|进行)了?[\u4e00-\u9fa5]{0,4}(?:巡视|巡察)/;

export function readFrame(paragraphs: Paragraph[]): Frame {
  const texts = paragraphs.map(({ text }) => halfWidth(text));
  const opening = texts.find((text) => /反馈/.test(text) && /月\d{1,2}日/.test(text)) ?? '';
  const head = paragraphs[0]?.text ?? '';
  return {
    title: head.length <= 80 && !head.includes('。') && /(?:通报|公告|情况|报告)$/.test(head) ? head : null,
    place: placeShape.exec(opening)?.[1] ?? null,
    inspector: inspectorShape.exec(opening)?.[0] ?? null,
    feedbackOn: feedbackDay(opening),
    noticeOn: noticeDay(texts),
  };
}

/** The first date that is followed by 反馈 before the next date; a date without a year takes the one before it. */
function feedbackDay(text: string): Day | null {
  let previous: Day | null = null;
  for (const match of text.matchAll(/(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日([^\d。]*)/g)) {
    const [, written, month = '', date = '', after = ''] = match;
    const year: number | null = written ? Number(written) : previous ? Number(previous.slice(0, 4)) : null;
    if (year === null) continue;
    let day: Day | null = writtenDay(year, +month, +date);
    if (day && previous && !written && day < previous) day = writtenDay(year + 1, +month, +date);
    if (day && after.includes('反馈')) return day;
    previous = day ?? previous;
  }
  return null;
}

/** The date under the signature, else the date of publication that reprints put at the top. */
function noticeDay(texts: string[]): Day | null {
  const signed = texts.findLast((text) => /^\d{4}年\d{1,2}月\d{1,2}日$/.test(text));
  const printed = texts.slice(0, 5).find((text) => /^(?:发布)?(?:时间|日期):\s*\d{4}-\d{1,2}-\d{1,2}/.test(text));
  const numbers = (signed ?? printed ?? '').match(/\d+/g);
  return numbers ? writtenDay(+numbers[0]!, +numbers[1]!, +numbers[2]!) : null;
}
