/** A text made plain for reading, with the way back to what was written. */
export type Folded = {
  text: string;
  /** The original words behind `text.slice(from, to)`. */
  quote: (from: number, to: number) => string;
};

/**
 * One writing for all that look alike: full-width digits and marks, the radicals PDF copies put for 年月日, ○, O and 0 in years,
 * all dashes; blanks and quotation marks vanish except between Latin characters, a new line ends the clause, and what stands inside 《》 is
 * masked, because a date in a document's title binds nobody.
 */
export function fold(original: string): Folded {
  const chars: string[] = [];
  const origins: number[] = [];
  let index = 0;
  let titles = 0;
  for (const char of original) {
    if (char === '《') titles += 1;
    const plain = titles > 0 ? '※' : foldChar(char, chars.at(-1) ?? '', original[index + 1] ?? '');
    if (char === '》') titles = Math.max(0, titles - 1);
    for (const one of plain) {
      chars.push(one);
      origins.push(index);
    }
    index += char.length;
  }
  origins.push(original.length);
  return {
    text: chars.join(''),
    quote: (from, to) => original.slice(origins[from] ?? original.length, origins[to] ?? original.length).trim(),
  };
}

function foldChar(char: string, before: string, after: string): string {
  if (/[\r\n]/.test(char)) return /[年月\d]/.test(before) ? '' : ';';
  if (/\s/.test(char)) return /[\w:]/.test(before) && /\w/.test(after) ? ' ' : '';
  if (/[\u2460-\u24ff\u2776-\u2793\u3220-\u3247]/.test(char)) return ';'; // ①⑴㈠ number a list, they are no part of a date
  if (/[“”"‘’「」『』]/.test(char)) return ''; // “五一”前 is 五一前
  if (/[○◯]/.test(char) || (/[0Oo０]/.test(char) && /[〇零一二三四五六七八九]/.test(before + after))) return '〇';
  if (/[Oo]/.test(char) && /\d/.test(before) && /\d/.test(after)) return '0';
  if (/[-‐-―−－~～〜]/.test(char)) return '-';
  // one character at a time stays one mention of it; 々 and the like are left alone
  return [...char.normalize('NFKC')].filter((one) => one.length === 1).join('');
}

const digits = '〇一二三四五六七八九';

/** 12, ０, 十二, 二十一, 两, 二〇二四 as a number; null for anything else. */
export function numeral(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replaceAll('零', '〇').replaceAll('两', '二');
  if (/^[〇一二三四五六七八九]+$/.test(plain)) return Number([...plain].map((one) => digits.indexOf(one)).join(''));
  const [, tens, ones] = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(plain) ?? [];
  if (tens === undefined) return null;
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones ? digits.indexOf(ones) : 0);
}

/** A month, day or count of up to two digits, in either writing. */
export const number = '(?:\\d{1,2}|[〇零一二三四五六七八九十两]{1,3})';

/** Nothing that would make the number after it a part of a longer one. */
export const notInNumber = '(?<![\\d.〇零一二三四五六七八九十两几数第])';

/** 前: no later than. Not the 前 of 前后, 前期, 前三季度, 前夕. */
export const before = '(?<before>前|之前|以前)(?![后期几夕往置沿述所进提列瞻景端一二三四五六七八九\\d])';

/** 内: before the end of. Not the 内 of 内审, 内控, 内部, 内容. */
export const within = '(?<within>内|之内|以内|期间)(?![审控部容涵外设需存生])';

/** A family's pattern, made once. */
export function regex(source: string): RegExp {
  return new RegExp(source, 'gu');
}

/** Every place a pattern fits, with its named groups. */
export function* findAll(pattern: RegExp, text: string): Generator<{ from: number; to: number; groups: Groups }> {
  for (const match of text.matchAll(pattern))
    if (match[0] !== '') yield { from: match.index, to: match.index + match[0].length, groups: match.groups ?? {} };
}

export type Groups = Record<string, string | undefined>;
