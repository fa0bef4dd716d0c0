import type { ErrorCode, Facts } from '../../../domain/errors.ts';
import { type Doubt, doubt } from './doubt.ts';
import { isTitle, type Levels } from './levels.ts';
import type { Mark, MarkStyle } from './mark.ts';
import type { Paragraph } from './paragraphs.ts';

export type NoticeMeasure = { mark: string; text: string; line: number };
export type NoticeFinding = {
  /** The number as printed; it restarts and repeats, and is '' where the heading was lost. */
  no: string;
  /** The headings above it, outermost first, joined by ' / '; headings that all findings share are left out. */
  section: string;
  /** '' where the heading was lost. */
  title: string;
  line: number;
  measures: NoticeMeasure[];
};

type Open = {
  finding: NoticeFinding;
  path: string[];
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
  private path: Mark[] = [];
  private current: Open | null = null;
  private lastFinding = 0;

  constructor(levels: Levels) {
    this.levels = levels;
  }

  step(paragraph: Paragraph, next: Paragraph | undefined): void {
    const { mark, heading } = paragraph;
    if (heading) this.heading(paragraph, heading);
    else if (mark && this.isSection(paragraph, mark, next)) this.section(mark);
    else if (mark && (this.current || this.levels.measures.has(mark.style))) this.numbered(paragraph, mark);
    else if (!mark && this.current) this.unnumbered(this.current, paragraph, next);
    // What stands before the first finding of a section only leads up to it.
  }

  result(): { findings: NoticeFinding[]; doubts: Doubt[] } {
    for (const { finding } of this.opened)
      if (finding.measures.length === 0) this.say(finding.line, 'notice-finding-empty', { title: finding.title });
    const shared = sharedDepth(this.opened.map(({ path }) => path));
    const findings = this.opened.map(({ finding, path }) => ({ ...finding, section: path.slice(shared).join(' / ') }));
    return { findings, doubts: this.doubts };
  }

  private heading({ line, mark }: Paragraph, { title, closed }: NonNullable<Paragraph['heading']>): void {
    if (!closed) this.say(line, 'notice-quote-unclosed', { title });
    if (mark && mark.value !== 1 && mark.value !== this.lastFinding + 1)
      this.say(line, 'notice-number-skipped', { from: this.lastFinding, to: mark.value });
    if (mark) this.lastFinding = mark.value;
    this.current = this.open(line, mark ? String(mark.value) : '', title);
  }

  private isSection(paragraph: Paragraph, mark: Mark, next: Paragraph | undefined): boolean {
    if (!isTitle(paragraph)) return false;
    const { style, last } = this.current ?? {};
    const { sections, measures } = this.levels;
    const leadsUp = next !== undefined && (next.heading !== null || (isTitle(next) && sections.has(mark.style)));
    const nextMeasure = style === mark.style && mark.value === (last ?? 0) + 1;
    const nextSection = this.path.some((above) => above.style === mark.style && mark.value === above.value + 1);
    if (nextMeasure) return nextSection && leadsUp;
    return leadsUp || (sections.has(mark.style) && !measures.has(mark.style));
  }

  private section(mark: Mark): void {
    const level = this.path.findIndex(({ style }) => style === mark.style);
    if (level !== -1) this.path = this.path.slice(0, level);
    this.path.push(mark);
    this.current = null;
  }

  private numbered({ line }: Paragraph, mark: Mark): void {
    const open = this.current ?? this.lostHeading(line);
    if (open.style !== null && open.style !== mark.style) {
      // A lower level than this finding's measures: part of the measure above.
      append(open, `${mark.printed}${mark.rest}`);
      return;
    }
    const restarted = mark.value < open.last || (mark.value === 1 && open.last === 1);
    const home = restarted ? this.lostHeading(line) : open;
    if (home.style === null)
      for (const leadIn of home.finding.measures.splice(0)) this.say(leadIn.line, 'notice-unnumbered');
    else if (mark.value === home.last) this.say(line, 'notice-number-repeated', { number: mark.printed });
    if (mark.value > home.last + 1) this.say(line, 'notice-number-skipped', { from: home.last, to: mark.value });
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
    const finding = { no, section: '', title, line, measures: [] };
    const open = { finding, path: this.path.map(({ rest }) => rest), style: null, last: 0 };
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

function append({ finding }: Open, text: string): void {
  const above = finding.measures.at(-1);
  if (above) above.text = `${above.text}\n${text}`;
}

/** How many of the outermost headings are the same for all: they tell no finding from another. */
function sharedDepth(paths: string[][]): number {
  const [first = []] = paths;
  const differs = first.findIndex((text, depth) => paths.some((path) => path[depth] !== text));
  return differs === -1 ? first.length : differs;
}
