import { halfWidth } from '../halfWidth.ts';

/** A measure among several in one cell: its number there, and its text without the number. */
export type Part = { number: number; text: string };

const digits = '零一二三四五六七八九十';
const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';
/** Where a part can begin: anywhere, after a stop, or with a paragraph. */
const begins = { anywhere: /$/, afterStop: /(?:^|[\n;。:,])\s*$/, paragraph: /(?:^|\n)\s*$/ };
/** The ways to number; 一是 only where a paragraph begins, because inside one it parts a sentence. */
const styles: { mark: RegExp; where: RegExp }[] = [
  { mark: /\((\d{1,2})\)[.、]?/g, where: begins.anywhere },
  { mark: /\(([一二三四五六七八九十]{1,3})\)[.、]?/g, where: begins.anywhere },
  { mark: /([①-⑳])[.、]?/g, where: begins.anywhere },
  // 1.5 is no number of a part, 1.2024年 is.
  { mark: /(\d{1,2})(?:\.(?!\d(?!\d{3}[年./-]))|[、)])/g, where: begins.afterStop },
  { mark: /([一二三四五六七八九十]{1,3})、/g, where: begins.paragraph },
  { mark: /([一二三四五六七八九十]{1,2})是/g, where: begins.paragraph },
];

/**
 * The measures of a cell that numbers several: 1. … 2. …, （1）…, ①…, 一是… at the beginning of paragraphs. The numbers
 * must begin with 1 and go up by one, and nothing may stand before the first but a line that ends in a colon, which is
 * put in front of each. Anything else is one measure.
 */
export function splitMeasures(text: string): Part[] {
  const plain = halfWidth(text);
  const found = styles
    .map(({ mark, where }) => sequence(plain, mark, where))
    .filter((marks) => marks.length > 1)
    // The outer numbering is the one that begins first: 1. …（1）…（2）… 2. … are two.
    .sort((one, other) => one[0]!.from - other[0]!.from);
  const [marks] = found;
  const intro = text.slice(0, marks?.[0]?.from).trim();
  if (!marks || (intro !== '' && !/[:\uff1a]$/.test(intro))) return [{ number: 1, text }];
  const parts = marks.map(({ number, to }, i) => ({
    number,
    text: `${intro}${text.slice(to, marks[i + 1]?.from).trim()}`.replace(/[;\uff1b]$/, ''),
  }));
  return parts.every((part) => part.text.length > intro.length + 1) ? parts : [{ number: 1, text }];
}

/** The marks that count 1, 2, 3 … and stand where a part can begin. */
function sequence(plain: string, mark: RegExp, where: RegExp) {
  const found: { number: number; from: number; to: number }[] = [];
  for (const match of plain.matchAll(mark)) {
    const number = numberOf(match[1]!);
    if (number !== found.length + 1 || !where.test(plain.slice(Math.max(0, match.index - 20), match.index))) continue;
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
