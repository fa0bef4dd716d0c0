import { halfWidth } from '../halfWidth.ts';

/** The families of numbering a paragraph can open with; which level each stands for is learned from the document. */
export type MarkStyle =
  | 'han'
  | 'hanBracket'
  | 'number'
  | 'bracket'
  | 'halfBracket'
  | 'circle'
  | 'point'
  | 'ordinal'
  | 'problem'
  | 'measure'
  | `decimal${number}`;

/** The number a paragraph opens with: as printed, its family, its value, and what follows it. */
export type Mark = { printed: string; style: MarkStyle; value: number; rest: string };

const digits = '一二三四五六七八九';
const han = '[一二三四五六七八九十百]{1,5}';
const circles = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';
const bracketed = '⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇';
const hanBracketed = '㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩';
const dotted = '⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛';
const either = `(${han}|\\d{1,3})`;
// Not the "1." of "1.5万元", yet that of "1.2024年完成".
const dot = '(?:\\.(?!\\d)|\\.(?=\\d{4}年|\\d{1,2}月)|、)';

const shapes: [MarkStyle, RegExp][] = [
  ['hanBracket', new RegExp(`^(?:\\(\\s*(${han})\\s*\\)|([${hanBracketed}]))\\s*[、.]?`)],
  ['bracket', new RegExp(`^(?:\\(\\s*(\\d{1,3})\\s*\\)|([${bracketed}]))\\s*[、.]?`)],
  ['halfBracket', /^(\d{1,3})\s*\)/],
  ['problem', new RegExp(`^(?:反馈|巡视|巡察|整改|具体)?问题\\s*${either}\\s*[:.、]`)],
  ['measure', new RegExp(`^(?:整改|具体)?措施\\s*${either}\\s*[:.、]`)],
  ['point', new RegExp(`^(${han})是`)],
  ['ordinal', new RegExp(`^第(${han})[,、]`)],
  ['han', new RegExp(`^(${han})\\s*[、.]`)],
  ['decimal3', /^\d{1,2}\.\d{1,2}\.(\d{1,2})(?![\d.%])\.?(?=\s*[^\d\s.%元万亿年月日个米千公])/],
  ['decimal2', /^\d{1,2}\.(\d{1,2})(?![\d.%])(?=\s*[^\d\s.%元万亿年月日个米千公倍吨平家户名人次项条亩])/],
  ['number', new RegExp(`^(?:(\\d{1,3})\\s*${dot}|([${dotted}]))`)],
  ['circle', new RegExp(`^([${circles}])\\s*[、.]?`)],
];

/** The mark at the start of a paragraph, or null: plain text. */
export function readMark(text: string): Mark | null {
  const plain = halfWidth(text);
  for (const [style, shape] of shapes) {
    const match = shape.exec(plain);
    const number = match?.[1] ?? match?.[2];
    if (!match || number === undefined) continue;
    return {
      printed: text.slice(0, match[0].length).trim(),
      style,
      value: numberOf(number),
      rest: text.slice(match[0].length).trim(),
    };
  }
  return null;
}

function numberOf(number: string): number {
  if (/^\d+$/.test(number)) return Number(number);
  for (const row of [circles, bracketed, hanBracketed, dotted])
    if (row.includes(number)) return row.indexOf(number) + 1;
  const [hundreds, below] = number.includes('百') ? number.split('百') : ['', number];
  const [tens, ones] = below!.includes('十') ? below!.split('十') : ['', below];
  const ten = below!.includes('十') ? (tens ? digits.indexOf(tens) + 1 : 1) * 10 : 0;
  return (hundreds ? digits.indexOf(hundreds) + 1 : 0) * 100 + ten + (ones ? digits.indexOf(ones) + 1 : 0);
}
