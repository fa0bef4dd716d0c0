import { halfWidth } from '../halfWidth.ts';

/** The families of numbering a paragraph can open with; which level each stands for is learned from the document. */
export type MarkStyle = 'han' | 'hanBracket' | 'number' | 'bracket' | 'circle' | 'point' | 'ordinal';

/** The number a paragraph opens with: as printed, its family, its value, and what follows it. */
export type Mark = { printed: string; style: MarkStyle; value: number; rest: string };

const digits = '一二三四五六七八九';
const han = '[一二三四五六七八九十]{1,4}';
const circles = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

const shapes: [MarkStyle, RegExp][] = [
  ['hanBracket', new RegExp(`^\\(\\s*(${han})\\s*\\)`)],
  ['bracket', /^\(?\s*(\d{1,3})\s*\)/],
  ['point', new RegExp(`^(${han})是`)],
  ['ordinal', new RegExp(`^第(${han})[,、]`)],
  ['han', new RegExp(`^(${han})\\s*、`)],
  // Not the "1." of "1.5万元".
  ['number', /^(\d{1,3})\s*(?:\.(?!\d)|、)/],
  ['circle', new RegExp(`^([${circles}])`)],
];

/** The mark at the start of a paragraph, or null: plain text. */
export function readMark(text: string): Mark | null {
  const plain = halfWidth(text);
  for (const [style, shape] of shapes) {
    const match = shape.exec(plain);
    if (match?.[1] === undefined) continue;
    return {
      printed: text.slice(0, match[0].length),
      style,
      value: numberOf(match[1]),
      rest: text.slice(match[0].length).trim(),
    };
  }
  return null;
}

function numberOf(number: string): number {
  if (/^\d+$/.test(number)) return Number(number);
  if (circles.includes(number)) return circles.indexOf(number) + 1;
  const [tens, ones] = number.includes('十') ? number.split('十') : ['', number];
  const ten = number.includes('十') ? (tens ? digits.indexOf(tens) + 1 : 1) * 10 : 0;
  return ten + (ones ? digits.indexOf(ones) + 1 : 0);
}
