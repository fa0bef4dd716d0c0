import { halfWidth } from '../halfWidth.ts';

/** A finding's heading: its title without quotes, and whether its quotes pair. */
export type Heading = { title: string; closed: boolean };

const opening = '(?:关于|针对)';
const ending = '问题的?整改(?:情况)?';
const whole = new RegExp(
  `^${opening}\\s*(.{2,240}\\S)\\s*问题的?(?:整改)?(?:落实|推进|进展|完成)*(?:情况|工作)?\\s*[。.;:]?$`,
  'd',
);
const fused = new RegExp(`^(.+[。.;、,\\d])\\s*(${opening}[“"].{2,200}[”"]\\s*${ending}[。.]?)$`, 'd');
const leading = new RegExp(`^(${opening}[“"].{2,240}?[”"]\\s*${ending}[。:])\\s*(.{4,})$`, 'd');

/** Reads `关于“…”问题的整改` (without its number); null for anything else. */
export function readHeading(text: string): Heading | null {
  const [quoted] = groups(whole, text) ?? [];
  if (quoted === undefined) return null;
  // Without quotes only "…的整改" tells a heading from a sentence that happens to end in 问题.
  if (!/^[“"]/.test(quoted) && !/整改/.test(text.slice(text.lastIndexOf('问题')))) return null;
  const title = quoted.replace(/^[“"]|[”"]$/g, '').replace(/[。.]$/, '');
  return { title, closed: quotesPair(quoted) };
}

/** Where a lost line break glued a heading to the paragraph before or behind it: the two parts, or null. */
export function splitFused(text: string): { parts: [string, string]; heading: Heading } | null {
  for (const shape of [leading, fused]) {
    const [first, second] = groups(shape, text) ?? [];
    if (first === undefined || second === undefined) continue;
    const heading = readHeading(shape === leading ? first : second);
    if (heading) return { parts: [first, second], heading };
  }
  return null;
}

/** What the groups of a shape caught, cut from the text as printed. */
function groups(shape: RegExp, text: string): string[] | null {
  const found = shape.exec(halfWidth(text))?.indices;
  return found ? found.slice(1).map((span) => (span ? text.slice(...span) : '')) : null;
}

function quotesPair(text: string): boolean {
  const count = (sign: string) => text.split(sign).length - 1;
  return count('“') === count('”') && count('"') % 2 === 0;
}
