import type { Day } from '../../../domain/calendar/day.ts';
import { numeral } from '../../../domain/calendar/deadline/text.ts';
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

/** Dates in Chinese numerals (二〇一七年十月九日) in figures. */
function inFigures(text: string): string {
  const figures = (number: string) => String(numeral(number.replace(/[○Ｏ]/g, '〇')) ?? number);
  return text
    .replace(/([一二][〇○零一二三四五六七八九]{3})(?=年)/g, (_, year: string) => figures(year))
    .replace(/(?<=年|月|^|[,。])([一二三四五六七八九十]{1,3})(?=[月日])/g, (_, number: string) => figures(number));
}

export function readFrame(paragraphs: Paragraph[]): Frame {
  const texts = paragraphs.map(({ text }) => inFigures(halfWidth(text)));
  const opening = texts.find((text) => /反馈/.test(text) && /月\d{1,2}日/.test(text)) ?? '';
  const title = readTitle(paragraphs);
  return {
    title,
    place: readPlace(opening, title),
    inspector: inspectorShape.exec(opening)?.[0] ?? null,
    feedbackOn: feedbackDay(opening),
    noticeOn: noticeDay(texts),
  };
}

/** The title among the first paragraphs, which on a site are menus; its two halves where it was broken. */
function readTitle(paragraphs: Paragraph[]): string | null {
  const at = paragraphs.slice(0, 60).findIndex(({ text, mark, heading }) => {
    const short = mark === null && heading === null && text.length <= 80 && !/[。，,：:>＞»]/.test(text);
    return short && /整改|巡视|巡察/.test(text) && /(?:通报|公告|公示|情况|报告)(?:[(（].{1,12}[)）])?$/.test(text);
  });
  if (at === -1) return null;
  const { text } = paragraphs[at]!;
  const above = paragraphs[at - 1]?.text ?? '';
  const broken = /^(?:中共)?[^\s。，,：:>]{2,30}(?:委员会|党组|党委|工委)$/.test(above) && /^关于/.test(text);
  return broken ? `${above}${text}` : text;
}

/** Whom the inspection was of; where the text only says 经开区, the title says which. */
function readPlace(opening: string, title: string | null): string | null {
  const place = placeShape.exec(opening)?.[1] ?? null;
  const generic = place !== null && /^(?:该|我|本)|^(?:经开|高新|开发|新)区$/.test(place);
  const named = /^(?:中共)?(.{2,30}?)(?:党工委|党委|党组|工作委员会|委员会|区委|市委|县委)?关于/.exec(title ?? '')?.[1];
  return generic ? (named ?? place) : place;
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
  const signed = texts.findLast((text) => /^\d{4}年\d{1,2}月\d{1,2}日$/.test(text.replace(/\s/g, '')));
  const printed = texts
    .slice(0, 60)
    .map((text) => /(?:时间|日期):\s*(\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2})/.exec(text)?.[1])
    .find(Boolean);
  const numbers = (signed ?? printed ?? '').match(/\d+/g);
  return numbers ? writtenDay(+numbers[0]!, +numbers[1]!, +numbers[2]!) : null;
}
