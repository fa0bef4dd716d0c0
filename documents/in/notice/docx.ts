import { CodedError } from '../../../domain/errors.ts';
import { readXml } from '../xml.ts';
import { openZip } from '../zip.ts';
import { type Numbered, numberingOf } from './docxNumbering.ts';
import type { Line } from './paragraphs.ts';

/** What is not printed: what was deleted or moved away, a second drawing of the same, text boxes. */
const skipped = new Set(['del', 'moveFrom', 'Fallback', 'txbxContent', 'instrText']);

/**
 * The paragraphs of a .docx, numbered from 1 as they stand, empty ones counted; a number that Word draws in front of one
 * (a heading as an item of a list) is written out. Only its text is read: no macro, link, picture or entity is looked at.
 * @throws CodedError `file-damaged`, `file-encrypted`, `file-inflates-too-much`, `notice-format`
 */
export function readDocx(bytes: Buffer): Line[] {
  const zip = openZip(bytes);
  const part = zip.part('word/document.xml');
  if (part === null) throw new CodedError('notice-format');
  const numbering = numberingOf(zip.part('word/numbering.xml'), zip.part('word/styles.xml'));
  const lines: Line[] = [];
  let count = 0;
  let text = '';
  let list: Numbered = {};
  let inParagraph = false;
  let inText = false;
  let away = 0;

  readXml(part, 'word/document.xml', {
    open(name, attributes) {
      if (skipped.has(name)) away += 1;
      if (away > 0) return;
      if (name === 'p') {
        inParagraph = true;
        count += 1;
        text = '';
        list = {};
      } else if (name === 't') inText = inParagraph;
      else if (name === 'pStyle') list.style = attributes().val;
      else if (name === 'numId') list.id = attributes().val;
      else if (name === 'ilvl') list.level = attributes().val;
      else if (name === 'tab' && text !== '') text += ' ';
      else if (name === 'br' || name === 'cr') text += '\n';
      else if (name === 'noBreakHyphen') text += '-';
    },
    text(said) {
      if (inText && away === 0) text += said;
    },
    close(name) {
      if (skipped.has(name)) away = Math.max(0, away - 1);
      if (away > 0) return;
      if (name === 't') inText = false;
      if (name !== 'p' || !inParagraph) return;
      inParagraph = false;
      const drawn = text.trim() === '' ? '' : numbering(list);
      for (const [i, piece] of text.split('\n').entries())
        if (piece.trim() !== '') lines.push({ line: count, text: i === 0 ? `${drawn}${piece.trim()}` : piece });
    },
  });
  return lines;
}
