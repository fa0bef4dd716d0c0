import { halfWidth } from '../halfWidth.ts';
import type { MarkStyle } from './mark.ts';
import type { Paragraph } from './paragraphs.ts';

/**
 * What the numbering of this one document means, learned from where it stands:
 * what follows a finding's heading numbers measures, what leads up to one numbers sections.
 * Another document uses the same signs for other levels.
 */
export type Levels = { measures: Set<MarkStyle>; sections: Set<MarkStyle>; outermost: MarkStyle | null };

export function learnLevels(paragraphs: Paragraph[]): Levels {
  const measures = new Set<MarkStyle>();
  const sections = new Set<MarkStyle>();
  let outermost: MarkStyle | null = null;
  paragraphs.forEach((paragraph, i) => {
    const next = paragraphs[i + 1];
    if (paragraph.heading && next?.mark && !next.heading && !isTitle(next)) measures.add(next.mark.style);
  });
  const first = paragraphs.findIndex(({ heading }) => heading !== null);
  paragraphs.forEach((paragraph, i) => {
    if (!paragraph.heading) return;
    for (let j = i - 1; j >= 0 && isTitle(paragraphs[j]!) && !paragraphs[j]!.heading; j -= 1) {
      const { style } = paragraphs[j]!.mark!;
      if (measures.has(style) && i !== first) break;
      sections.add(style);
      if (i === first) outermost = style;
    }
  });
  return { measures, sections, outermost };
}

/** Numbered and short, one clause without a full stop: it names what follows and says nothing itself. */
export function isTitle({ mark, text }: Paragraph): boolean {
  return mark !== null && text.length <= 60 && !/[。;!]/.test(halfWidth(text));
}

/** The part that reports on findings: the chapters from the first to the last that hold a finding's heading. */
export function reportingPart(paragraphs: Paragraph[], { outermost }: Levels): { from: number; to: number } {
  const headings = paragraphs.flatMap(({ heading }, i) => (heading ? [i] : []));
  const chapters = paragraphs.flatMap((p, i) =>
    outermost !== null && p.mark?.style === outermost && isTitle(p) && !p.heading ? [i] : [],
  );
  const first = headings[0] ?? paragraphs.length;
  const last = headings.at(-1) ?? first;
  return {
    from: chapters.filter((i) => i < first).at(-1) ?? 0,
    to: chapters.find((i) => i > last) ?? paragraphs.length,
  };
}
