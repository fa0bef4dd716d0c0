import type { Rule } from '../domain/calendar/deadline/rules.ts';
import type { YearFrom } from '../domain/calendar/deadline/settled.ts';
import type { Facts } from '../domain/errors.ts';
import { deadlineWords as en } from './en/deadline.ts';
import { fill, type Language } from './language.ts';
import type { DeadlineWords } from './shapes/deadline.ts';
import { deadlineWords as zh } from './zh-CN/deadline.ts';

const words: Record<Language, DeadlineWords> = { 'zh-CN': zh, en };

/** What `readDeadline` takes as `say`, to answer its `why` in this language. */
export function sayDeadline(language: Language): (rule: Rule, facts: Facts) => string {
  const { rules, year, stop } = words[language];
  return (rule, facts) => fill(rules[rule], facts) + (year[facts.year as YearFrom] ?? '') + stop;
}
