import { CodedError } from '../../../domain/errors.ts';
import { guardSize, isCompoundFile } from '../zip.ts';
import { decodeText } from './decode.ts';
import { readDocx } from './docx.ts';
import { readHtml } from './html.ts';
import { type Line, linesOf } from './paragraphs.ts';

/**
 * The lines of a notice as it was saved: .txt in UTF-8 or GB18030, .docx, or a page. What it is, its bytes tell and not
 * its name.
 * @throws CodedError `file-too-large`, `file-damaged`, `file-encrypted`, `file-inflates-too-much`, `notice-format`
 */
export function readNoticeLines(bytes: Buffer): Line[] {
  guardSize(bytes.length);
  if (isCompoundFile(bytes)) throw new CodedError('file-encrypted');
  const head = bytes.subarray(0, 4).toString('latin1');
  if (head.startsWith('PK')) return readDocx(bytes);
  if (head === '%PDF' || head.startsWith('{\\rt') || isBinary(bytes)) throw new CodedError('notice-format');
  const text = decodeText(bytes);
  return /^[\uFEFF\s]*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype|html|head|meta|body|div|p|table|\?xml)\b/i.test(text)
    ? readHtml(text)
    : linesOf(text);
}

/** A picture, a program: a zero byte among the first, where no UTF-16 mark explains it. */
function isBinary(bytes: Buffer): boolean {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isWide && bytes.subarray(0, 8192).includes(0);
}
