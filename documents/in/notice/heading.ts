import { halfWidth } from '../halfWidth.ts';

/** A finding's heading: its title without quotes, and whether its quotes pair. */
export type Heading = { title: string; closed: boolean };

const opening = '(?:关于|针对|对于)';
const report = '(?:的?整改)?(?:落实|推进|进展|完成|结果)*(?:情况|工作|事项)?';
const problem = `(?:方面)?(?:存在)?的?(?:突出|具体)?\\s*问题`;
const end = '\\s*[。.;:]?$';
const quoted = new RegExp(
  `^${opening}?\\s*(?<title>[“"「『](?:.{2,240}[^\\s,。])[”"」』])\\s*${problem}${report}${end}`,
  'd',
);
const opened = new RegExp(`^${opening}\\s*(?<title>.{2,240}?\\S)\\s*${problem}${report}${end}`, 'd');
const numbered = new RegExp(
  `^(?:${opening}\\s*)?(?<title>[^。;]{3,80}?)(?:问题)?的?整改(?:落实|推进|进展|完成|结果)*情况${end}`,
  'd',
);
const labelled = /^[【[]?(?:反馈|巡视|巡察|存在|具体|整改)*问题(?:表现|描述)?[】\]:]+\s*(?<title>.{3,240}?)[。.;]?$/d;
const ending = '问题的?整改(?:落实|推进|进展|完成)*(?:情况)?';
const fused = new RegExp(`^(.+[。.;、,\\d])\\s*(${opening}[“"].{2,200}[”"]\\s*${ending}[。.]?)$`, 'd');
const leading = new RegExp(`^(${opening}[“"].{2,240}?[”"]\\s*${ending}[。:])\\s*(.{4,})$`, 'd');

/**
 * Reads `关于“…”问题的整改` and its kin (without the number, which `marked` says there was); null for anything else.
 * A title without any such words is told from its place, see `titles.ts`.
 */
export function readHeading(text: string, marked = false): Heading | null {
  const plain = halfWidth(text);
  const label = labelled.exec(plain);
  if (label) return heading(cut(text, label), plain);
  const inQuotes = quoted.exec(plain);
  if (inQuotes && quotesEndOnce(inQuotes.groups!.title!)) return heading(cut(text, inQuotes), plain);
  const afterOpening = opened.exec(plain);
  if (afterOpening) {
    const title = cut(text, afterOpening);
    const saysSo = /整改/.test(plain.slice(plain.lastIndexOf('问题')));
    // Without quotes and 整改 only 关于 tells a heading from a sentence that happens to end in 问题.
    if (/^[“"]/.test(title) || saysSo || (/^关于/.test(plain) && !/[。;]$/.test(plain) && !/[。;]/.test(title)))
      return heading(title, plain);
  }
  const found = marked ? numbered.exec(plain) : null;
  return found ? heading(cut(text, found), plain) : null;
}

/** 省委巡视反馈问题整改情况 is the chapter on all findings, no finding. */
const allOfThem = /(?:反馈|指出|发现|移交|交办|涉及)(?:意见)?的?(?:主要|突出|具体|各项|各类)?$|清单$/;

function heading(printed: string, plain: string): Heading | null {
  if (allOfThem.test(printed)) return null;
  const title = printed.replace(/^[“"「『]|[”"」』]$/g, '').replace(/[。.]$/, '');
  return { title: title.trim(), closed: quotesPair(plain) };
}

/** Where a lost line break glued a heading to the paragraph before or behind it: the two parts, or null. */
export function splitFused(text: string): { parts: [string, string]; heading: Heading } | null {
  const plain = halfWidth(text);
  for (const shape of [leading, fused]) {
    const spans = shape.exec(plain)?.indices;
    if (!spans) continue;
    const [first, second] = spans.slice(1).map((span) => (span ? text.slice(...span) : '')) as [string, string];
    const found = readHeading(shape === leading ? first : second);
    if (found) return { parts: [first, second], heading: found };
  }
  return null;
}

/** What the shape caught, cut from the text as printed. */
function cut(text: string, match: RegExpExecArray): string {
  return text.slice(...match.indices!.groups!.title!);
}

/** “甲”和“乙” ends in a quote too, but is no title in quotes. */
function quotesEndOnce(title: string): boolean {
  if (/^"/.test(title)) return !title.slice(1, -1).includes('"');
  let depth = 0;
  for (const [index, sign] of [...title].entries()) {
    if (/[“「『]/.test(sign)) depth += 1;
    if (/[”」』]/.test(sign)) depth -= 1;
    if (depth === 0 && index < [...title].length - 1) return false;
  }
  return true;
}

function quotesPair(text: string): boolean {
  const count = (sign: string) => text.split(sign).length - 1;
  return count('“') === count('”') && count('‘') === count('’') && count('"') % 2 === 0;
}
