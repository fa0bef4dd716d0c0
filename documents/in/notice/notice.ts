import { type Doubt, doubt } from './doubt.ts';
import { cutEnding } from './ending.ts';
import { type NoticeFinding, readFindings } from './findings.ts';
import { type Frame, readFrame } from './frame.ts';
import { learnLevels, reportingPart } from './levels.ts';
import { type Line, linesOf, readParagraphs } from './paragraphs.ts';
import { compareStated, readStated, type Stated } from './stated.ts';
import { settleHeadings } from './titles.ts';

/** A published notice as read: findings with their measures, and every place where the reader was unsure. */
export type Notice = Frame & { stated: Stated; findings: NoticeFinding[]; doubts: Doubt[] };

/**
 * Reads a public rectification notice (公开通报), from a text or from the paragraphs of a file. A measure is one paragraph
 * under a finding's heading; 一是/二是 inside a paragraph stay inside it.
 */
export function readNotice(source: string | Line[]): Notice {
  const { paragraphs: all, doubts } = readParagraphs(typeof source === 'string' ? linesOf(source) : source);
  const frame = readFrame(all);
  const paragraphs = settleHeadings(all);
  const levels = learnLevels(paragraphs);
  const { from, to } = reportingPart(paragraphs, levels);
  const ending = cutEnding(paragraphs.slice(from, to), levels);
  const { findings, doubts: asides } = readFindings(ending.body, levels);

  const start = findings[0]?.line ?? Number.POSITIVE_INFINITY;
  const end = ending.body.at(-1)?.line ?? 0;
  const stated = readStated(paragraphs.filter(({ line }) => line < start || line > end));
  const missing = [
    ...(findings.length === 0 ? [doubt(1, 'notice-no-findings')] : []),
    ...(frame.feedbackOn === null ? [doubt(1, 'notice-feedback-date-missing')] : []),
    ...(frame.noticeOn === null ? [doubt(paragraphs.at(-1)?.line ?? 1, 'notice-date-missing')] : []),
  ];
  const found = [...missing, ...doubts, ...asides, ...ending.doubts, ...compareStated(stated, findings)];
  return { ...frame, stated: stated.figures, findings, doubts: found.sort((a, b) => a.line - b.line) };
}
