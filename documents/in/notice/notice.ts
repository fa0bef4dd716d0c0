import { type Doubt, doubt } from './doubt.ts';
import { cutEnding } from './ending.ts';
import { type NoticeFinding, readFindings } from './findings.ts';
import { type Frame, readFrame } from './frame.ts';
import { learnLevels, reportingPart } from './levels.ts';
import { readParagraphs } from './paragraphs.ts';
import { compareStated } from './stated.ts';

/** A published notice as read: findings with their measures, and every place where the reader was unsure. */
export type Notice = Frame & { findings: NoticeFinding[]; doubts: Doubt[] };

/**
 * Reads a public rectification notice (公开通报). A measure is one paragraph under a finding's heading;
 * 一是/二是 inside a paragraph stay inside it.
 */
export function readNotice(text: string): Notice {
  const { paragraphs, doubts } = readParagraphs(text);
  const frame = readFrame(paragraphs);
  const levels = learnLevels(paragraphs);
  const { from, to } = reportingPart(paragraphs, levels);
  const ending = cutEnding(paragraphs.slice(from, to), levels);
  const { findings, doubts: asides } = readFindings(ending.body, levels);

  const start = findings[0]?.line ?? 0;
  const preamble = paragraphs.filter(({ line }) => line < start);
  const missing = [
    ...(findings.length === 0 ? [doubt(1, 'notice-no-findings')] : []),
    ...(frame.feedbackOn === null ? [doubt(1, 'notice-feedback-date-missing')] : []),
    ...(frame.noticeOn === null ? [doubt(paragraphs.at(-1)?.line ?? 1, 'notice-date-missing')] : []),
  ];
  const all = [...missing, ...doubts, ...asides, ...ending.doubts, ...compareStated(preamble, findings)];
  return { ...frame, findings, doubts: all.sort((a, b) => a.line - b.line) };
}
