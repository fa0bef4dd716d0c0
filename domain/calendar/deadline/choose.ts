import type { Day } from '../day.ts';
import type { Span } from './mention.ts';
import type { DeadlineKind, DeadlineReading, Reading } from './reading.ts';
import type { Rule } from './rules.ts';
import type { SettledMention } from './settled.ts';
import type { Folded } from './text.ts';
import type { Undated } from './undated.ts';
import { lastEnd } from './yearOf.ts';

/** A reading whose sentences are still to be worded. */
export type Unworded = Omit<DeadlineReading, 'why' | 'readings'> & { readings: Omit<Reading, 'why'>[] };

/**
 * What the whole phrase comes to: a date before words without one, of words the one that binds longest, then what is
 * only a beginning, a report or nothing.
 */
export function choose(settled: SettledMention[], undated: Undated[], folded: Folded): Unworded {
  const having = (role: SettledMention['role']) => settled.filter((one) => one.role === role);
  const start = startOf(settled, folded.text);
  const quoteOf = ({ from, to }: { from: number; to: number }) => folded.quote(from, to);
  const readingsOf = (mentions: SettledMention[]) =>
    mentions.flatMap((one) => one.spans.map((span) => reading(one, span, quoteOf(one))));
  const wordless = (words: Undated[]) =>
    words.map((one) => ({ due: null, rule: one.rule, facts: { quote: quoteOf(one) } }));

  const answer = (
    kind: DeadlineKind,
    rule: Rule,
    from: { from: number; to: number } | null,
    rest: Partial<Unworded> = {},
  ): Unworded => {
    const quote = from ? quoteOf(from) : '';
    return { kind, due: null, start, rule, readings: [], facts: { quote }, provisional: false, quote, ...rest };
  };
  const ask = (rule: Rule, from: SettledMention, mentions: SettledMention[], words: Undated[] = []) =>
    answer('ask', rule, from, {
      readings: [...readingsOf(mentions), ...wordless(words)],
      provisional: mentions.some(({ spans }) => spans.some(({ provisional }) => provisional)),
    });

  const words = undated.filter(({ kind }) => kind !== 'none');
  const conditionalCounts = having('due').filter(({ mention, spans }) => mention.conditional && spans.length === 0);
  const dues = having('due').filter((one) => !conditionalCounts.includes(one));
  const asides = [...having('aside'), ...having('startLimit')];

  if (dues.length > 0) {
    const { governs, doubt } = govern(dues);
    const span = governs.spans.at(-1)!;
    if (doubt) return ask(doubt, governs, [...dues, ...asides], words);
    const others = readingsOf([...dues.filter((one) => one !== governs), ...asides]);
    const { facts } = reading(governs, span, quoteOf(governs));
    const rule = governs.judged.movedTo ? 'moved-to' : dues.length > 1 ? 'latest-of-several' : span.rule;
    return answer('date', rule, governs, {
      due: span.end,
      // what begins after the end is something else: “9月底前完成,10月起长期坚持”
      start: [start, rangeStart(dues)].find((first) => first !== null && first <= span.end!) ?? null,
      readings: [...others, ...wordless(words)],
      facts,
      provisional: span.provisional === true,
    });
  }

  const word = strongest(words, conditionalCounts);
  if (word) {
    const others = [...readingsOf(asides), ...wordless(words.filter((one) => one !== word))];
    const needsPerson =
      word.kind === 'immediate' && words.some(({ kind }) => kind !== 'immediate' && kind !== 'recurring');
    if (needsPerson)
      return answer('ask', 'immediate-and-more', word, { readings: [...readingsOf(asides), ...wordless(words)] });
    return answer(word.kind, word.rule, word, { readings: others });
  }

  const [aside] = asides;
  if (aside) return ask(aside.role === 'startLimit' ? 'start-limit' : 'aside-only', aside, asides);
  const [begin] = having('start');
  if (begin) {
    const how = readingsOf([begin]).map((one) => ({ ...one, due: null }));
    return answer('none', 'start-only', begin, { readings: how, provisional: begin.spans[0]?.provisional === true });
  }
  const [done] = having('done');
  if (done) return answer('none', 'reported-done', done, { readings: readingsOf(having('done')) });
  const [vague] = undated;
  return vague ? answer('none', 'vague', vague) : answer('none', 'no-date', null);
}

/** Which of several ends governs completion, and why a person must say so if it is not plain. */
function govern(dues: SettledMention[]): { governs: SettledMention; doubt: Rule | null } {
  const moved = dues.findLast(({ judged }) => judged.movedTo);
  if (moved) return { governs: moved, doubt: moved.ask };
  const impossible = dues.find(({ spans }) => spans.length === 0);
  if (impossible) return { governs: impossible, doubt: impossible.ask };

  const end = (one: SettledMention): Day => lastEnd(one.spans) ?? '9999-12-31';
  const latest = dues.reduce((best, one) => (end(one) >= end(best) ? one : best));
  // Another place that says the same day beyond doubt settles it.
  const sure = dues.findLast((one) => one.ask === null && end(one) === end(latest));
  if (
    sure &&
    dues.some(({ ask }) => ask !== null) &&
    dues.every((one) => one.ask === null || lastEnd(one.spans) === end(sure))
  )
    return { governs: sure, doubt: null };
  const undecided = dues.find((one) => one.ask !== null && end(one) >= end(latest));
  if (undecided) return { governs: undecided, doubt: undecided.ask };
  const completes = dues.some(({ judged }) => judged.completes);
  return { governs: latest, doubt: completes && !latest.judged.completes ? 'several-ends' : null };
}

/** Of words without a date the one that binds longest; a count from an unknown event is a condition too. */
function strongest(words: Undated[], counts: SettledMention[]): Undated | undefined {
  const [count] = counts;
  if (count) return { from: count.from, to: count.to, kind: 'conditional', rule: 'conditional' };
  const order: Undated['kind'][] = ['immediate', 'conditional', 'longTerm', 'continuing', 'recurring'];
  return order.map((kind) => words.find((one) => one.kind === kind)).find((one) => one !== undefined);
}

/** When the first named stretch of days begins: “4月至6月排查,7月至9月整治”. */
function rangeStart(dues: SettledMention[]): Day | null {
  return dues.flatMap(({ spans }) => spans).find(({ rule }) => rule === 'period-range')?.start ?? null;
}

/** When it begins; “元旦后” in “元旦后一个月内” only says where a count begins. */
function startOf(settled: SettledMention[], text: string): Day | null {
  const begins = settled.find(({ role, to }, index) => {
    const isAnchor = settled[index + 1]?.from === to && text[to - 1] !== '起';
    return role === 'start' && !isAnchor;
  });
  return begins?.spans[0]?.start ?? null;
}

function reading({ yearFrom }: SettledMention, { end, rule, facts }: Span, quote: string): Omit<Reading, 'why'> {
  return { due: end, rule, facts: { ...facts, quote, year: yearFrom } };
}
