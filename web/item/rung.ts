import { workdayReason } from '../../domain/calendar/calendar.ts';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import type { Step } from '../../domain/notice/climb.ts';
import type { Rung } from '../../domain/plan/ladder.ts';
import { boardWords } from '../../words/board.ts';
import { itemWords } from '../../words/item.ts';
import { fill, type Language } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';

/** A rung under the letter it speaks under; before something goes over a unit's head it is a fair warning. */
export function rungName({ letter, block }: Pick<Rung, 'letter' | 'block'>, language: Language): string {
  const words = itemWords[language];
  if (block === 'warning') return words.warning;
  return block === 'escalation' ? fill(words.escalation, { letter: words.letter[letter] }) : words.letter[letter];
}

/** Why a rung speaks on its day: so far from its limit, and moved off days that are not worked. */
export function whyRung({ limit, position, rung, day }: Step, view: View): string {
  const { context, dates, language } = view;
  const words = itemWords[language];
  const { repeat, rungs } = context.policy.ladders[limit.ladder];
  const from = dates.day(limit.day);
  const again = repeat && position >= rungs.length ? fill(words.repeated, { n: repeat.workdays }) : '';
  const counted = 'days' in rung.offset ? inDays(rung.offset.days) : inWorkdays(rung.offset.workdays);
  return `${counted}${again}${sayProvisional(day, view)}${words.stop}`;

  function inDays(n: number): string {
    const plain = addDays(limit.day, n);
    const rolled =
      plain === day || again ? '' : fill(words.rolled, { day: dates.full(plain), note: noteOf(plain, view) });
    const sentence = n === 0 ? words.rungOn : n < 0 ? words.rungBefore : words.rungAfter;
    return fill(sentence, { limit: from, n: Math.abs(n) }) + rolled;
  }

  function inWorkdays(n: number): string {
    if (n === 0) return fill(words.rungOn, { limit: from }) + (day === limit.day || again ? '' : moved());
    const [first, last] = n < 0 ? [day, limit.day] : [limit.day, day];
    const names = again ? [] : holidaysBetween(first, last, view);
    const off = names.length > 0 ? fill(words.spanOff, { names: names.join(boardWords[language].and) }) : '';
    return fill(n < 0 ? words.workBefore : words.workAfter, { limit: from, n: Math.abs(n) }) + off;
  }

  function moved(): string {
    return fill(words.rolled, { day: from, note: noteOf(limit.day, view) });
  }
}

/** What is particular about a day: a holiday, a weekend, a make-up workday; empty for a plain workday. */
export function noteOf(day: Day, { context, language }: Pick<View, 'context' | 'language'>): string {
  const { dayNote, festivals } = boardWords[language];
  const { kind, name = '' } = workdayReason(context.calendar, day);
  return kind === 'workday' ? '' : fill(dayNote[kind], { name: festivals[name] ?? name });
}

/** What follows a date that no year's notice is loaded for; empty where one is. */
export function sayProvisional(day: Day, { context, language }: Pick<View, 'context' | 'language'>): string {
  const { and, dayNote } = boardWords[language];
  return workdayReason(context.calendar, day).provisional ? and + dayNote.provisional : '';
}

function holidaysBetween(first: Day, last: Day, { context, language }: Pick<View, 'context' | 'language'>): string[] {
  const { festivals } = boardWords[language];
  const names = new Set<string>();
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const { kind, name } = workdayReason(context.calendar, day);
    if (kind === 'holiday' && name) names.add(festivals[name] ?? name);
  }
  return [...names];
}
