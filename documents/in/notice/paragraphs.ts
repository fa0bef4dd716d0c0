import { type Doubt, doubt } from './doubt.ts';
import { type Heading, readHeading, splitFused } from './heading.ts';
import { type Mark, readMark } from './mark.ts';

/** One paragraph with what it opens with; `heading` where it is the heading of a finding. */
export type Paragraph = { line: number; text: string; mark: Mark | null; heading: Heading | null };

/** The paragraphs of a text, blank lines dropped, glued headings cut off, a second printing left unread. */
export function readParagraphs(text: string): { paragraphs: Paragraph[]; doubts: Doubt[] } {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((raw, index) => ({ line: index + 1, text: raw.trim() }))
    .filter(({ text }) => text !== '');
  const doubts: Doubt[] = [];

  const again = secondPrinting(lines.map(({ text }) => text));
  if (again !== null) doubts.push(doubt(lines[again]!.line, 'notice-printed-twice'));

  const paragraphs = lines.slice(0, again ?? undefined).flatMap(({ line, text }) => {
    const plain = paragraph(line, text);
    if (plain.heading) return [plain];
    const number = plain.mark?.style === 'number' ? plain.mark : null;
    const split = splitFused(number ? number.rest : text);
    if (!split) return [plain];
    doubts.push(doubt(line, 'notice-heading-fused', { title: split.heading.title }));
    const [first, second] = split.parts;
    return [paragraph(line, `${number?.printed ?? ''}${first}`), paragraph(line, second)];
  });
  return { paragraphs, doubts };
}

function paragraph(line: number, text: string): Paragraph {
  const mark = readMark(text);
  return { line, text, mark, heading: readHeading(mark ? mark.rest : text) };
}

/** Where the same text starts over (reprints do that), or null. */
function secondPrinting(texts: string[]): number | null {
  for (let start = 1; start <= texts.length / 2 + 1; start += 1) {
    if (texts[start] !== texts[0]) continue;
    const copy = texts.slice(start);
    const same = copy.filter((text, i) => text === texts[i]).length;
    if (copy.length >= 5 && same >= copy.length * 0.9) return start;
  }
  return null;
}
