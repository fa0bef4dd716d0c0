import type { Ladder, Offset, Rung } from '../../domain/plan/ladder.ts';
import type { Policy } from '../../domain/plan/policy.ts';
import type { Recipient } from '../../domain/plan/recipient.ts';
import { itemWords } from '../../words/item.ts';
import { fill, type Language } from '../../words/language.ts';
import { mailWords } from '../../words/mail.ts';
import { policyWords } from '../../words/policy.ts';

type LadderName = keyof Policy['ladders'];

/** A rung in words: when, under which letter, to whom, and what becomes of a day off. */
export type RungInWords = { rung: string; when: string; letter: string; to: string; rolled: string };
export type LadderInWords = { ladder: LadderName; from: string; rungs: RungInWords[]; repeat: number | null };

/** Every rung of a policy, as a person reads it. */
export function laddersInWords({ ladders }: Policy, language: Language): LadderInWords[] {
  const words = policyWords[language];
  return (Object.entries(ladders) as [LadderName, Ladder][]).map(([ladder, { rungs, repeat }]) => ({
    ladder,
    from: words.basis[ladder],
    rungs: rungs.map((rung) => ({
      rung: rung.name,
      when: whenOf(rung.offset, language),
      letter: letterOf(rung, language),
      to: postsOf(rung.to, language),
      rolled: words.rolled[rolledOf(rung.offset)],
    })),
    repeat: repeat?.workdays ?? null,
  }));
}

/** The whole policy, read aloud. */
export function policyLines(policy: Policy, language: Language): string[] {
  const words = policyWords[language];
  const { window, behind = { lagging: 10, farBehind: 30 }, accumulate } = policy;
  const { time, composeMinutes: minutes, leaderWeekday, leadingGroup, quiet } = window;
  const lines = [
    fill(words.head, { name: policy.name, about: words.about[policy.name] ?? words.own }),
    fill(words.window, { time, minutes, weekday: words.weekdays[leaderWeekday]! }),
    ...(leadingGroup === 'monthly' ? [words.groupMonthly] : []),
    ...(quiet ? [fill(words.quiet, quiet)] : []),
    fill(words.behind, behind),
  ];
  if (accumulate) {
    const { letter, times, as } = accumulate;
    const say = { letter: itemWords[language].letter[letter], as: letterOf(as, language), times };
    lines.push(fill(words.accumulate, { ...say, to: postsOf(as.to, language) }));
  }
  for (const { ladder, from, rungs, repeat } of laddersInWords(policy, language)) {
    lines.push('', fill(words.ladder, { name: itemWords[language].ladder[ladder], basis: from }));
    lines.push(...rungs.map((rung) => fill(words.rung, rung)));
    if (repeat !== null) lines.push(fill(words.repeat, { n: repeat }));
  }
  return lines;
}

function whenOf(offset: Offset, language: Language): string {
  const [unit, n] = 'days' in offset ? (['days', offset.days] as const) : (['workdays', offset.workdays] as const);
  const words = policyWords[language].when[unit];
  return fill(n < 0 ? words.before : n > 0 ? words.after : words.on, { n: Math.abs(n) });
}

/** Workdays are counted over days off; a day in the calendar may fall on one (`domain/plan/ladder.ts`). */
function rolledOf(offset: Offset): 'back' | 'on' | 'none' {
  if ('workdays' in offset) return offset.workdays === 0 ? 'back' : 'none';
  return offset.days > 0 ? 'on' : 'back';
}

function letterOf({ letter, block }: Pick<Rung, 'letter' | 'block'>, language: Language): string {
  const words = itemWords[language];
  if (block === 'warning') return words.warning;
  return block === 'escalation' ? fill(words.escalation, { letter: words.letter[letter] }) : words.letter[letter];
}

function postsOf(to: Recipient[], language: Language): string {
  const { codes, and } = mailWords[language];
  return to.map((post) => codes.to[post]).join(and);
}
