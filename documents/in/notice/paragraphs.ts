import { halfWidth } from '../halfWidth.ts';
import { type Doubt, doubt } from './doubt.ts';
import { type Heading, readHeading, splitFused } from './heading.ts';
import { type Mark, readMark } from './mark.ts';

/** One paragraph as it stands in its file: the line of a txt, the paragraph's number in docx and html, from 1. */
export type Line = { line: number; text: string };

/** One paragraph with what it opens with; `heading` where it is the heading of a finding, `section` above such. */
export type Paragraph = Line & { mark: Mark | null; heading: Heading | null; section?: true };

/** 整改措施: alone on its line says what follows and nothing more; so it does in front of a number. */
const label =
  /^[【[(]?(?:整改|主要|具体|工作|采取的?)?(?:措施|情况|进展|成效|做法|举措|结果|落实情况|进展情况|完成情况)(?:[及和](?:整改)?(?:成效|进展|效果|结果|完成情况)|如下|落实情况|情况)*[】\])]?[:]?/;
/** Who and by when, printed as lines of their own. */
const responsibility =
  /^(?:牵头|责任|主办|协办|参与|配合|分管|包保)(?:区|市|县|校|院)?(?:领导|单位|部门|科室|处室|人)[^。]{0,60}$|^(?:整改|完成|办结)(?:时限|期限|时间)[:][^。]{0,40}[。]?$/;

/** A longer paragraph holds no heading. */
const longest = 20_000;

/** The lines of a text, blank ones too. */
export function linesOf(text: string): Line[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((raw, index) => ({ line: index + 1, text: raw }));
}

/** The paragraphs of a document, blank lines dropped, glued headings cut off, a second printing left unread. */
export function readParagraphs(all: Line[]): { paragraphs: Paragraph[]; doubts: Doubt[] } {
  const lines = all.map(({ line, text }) => ({ line, text: tidy(text) })).filter(({ text }) => text !== '');
  const doubts: Doubt[] = [];

  const again = secondPrinting(lines.map(({ text }) => text));
  if (again !== null) doubts.push(doubt(lines[again]!.line, 'notice-printed-twice'));

  const paragraphs = lines.slice(0, again ?? undefined).flatMap(({ line, text }) => {
    if (text.includes('\uFFFD')) doubts.push(doubt(line, 'notice-characters-lost'));
    const said = unlabelled(text);
    if (said === '') return [];
    if (responsibility.test(halfWidth(said))) {
      doubts.push(doubt(line, 'notice-line-skipped', { text: said.slice(0, 30) }));
      return [];
    }
    const plain = paragraph(line, said);
    if (plain.heading || said.length > longest) return [plain];
    const number = plain.mark?.style === 'number' ? plain.mark : null;
    const split = splitFused(number ? number.rest : said);
    if (!split) return [plain];
    doubts.push(doubt(line, 'notice-heading-fused', { title: split.heading.title }));
    const [first, second] = split.parts;
    return [paragraph(line, `${number?.printed ?? ''}${first}`), paragraph(line, second)];
  });
  return { paragraphs, doubts };
}

/** Without what cannot be seen: blanks at the ends, byte order marks, zero-width signs, soft hyphens. */
function tidy(text: string): string {
  return text.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '').trim();
}

function unlabelled(text: string): string {
  const [said = ''] = label.exec(halfWidth(text)) ?? [];
  const rest = text.slice(said.length).trim();
  return said !== '' && (rest === '' || (/[:\]】)]$/.test(said) && readMark(rest) !== null)) ? rest : text;
}

function paragraph(line: number, text: string): Paragraph {
  const mark = readMark(text);
  const heading = mark?.style === 'measure' ? null : readHeading(mark ? mark.rest : text, mark !== null);
  if (mark?.style === 'problem' && !heading) {
    const title = mark.rest.replace(/\s*[。.;；]$/, '');
    return { line, text, mark, heading: title.length > 240 ? null : { title, closed: true } };
  }
  return { line, text, mark, heading };
}

/**
 * Where the same text starts over (reprints do that), or null: its first long paragraph stands there again, and most of
 * what follows stood before.
 */
function secondPrinting(texts: string[]): number | null {
  const anchor = texts.findIndex((text) => text.length >= 30);
  if (anchor === -1) return null;
  const places = texts.flatMap((text, i) => (i > anchor && text === texts[anchor] ? [i] : []));
  for (const place of places.slice(0, 5)) {
    let start = place;
    for (let back = 1; back <= anchor && texts[place - back] === texts[anchor - back]; back += 1) start = place - back;
    const before = new Set(texts.slice(0, start));
    const copy = texts.slice(start);
    const same = copy.filter((text) => before.has(text)).length;
    if (copy.length >= 5 && same >= copy.length * 0.6) return start;
  }
  return null;
}
