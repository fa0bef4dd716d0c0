import { halfWidth } from '../halfWidth.ts';

/** A measure among several in one cell: its number there, and its text without the number. */
export type Part = { number: number; text: string };

const digits = '零一二三四五六七八九十';
const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';
/** The ways to number; the last only where a paragraph begins, because inside one 一是 parts a sentence. */
const styles: { mark: RegExp; paragraph?: true }[] = [
  { mark: /\((\d{1,2})\)[.、]?/g },
  { mark: /\(([一二三四五六七八九十]{1,3})\)[.、]?/g },
  { mark: /([①-⑳])[.、]?/g },
  // 1.5 is no number of a part, 1.2024年 is.
  { mark: /(\d{1,2})(?:\.(?!\d(?!\d{3}[年./-]))|[、)])/g },
  { mark: /([一二三四五六七八九十]{1,3})、/g, paragraph: true },
  { mark: /([一二三四五六七八九十]{1,2})是/g, paragraph: true },
];

/**
 * The measures of a cell that numbers several: 1. … 2. …, （1）…, ①…, 一是… at the beginning of paragraphs. The numbers
 * must begin with 1 and go up by one, and nothing may stand before the first but a line that ends in a colon, which is
 * put in front of each. Anything else is one measure.
 */
export function splitMeasures(text: string): Part[] {
  const plain = halfWidth(text);
  for (const { mark, paragraph } of styles) {
    const marks = sequence(plain, mark, paragraph === true);
    const first = marks[0];
    if (!first || marks.length < 2) continue;
    const intro = text.slice(0, first.from).trim();
    if (intro !== '' && !/[:\uff1a]$/.test(intro)) continue;
    const parts = marks.map(({ number, to }, i) => ({
      number,
      text: `${intro}${text.slice(to, marks[i + 1]?.from).trim()}`.replace(/[;\uff1b]$/, ''),
    }));
    if (parts.every((part) => part.text.length > intro.length + 1)) return parts;
  }
  return [{ number: 1, text }];
}

/** The marks that count 1, 2, 3 … and stand where a part can begin. */
function sequence(plain: string, mark: RegExp, paragraph: boolean) {
  const found: { number: number; from: number; to: number }[] = [];
  const begins = paragraph ? /(?:^|\n)\s*$/ : /(?:^|[\n;。:,])\s*$/;
  for (const match of plain.matchAll(mark)) {
    const number = numberOf(match[1]!);
    if (number !== found.length + 1 || !begins.test(plain.slice(Math.max(0, match.index - 20), match.index))) continue;
    found.push({ number, from: match.index, to: match.index + match[0].length });
  }
  return found;
}

function numberOf(mark: string): number {
  if (/^\d+$/.test(mark)) return Number(mark);
  const place = circled.indexOf(mark);
  if (place >= 0) return place + 1;
  const [, tens, ones] = /^([一二三四五六七八九]?)(?:十)([一二三四五六七八九]?)$/.exec(mark) ?? [];
  if (tens !== undefined) return (tens ? digits.indexOf(tens) : 1) * 10 + (ones ? digits.indexOf(ones) : 0);
  return mark.length === 1 ? digits.indexOf(mark) : -1;
}
