import { halfWidth } from '../halfWidth.ts';
import type { MarkStyle } from './mark.ts';
import type { Paragraph } from './paragraphs.ts';

/** Words by which a title says that something is wanting: a finding, where 加强… and 开展… would be a measure. */
const wanting =
  /不[够高足力严实强深全准细到紧快畅好稳明顺均密充及彻优大多广活新宽平完坚规重注善愿敢会]|没有|未(?!来)|缺|薄弱|滞后|差距|短板|弱化|淡化|虚化|虚浮|漏洞|隐患|问题|欠|偏[低少弱差重高]|较[低少弱差慢多]|乏力|宽松软|屡禁|流于|浮于|形式主义|官僚|违规|违反|违纪|不作为|慢作为|落后|缓慢|反弹|回潮|空转|脱节|难以|难度|重.{1,4}轻|轻.{1,4}重|仍|尚|滥|乱|多发|堪忧|模糊|单一|粗放|突出/;
/** Chapters that do not report on findings. */
const aside = /组织|领导|总体|基本情况|概况|主体责任|政治站位.*(?:抓|推|扛)|下一步|下阶段|今后|后续|打算|努力方向/;
const report = /整改.*(?:情况|进展|成效|结果|事项)|问题整改|落实情况/;
const outlook = /^(?:下一?步|下一?阶段|今后|后续|接下来)|打算$|努力方向$|^(?:工作)?(?:安排|计划)$/;
/** Signs that number measures and their parts, never findings. */
const neverTitles: MarkStyle[] = ['point', 'ordinal', 'circle', 'measure', 'halfBracket'];

/** Numbered and short, one clause without a full stop: it names what follows and says nothing itself. */
export function isTitle({ mark, text }: Paragraph): boolean {
  return mark !== null && text.length <= 60 && !/[。;!]|\.$/.test(halfWidth(text));
}

/** The heading of what comes after the report: 下一步打算. */
export function isOutlook({ mark, text, heading }: Paragraph): boolean {
  const title = mark ? mark.rest : text;
  return heading === null && title.length <= 40 && !/[。;]/.test(title) && outlook.test(title);
}

/**
 * Settles which paragraphs are headings of findings: those that say so (`关于…问题的整改`) unless they only lead up to
 * others, and where none or few say so, the bare titles under which measures stand.
 */
export function settleHeadings(paragraphs: Paragraph[]): Paragraph[] {
  const said = demoteSections(paragraphs);
  const sure = said.filter(({ heading }) => heading !== null).length;
  const bare = bareTitles(said);
  if (sure > 1 || (sure === 1 && bare.size < 2)) return continueHeadings(said);
  return said.map((one, i) => (bare.has(i) ? promote(one) : one));
}

/** 关于“…”方面问题 that leads up to 关于“…”问题 is a section. */
function demoteSections(paragraphs: Paragraph[]): Paragraph[] {
  /** Does one paragraph, a title, stand above a first heading of a deeper style, perhaps with titles between? */
  const leads = (above: Paragraph, i: number, depth = 0): boolean => {
    const next = paragraphs[i];
    if (depth > 5 || next?.mark?.value !== 1 || next.mark.style === above.mark!.style) return false;
    return next.heading !== null || (isTitle(next) && leads(next, i + 1, depth + 1));
  };
  return paragraphs.map((one, i) => {
    if (!one.heading || !one.mark) return one;
    const next = paragraphs[i + 1];
    const leadIn = /方面/.test(one.text) && next && !next.heading && !next.mark;
    return leads(one, i + (leadIn ? 2 : 1)) ? { ...one, heading: null, section: true } : one;
  });
}

/** Among headings that say so one may have lost its words: the next number of their style, short, with measures below. */
function continueHeadings(paragraphs: Paragraph[]): Paragraph[] {
  let last: { style: MarkStyle; value: number } | null = null;
  let measures: MarkStyle | undefined;
  return paragraphs.map((one, i) => {
    const { mark } = one;
    const next = paragraphs[i + 1];
    const goesOn = mark !== null && last?.style === mark.style && mark.value === last.value + 1;
    const isBare = goesOn && measures !== mark.style && candidate(one, next) && wanting.test(mark.rest);
    const settled: Paragraph = isBare && !one.heading ? promote(one) : one;
    if (settled.heading) {
      last = mark;
      measures = next?.mark?.style;
    }
    return settled;
  });
}

