import type { ErrorCode, Facts } from '../../../domain/errors.ts';
import { halfWidth } from '../halfWidth.ts';
import { type Doubt, doubt } from './doubt.ts';
import type { Levels } from './levels.ts';
import type { Mark, MarkStyle } from './mark.ts';
import type { Paragraph } from './paragraphs.ts';
import { isTitle } from './titles.ts';

export type NoticeMeasure = { mark: string; text: string; line: number };
export type NoticeFinding = {
  /** The number as printed; it restarts and repeats, and is '' where the heading was lost. */
  no: string;
  /** The headings above it, outermost first, joined by ' / '. */
  section: string;
  /** '' where the heading was lost. */
  title: string;
  line: number;
  measures: NoticeMeasure[];
};

/** A heading above findings; one without a number has a style of its own. */
type Section = { style: MarkStyle | 'plain'; value: number; text: string };

type Open = {
  finding: NoticeFinding;
  /** How its measures are numbered, null before the first numbered one; and the last number seen. */
  style: MarkStyle | null;
  last: number;
};

/** Walks down the reporting paragraphs and hangs every measure under the heading it stands under. */
export function readFindings(body: Paragraph[], levels: Levels): { findings: NoticeFinding[]; doubts: Doubt[] } {
  const walk = new Walk(levels);
  body.forEach((paragraph, i) => {
    walk.step(paragraph, body[i + 1]);
  });
  return walk.result();
}

class Walk {
  private readonly levels: Levels;
  private readonly opened: Open[] = [];
  private readonly doubts: Doubt[] = [];
  private path: Section[] = [];
  private current: Open | null = null;
  private lastHeading: { style: MarkStyle; value: number } | null = null;
  private sectionSince = true;

  constructor(levels: Levels) {
    this.levels = levels;
  }

  step(paragraph: Paragraph, next: Paragraph | undefined): void {
    const { mark, heading, line } = paragraph;
    if (heading) this.heading(paragraph, heading);
    else if (mark && this.isSection(paragraph, mark, next))
      this.section({ style: mark.style, value: mark.value, text: mark.rest }, line);
    else if (!mark && isPlainSection(paragraph, next))
      this.section({ style: 'plain', value: 0, text: paragraph.text }, line);
    else if (mark && (this.current || this.levels.measures.has(mark.style))) this.numbered(paragraph, mark);
    else if (!mark && this.current) this.unnumbered(this.current, paragraph, next);
    // What stands before the first finding of a section only leads up to it.
  }

  result(): { findings: NoticeFinding[]; doubts: Doubt[] } {
    for (const { finding } of this.opened)
      if (finding.measures.length === 0) this.say(finding.line, 'notice-finding-empty', { title: finding.title });
    return { findings: this.opened.map(({ finding }) => finding), doubts: this.doubts };
  }

  private heading({ line, mark }: Paragraph, { title, closed }: NonNullable<Paragraph['heading']>): void {
    if (!closed) this.say(line, 'notice-quote-unclosed', { title });
    if (mark) this.countHeading(line, mark);
    // A finding that is numbered like a section stands beside it, not below.
    const beside = this.path.findIndex(({ style }) => style === mark?.style);
    if (beside !== -1) this.path = this.path.slice(0, beside);
    this.current = this.open(line, mark ? String(mark.value) : '', title);
  }

  private countHeading(line: number, { style, value, printed }: Mark): void {
    const last = this.lastHeading?.style === style ? this.lastHeading.value : 0;
    if (value === 1 && last > 0 && !this.sectionSince) this.say(line, 'notice-section-lost');
    else if (value === last && value !== 1) this.say(line, 'notice-number-repeated', { number: printed });
    else if (value !== 1 && value !== last + 1 && (last > 0 || this.lastHeading === null))
      this.say(line, 'notice-number-skipped', { from: last, to: value });
    this.lastHeading = { style, value };
    this.sectionSince = false;
  }

