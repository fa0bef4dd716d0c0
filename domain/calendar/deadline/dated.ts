import type { Day } from '../day.ts';
import { concentratedPeriod } from './concentratedPeriod.ts';
import { duration } from './duration.ts';
import { fiveYears } from './fiveYears.ts';
import { fromNow } from './fromNow.ts';
import { fullDate } from './fullDate.ts';
import { halfYear } from './halfYear.ts';
import { holiday } from './holiday.ts';
import type { Family, Mention, Span } from './mention.ts';
import { month } from './month.ts';
import { quarter } from './quarter.ts';
import type { DeadlineContext } from './reading.ts';
import { relativeMonth } from './relativeMonth.ts';
import { spreadsheet } from './spreadsheet.ts';
import { week } from './week.ts';
import { year } from './year.ts';

const families: Family[] = [
  spreadsheet,
  fullDate,
  month,
  relativeMonth,
  week,
  quarter,
  halfYear,
  year,
  fiveYears,
  holiday,
  duration,
  concentratedPeriod,
  fromNow,
];

/** Every place that names a time, in order: of overlapping ones the first, and of those the longest. */
export function findDated(text: string, context: DeadlineContext): Mention[] {
  const found = families.flatMap((family) => family(text, context));
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: Mention[] = [];
  for (const mention of found) if (mention.from >= (kept.at(-1)?.to ?? 0)) kept.push(mention);
  return lendYears(joinRanges(kept, text), text);
}

/** “2024年3月至2025年6月”, “即日起至9月底”: two mentions that name the ends of one period. */
function joinRanges(mentions: Mention[], text: string): Mention[] {
  const joined: Mention[] = [];
  for (const mention of mentions) {
    const first = joined.at(-1);
    const isRange = first && !first.limit && /^(?:[至到-]|直至)$/.test(text.slice(first.to, mention.from));
    const until = text[mention.to] === '止' ? { ...mention, to: mention.to + 1, limit: true } : mention;
    if (isRange) joined[joined.length - 1] = range(first, until);
    else joined.push(mention);
  }
  return joined;
}

/** “2025年,9月底前”, “9月底前(2025年)”: a bare year lends itself to the month beside it, and perhaps to one further on. */
function lendYears(mentions: Mention[], text: string): Mention[] {
  const lent: Mention[] = [];
  let bare: Mention | null = null;
  for (const mention of mentions) {
    const last = lent.at(-1);
    const between = text.slice(last?.to ?? 0, mention.from);
    if (mention.weak && last?.year === null && between === '(') lent[lent.length - 1] = { ...last, year: mention.year };
    else if (mention.year === null && bare === last && bare && /^[,:(]*$/.test(between))
      lent[lent.length - 1] = { ...mention, from: bare.from, year: bare.year };
    else if (
      mention.year === null &&
      typeof bare?.year === 'number' &&
      !text.slice(bare.to, mention.from).includes('。')
    )
      lent.push({ ...mention, perhaps: bare.year });
    else lent.push(mention);
    bare = mention.weak ? (lent.at(-1) ?? null) : null;
  }
  return lent;
}

function range(first: Mention, last: Mention): Mention {
  return {
    ...last,
    from: first.from,
    year: first.year,
    spans: (named, previous) => {
      const [opening] = first.spans(named, previous);
      if (!opening?.start) return [];
      const from = { from: first.from, to: first.to, sentence: 0, spans: [opening] };
      const openingYear = +opening.start.slice(0, 4);
      const until = (year: number) => closing(opening.start!, last.spans(year, from));
      if (typeof last.year === 'number') return until(last.year);
      if (last.year === 'following') return until(openingYear + 1);
      const sameYear = until(openingYear);
      return sameYear.length > 0 ? sameYear : until(openingYear + 1);
    },
  };
}

/** The period from `start` to each end; a period that would end before it begins is none. */
function closing(start: Day, ends: Span[]): Span[] {
  return ends
    .filter(({ end }) => end === null || end >= start)
    .map((span) => ({ ...span, start, rule: 'period-range' }));
}
