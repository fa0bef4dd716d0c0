import type { Facts } from '../../errors.ts';
import type { Day } from '../day.ts';
import { choose, type Unworded } from './choose.ts';
import { findDated } from './dated.ts';
import type { Mention } from './mention.ts';
import type { DeadlineContext, DeadlineReading } from './reading.ts';
import { isBareCell, judge } from './role.ts';
import type { Rule } from './rules.ts';
import { settle } from './settle.ts';
import type { SettledMention } from './settled.ts';
import { fold } from './text.ts';
import { findUndated, type Undated } from './undated.ts';

/**
 * Reads a deadline as officials write it. A wrong date is worse than a question: where two readings differ the answer is
 * `ask`, and a date that does not exist never becomes another one.
 */
export function readDeadline(text: string, context: DeadlineContext): DeadlineReading {
  const folded = fold(text);
  const undated = findUndated(folded.text);
  const settled = settleAll(folded.text, undated, context);
  const say = context.say ?? ((rule: Rule) => rule);
  return worded(choose(settled, undated, folded), say);
}

function settleAll(text: string, undated: Undated[], context: DeadlineContext): SettledMention[] {
  const mentions = findDated(withoutRecurring(text, undated), context);
  const isBare = isBareCell(text, [...mentions, ...undated]);
  const settled: SettledMention[] = [];
  for (const mention of mentions) {
    const judged = judge(text, mention, isBare);
    if (mention.weak && !setsLimit(text.slice(mention.to), mention, judged.bare, undated, context.on)) continue;
    settled.push(settle(text, mention, judged, settled.at(-1) ?? null, context));
  }
  return settled;
}

const ends = /^[^,;。]{0,6}?(?:完成(?!目标|情况|率|数|额|度|任务)|完工|建成|竣工|办结|到位)/;
const reaches = /^年?(?:前后)?(?:全面|全部|基本|力争|确保)?(?:达到|达标|实现|投用|通车|交付|清零|销号|解决)/;

/** A bare year is a limit beside a word of completion, a year to come beside a word of reaching, and in a bare cell. */
function setsLimit(tail: string, mention: Mention, bare: boolean, undated: Undated[], on: Day): boolean {
  // “2024年汛期前” names a time of that year which no calendar knows
  if (undated.some(({ kind, from }) => kind === 'none' && from === mention.to)) return false;
  const isAhead = typeof mention.year === 'number' && mention.year > +on.slice(0, 4);
  return bare || ends.test(tail) || (isAhead && reaches.test(tail));
}

/** “每月5日前” names no day of its own: what recurs is hidden from the families of dates. */
function withoutRecurring(text: string, undated: Undated[]): string {
  const chars = [...text];
  for (const { kind, from, to } of undated) if (kind === 'recurring') chars.fill('※', from, to);
  return chars.join('');
}

function worded({ readings, ...answer }: Unworded, say: (rule: Rule, facts: Facts) => string): DeadlineReading {
  return {
    ...answer,
    why: say(answer.rule, answer.facts),
    readings: readings.map((reading) => ({ ...reading, why: say(reading.rule, reading.facts) })),
  };
}