  private isSection(paragraph: Paragraph, mark: Mark, next: Paragraph | undefined): boolean {
    if (paragraph.section) return true;
    if (!isTitle(paragraph)) return false;
    const { style, last } = this.current ?? {};
    const { sections, measures } = this.levels;
    if (measures.has(mark.style) && !sections.has(mark.style)) return false;
    const leadsUp = next !== undefined && (next.heading !== null || (isTitle(next) && sections.has(mark.style)));
    const nextMeasure = style === mark.style && mark.value === (last ?? 0) + 1;
    const nextSection = this.path.some((above) => above.style === mark.style && mark.value === above.value + 1);
    if (nextMeasure) return nextSection && leadsUp;
    return leadsUp || (sections.has(mark.style) && !measures.has(mark.style));
  }

  private section(section: Section, line: number): void {
    const level = this.path.findIndex(({ style }) => style === section.style);
    const beside = this.path[level];
    if (beside && section.style !== 'plain' && section.value > beside.value + 1)
      this.say(line, 'notice-number-skipped', { from: beside.value, to: section.value });
    if (level !== -1) this.path = this.path.slice(0, level);
    this.path.push(section);
    this.current = null;
    this.sectionSince = true;
  }

  private numbered({ line }: Paragraph, mark: Mark): void {
    const open = this.current ?? this.lostHeading(line);
    if (open.style !== null && open.style !== mark.style) {
      // A lower level than this finding's measures: part of the measure above.
      append(open, `${mark.printed}${mark.rest}`);
      return;
    }
    const home = mark.value === 1 && open.last > 0 ? this.lostHeading(line) : open;
    if (home.style === null)
      for (const leadIn of home.finding.measures.splice(0)) this.say(leadIn.line, 'notice-unnumbered');
    else if (mark.value <= home.last) this.say(line, 'notice-number-repeated', { number: mark.printed });
    if (mark.value > home.last + 1) this.say(line, 'notice-number-skipped', { from: home.last, to: mark.value });
    const inside = innerNumber(mark);
    if (inside) this.say(line, 'notice-number-inside', { number: inside });
    home.style = mark.style;
    home.last = mark.value;
    home.finding.measures.push({ mark: mark.printed, text: mark.rest, line });
  }

  private unnumbered(open: Open, { line, text }: Paragraph, next: Paragraph | undefined): void {
    if (open.finding.measures.length > 0) this.say(line, 'notice-unnumbered');
    const goesOn = next?.mark?.style === open.style && next?.mark?.value === open.last + 1;
    if (open.style !== null && goesOn) append(open, text);
    else open.finding.measures.push({ mark: '', text, line });
  }

  private open(line: number, no: string, title: string): Open {
    const section = this.path.map(({ text }) => text).join(' / ');
    const open = { finding: { no, section, title, line, measures: [] }, style: null, last: 0 };
    this.opened.push(open);
    return open;
  }

  private lostHeading(line: number): Open {
    this.say(line, 'notice-heading-lost');
    this.current = this.open(line, '', '');
    return this.current;
  }

  private say(line: number, code: ErrorCode, facts: Facts = {}): void {
    this.doubts.push(doubt(line, code, facts));
  }
}

/** A short line without a number right above the first of several headings: 已完成的事项. */
function isPlainSection({ text }: Paragraph, next: Paragraph | undefined): boolean {
  const startsRow = next !== undefined && next.heading !== null && next.mark?.value === 1;
  return startsRow && text.length <= 40 && !/[。,;:!]|(?:通报|公告|公示|报告)$/.test(halfWidth(text));
}

/** “…。(7)完善…” in the middle of a paragraph numbered (5): a lost line break, perhaps. */
function innerNumber({ style, value, rest }: Mark): string | null {
  if (style !== 'bracket') return null;
  const [, printed = '', number = ''] = /[。；;]\s*([（(](\d{1,2})[）)])/.exec(rest) ?? [];
  return Number(number) > value ? printed : null;
}

function append({ finding }: Open, text: string): void {
  const above = finding.measures.at(-1);
  if (above) above.text = `${above.text}\n${text}`;
}
