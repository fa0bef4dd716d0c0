import type { MarkStyle } from './mark.ts';
import type { Paragraph } from './paragraphs.ts';
import { isTitle } from './titles.ts';

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
    if (!paragraph.heading || !next?.mark || next.heading || next.section) return;
    const after = paragraphs[i + 2];
    // Short and without a full stop it could be a title, unless what stands below is no heading, or the next one.
    const nextHeading = after?.heading && after.mark?.value === (paragraph.mark?.value ?? 0) + 1;
    const leadsUp = after !== undefined && (after.heading !== null || (isTitle(after) && after.mark!.value === 1));
    if (!isTitle(next) || !leadsUp || nextHeading) measures.add(next.mark.style);
  });
  const first = paragraphs.findIndex(({ heading }) => heading !== null);
  paragraphs.forEach((paragraph, i) => {
    if (!paragraph.heading) return;
    for (let j = i - 1; j >= 0 && isSectionTitle(paragraphs[j]!); j -= 1) {
      const { style } = paragraphs[j]!.mark!;
      if (measures.has(style) && i !== first) break;
      sections.add(style);
      if (i === first) outermost = style;
    }
  });
  return { measures, sections, outermost };
}

function isSectionTitle(paragraph: Paragraph): boolean {
  return paragraph.heading === null && paragraph.mark !== null && (paragraph.section === true || isTitle(paragraph));
}

/** The part that reports on findings: the chapters from the first to the last that hold a finding's heading. */
export function reportingPart(paragraphs: Paragraph[], { outermost }: Levels): { from: number; to: number } {
  const headings = paragraphs.flatMap(({ heading }, i) => (heading ? [i] : []));
  const chapters = paragraphs.flatMap((p, i) => (p.mark?.style === outermost && isSectionTitle(p) ? [i] : []));
  const first = headings[0] ?? paragraphs.length;
  const last = headings.at(-1) ?? first;
  return {
    from: chapters.filter((i) => i < first).at(-1) ?? 0,
    to: chapters.find((i) => i > last) ?? paragraphs.length,
  };
}