function promote(one: Paragraph): Paragraph {
  const title = (one.mark ? one.mark.rest : one.text).replace(/\s*[。.:：]$/, '');
  return { ...one, heading: { title, closed: true } };
}

/** A short line with something deeper right below it. */
function candidate(one: Paragraph, next: Paragraph | undefined): boolean {
  const title = one.mark ? one.mark.rest : one.text;
  if (!next || one.section || isOutlook(one) || title.length > (one.mark ? 60 : 40)) return false;
  if (one.mark && neverTitles.includes(one.mark.style)) return false;
  const plain = halfWidth(title);
  const body = plain.replace(/[。.]$/, '');
  if (/[。;!]/.test(body) || /[,:、]$/.test(plain) || (plain !== body && !wanting.test(body))) return false;
  if (!one.mark) return /[^\d)\]]$/.test(plain) && !/[:,]/.test(plain) && wanting.test(plain) && deeper(next, null);
  return deeper(next, one.mark.style);
}

function deeper({ mark, text }: Paragraph, style: MarkStyle | null): boolean {
  if (mark) return mark.style !== style && mark.value === 1;
  return text.length >= 20 || /[。:]$/.test(halfWidth(text));
}

/** The places of bare titles that stand right above measures, in the chapters that report. */
function bareTitles(paragraphs: Paragraph[]): Set<number> {
  const all = paragraphs.flatMap((one, i) => (candidate(one, paragraphs[i + 1]) ? [i] : []));
  const styleOf = (i: number) => paragraphs[i]!.mark?.style;
  const total = new Map<MarkStyle, number>();
  for (const { mark } of paragraphs) if (mark) total.set(mark.style, (total.get(mark.style) ?? 0) + 1);
  const counted = new Map<MarkStyle, number>();
  for (const i of all) if (styleOf(i)) counted.set(styleOf(i)!, (counted.get(styleOf(i)!) ?? 0) + 1);
  const isTitled = (style: MarkStyle | undefined) => style && counted.get(style)! >= total.get(style)! / 2;
  const titles = new Set(all.filter((i) => isTitled(styleOf(i))));
  // Sections too are short with something deeper below; a finding has text below.
  const above = [...titles].filter((i) => !titles.has(i + 1) && !isTitle(paragraphs[i + 1]!));
  const outer = above.some((i) => styleOf(i) !== 'han') ? 'han' : null;
  const chapters = paragraphs.flatMap((one, i) => (outer && one.mark?.style === outer && isTitle(one) ? [i] : []));
  const found = segments(above, chapters).flatMap(([chapter, inside]) => {
    const title = chapter === null ? '' : paragraphs[chapter]!.text;
    const lacking = inside.filter((i) => wanting.test(paragraphs[i]!.mark!.rest)).length;
    const reports = lacking >= inside.length / 2 || (report.test(title) && !aside.test(title));
    return reports && !(chapter !== null && isOutlook(paragraphs[chapter]!)) ? inside : [];
  });
  if (found.length > 0) return new Set(found.filter((i) => i !== null));
  const unmarked = all.filter((i) => !paragraphs[i]!.mark && !candidate(paragraphs[i + 1]!, paragraphs[i + 2]));
  return new Set(unmarked.length > 1 ? unmarked : []);
}

/** Which of the places stand in which chapter; chapters are no places themselves. */
function segments(places: number[], chapters: number[]): [number | null, number[]][] {
  const bounds: [number | null, number[]][] = [[null, []], ...chapters.map((at): [number, number[]] => [at, []])];
  let k = 0;
  for (const place of places) {
    while (k < chapters.length && chapters[k]! < place) k += 1;
    if (chapters[k] !== place) bounds[k]![1].push(place);
  }
  return bounds;
}
