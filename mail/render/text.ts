import type { Line, Outline } from './outline.ts';
import { filled } from './say.ts';

/** The text part: complete in itself, one paragraph an item, the link bare on its own line. */
export function textOf(outline: Outline, lineWords: string): string {
  const figures = (index: number) => (outline.figures?.after === index ? [...outline.figures.lines, ''] : []);
  return [
    ...(outline.rehearsal ? [outline.rehearsal] : []),
    outline.sender,
    outline.date,
    '',
    outline.first,
    '',
    ...outline.sections.flatMap(({ heading, lines }, index) => [
      ...figures(index),
      heading,
      ...lines.map((line, at) => (lines.length > 1 ? `${at + 1}. ` : '') + paragraph(line, lineWords)),
      '',
    ]),
    ...figures(outline.sections.length),
    ...(outline.notes.length > 0 ? [...outline.notes, ''] : []),
    ...(outline.action ? [outline.action.heading, outline.action.note, outline.action.link, ''] : []),
    ...outline.foot,
    '',
  ].join('\n');
}

function paragraph(line: Line, lineWords: string): string {
  const head = [line.light?.label, line.head].filter((part) => part).join(' ');
  const said = head ? filled(lineWords, { head, sentence: line.sentence }) : line.sentence;
  return [said, ...line.notes].join(/[\u3002）]$/.test(said) ? '' : ' ');
}
