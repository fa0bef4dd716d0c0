import { halfWidth } from '../halfWidth.ts';
import { type Doubt, doubt } from './doubt.ts';
import type { NoticeFinding } from './findings.ts';

const measures = /(\d+)(?:项|条|个)(?:具体)?(?:整改)?(?:措施|任务)|(?:措施|任务)(\d+)(?:项|条|个)/g;
const findings = /(\d+)(?:个|项|条)[“"]?(?:突出|具体)?问题/g;

/**
 * Compares the numbers a notice states with what was read. Published lists are subsets of the internal ones,
 * and 问题 sits at different levels, so a difference is a doubt and no error.
 */
export function compareStated(preamble: { line: number; text: string }[], read: NoticeFinding[]): Doubt[] {
  const measuresRead = read.reduce((sum, finding) => sum + finding.measures.length, 0);
  return [
    ...compare(preamble, findings, read.length, 'notice-findings-differ'),
    ...compare(preamble, measures, measuresRead, 'notice-measures-differ'),
  ];
}

function compare(
  preamble: { line: number; text: string }[],
  shape: RegExp,
  read: number,
  code: 'notice-findings-differ' | 'notice-measures-differ',
): Doubt[] {
  const stated = preamble.flatMap(({ line, text }) =>
    [...halfWidth(text).matchAll(shape)].map((match) => ({ line, count: Number(match[1] ?? match[2]) })),
  );
  const [first] = stated;
  if (!first || stated.some(({ count }) => count === read)) return [];
  const counts = [...new Set(stated.map(({ count }) => count))].join('、');
  return [doubt(first.line, code, { stated: counts, read })];
}
