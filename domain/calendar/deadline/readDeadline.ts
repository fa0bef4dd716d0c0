import type { Facts } from '../../errors.ts';
import { choose, type Unworded } from './choose.ts';
import { findDated } from './dated.ts';
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
    if (mention.weak && !judged.bare && !/^[^,;。]{0,6}?(?:完成|完工|建成|竣工|办结|到位)/.test(text.slice(mention.to)))
      continue;
    settled.push(settle(text, mention, judged, settled.at(-1) ?? null, context.on));
  }
  return settled;
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
