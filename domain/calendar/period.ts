import { addDays, addMonths, type Day, daysBetween, pad, weekdayOf } from './day.ts';

/** How often somebody is asked. */
export const cadences = ['weekly', 'monthly', 'twoMonthly', 'quarterly', 'halfYearly', 'yearly'] as const;
export type Cadence = (typeof cadences)[number];

const months: Record<Exclude<Cadence, 'weekly'>, number> = {
  monthly: 1,
  twoMonthly: 2,
  quarterly: 3,
  halfYearly: 6,
  yearly: 12,
};

/** The letter between year and number: `2024-W38` `2024-09` `2024-B5` (September and October) `2024-Q3` `2024-H2` `2024-Y1`. */
const signs = { weekly: 'W', twoMonthly: 'B', quarterly: 'Q', halfYearly: 'H', yearly: 'Y' } as const;

/** The cadence of so many months; the nearest shorter one where none has just these. */
export function cadenceOf(count: number): Cadence {
  const fitting = (Object.keys(months) as (keyof typeof months)[]).filter((cadence) => months[cadence] <= count);
  return fitting.at(-1) ?? 'monthly';
}

/** The period of a cadence in which a day lies. */
export function periodOn(day: Day, cadence: Cadence): string {
  if (cadence === 'weekly') return weekOf(day);
  if (cadence === 'monthly') return day.slice(0, 7);
  const nth = Math.ceil(Number(day.slice(5, 7)) / months[cadence]);
  return `${day.slice(0, 4)}-${signs[cadence]}${nth}`;
}

/** The cadence a period is one of. */
export function cadenceIn(period: string): Cadence {
  const sign = period.charAt(5);
  return (Object.keys(signs) as (keyof typeof signs)[]).find((cadence) => signs[cadence] === sign) ?? 'monthly';
}

/** First and last day of a period. */
export function daysOf(period: string): { first: Day; last: Day } {
  const cadence = cadenceIn(period);
  const year = period.slice(0, 4);
  if (cadence === 'weekly') {
    const first = addDays(mondayOf(`${year}-01-04`), 7 * (Number(period.slice(6)) - 1));
    return { first, last: addDays(first, 6) };
  }
  const span = months[cadence];
  const nth = cadence === 'monthly' ? Number(period.slice(5)) : Number(period.slice(6));
  const first = `${year}-${pad((nth - 1) * span + 1)}-01`;
  return { first, last: addDays(addMonths(first, span), -1) };
}

/** The first period of a cadence that ends after another one has ended. */
export function periodAfter(period: string, cadence: Cadence): string {
  return periodOn(addDays(daysOf(period).last, 1), cadence);
}

/** By ISO 8601: a week belongs to the year its Thursday lies in. */
function weekOf(day: Day): string {
  const monday = mondayOf(day);
  const year = addDays(monday, 3).slice(0, 4);
  const first = mondayOf(`${year}-01-04`);
  const nth = Math.round(daysBetween(first, monday) / 7) + 1;
  return `${year}-W${pad(nth)}`;
}

function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day));
}
