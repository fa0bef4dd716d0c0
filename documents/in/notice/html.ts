import { Parser } from 'htmlparser2';
import { readMark } from './mark.ts';
import { ordinal } from './ordinal.ts';
import type { Line } from './paragraphs.ts';

const blocks = new Set(
  'address article blockquote body br caption center dd div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 hr html li main ol p pre section table tbody td th thead tr ul'.split(
    ' ',
  ),
);
/** What is no part of the text: programs, styles, and what a site marks as its own. */
const skipped = new Set(
  'script style noscript template head title nav header footer aside select textarea iframe svg object'.split(' '),
);

/** A list that numbers its items, and the number it has come to. */
type List = { count: number; format: string; before: string; after: string };

/**
 * The paragraphs of a saved page, numbered from 1: each stretch of text between two blocks or line breaks, and each empty
 * `<p>`. Nothing is run or fetched. Items of a numbered list get the number a browser would draw.
 */
export function readHtml(page: string): Line[] {
  const lines: Line[] = [];
  const lists: (List | null)[] = [];
  let text = '';
  let number = '';
  let count = 0;
  let away = 0;
  let hadText = false;

  const flush = (isEmptyP = false) => {
    const said = text.replace(/[\s\u00a0]+/g, ' ').trim();
    text = '';
    if (said === '' && !isEmptyP) return;
    count += 1;
    if (said === '') return;
    lines.push({ line: count, text: readMark(said) ? said : `${number}${said}` });
    number = '';
  };

  const parser = new Parser({
    onopentag(name, attributes) {
      if (skipped.has(name)) away += 1;
      if (away > 0) return;
      if (blocks.has(name)) flush();
      if (name === 'p') hadText = false;
      if (name === 'ol') lists.push(listOf(attributes));
      if (name === 'ul') lists.push(null);
      if (name === 'li') number = itemNumber(lists.at(-1), attributes);
    },
    ontext(said) {
      if (away > 0) return;
      text += said;
      if (said.trim() !== '') hadText = true;
    },
    onclosetag(name) {
      if (skipped.has(name)) away = Math.max(0, away - 1);
      if (away > 0) return;
      if (blocks.has(name)) flush(name === 'p' && !hadText);
      if (name === 'p') hadText = true;
      if (name === 'ol' || name === 'ul') lists.pop();
      if (name === 'li') number = '';
    },
  });
  parser.end(page);
  flush();
  return lines;
}

function listOf({ start, type, style = '' }: Record<string, string>): List {
  const inHan = /cjk-ideographic|(?:simp|trad)-chinese/.test(style);
  const format = inHan ? 'chineseCounting' : /^[aAiI]$/.test(type ?? '') ? 'none' : 'decimal';
  const first = /^\d{1,4}$/.test(start ?? '') ? Number(start) : 1;
  return { count: first - 1, format, before: '', after: inHan ? '、' : '.' };
}

function itemNumber(list: List | null | undefined, { value }: Record<string, string>): string {
  if (!list) return '';
  list.count = /^\d{1,4}$/.test(value ?? '') ? Number(value) : list.count + 1;
  const drawn = ordinal(list.count, list.format);
  return drawn === '' ? '' : `${list.before}${drawn}${list.after}`;
}
