import type { Day, Instant } from '../calendar/day.ts';
import type { Digest } from '../digest/digest.ts';
import type { PersonId } from '../plan/directory.ts';
import type { Block, Letter } from '../plan/letter.ts';

/** One line of a mail that is going to be sent if nobody acts; `also`: further notices that the line speaks for. */
export type ForecastLine = {
  notice: string;
  also: string[];
  /** Null: about the campaign, or nothing may be said of it. */
  no: string | null;
  letter: Letter;
  block: Block;
  due: Day | null;
  rerouted: string | null;
};

export type ForecastMail = { windowAt: Instant; day: Day; person: PersonId; name: string; lines: ForecastLine[] };

/** What is going to be sent, and how it spreads over people and days. */
export type Forecast = {
  mails: ForecastMail[];
  persons: { person: PersonId; name: string; mails: number; lines: number }[];
  days: { day: Day; mails: number; lines: number }[];
  /** The day with most mails, the first of several; null: nothing is sent. */
  busiest: { day: Day; mails: number; lines: number } | null;
};

/** Mails as a forecast shows them; `person`: one receiver's only. */
export function reportOf(digests: Digest[], person?: PersonId): Forecast {
  const mails = digests.filter((digest) => person === undefined || digest.person.id === person).map(mailOf);
  const persons = grouped(mails, ({ person }) => person).map(([id, mine]) => ({
    ...{ person: id, name: mine[0]!.name },
    ...tally(mine),
  }));
  const days = grouped(mails, ({ day }) => day).map(([day, mine]) => ({ day, ...tally(mine) }));
  const most = Math.max(0, ...days.map((one) => one.mails));
  return {
    mails,
    persons: persons.sort((a, b) => b.mails - a.mails || b.lines - a.lines || (a.person < b.person ? -1 : 1)),
    days,
    busiest: days.find((one) => one.mails === most) ?? null,
  };
}

/** Lines that one forecast has and the other has not. */
export type Difference = { gone: ForecastMail[]; added: ForecastMail[] };

/** What changes between two forecasts, line by line: the same line to the same person in the same window is the same. */
export function differenceOf(before: Forecast, after: Forecast): Difference {
  return { gone: without(before, after), added: without(after, before) };
}

function without({ mails }: Forecast, other: Forecast): ForecastMail[] {
  const known = new Set(other.mails.flatMap((mail) => mail.lines.map((line) => keyOf(mail, line))));
  return mails
    .map((mail) => ({ ...mail, lines: mail.lines.filter((line) => !known.has(keyOf(mail, line))) }))
    .filter(({ lines }) => lines.length > 0);
}

function keyOf({ windowAt, person }: ForecastMail, { no, letter, block, due }: ForecastLine): string {
  return JSON.stringify([windowAt, person, no, letter, block, due]);
}

function mailOf({ window, day, person, items }: Digest): ForecastMail {
  const lines = items.map(({ notice, also = [], subject, letter, block, due, rerouted, secrecy }) => ({
    ...{
      notice,
      also,
      no: secrecy === 'bare' ? null : (subject?.no ?? null),
      letter,
      block,
      due: secrecy === 'bare' ? null : (due?.day ?? null),
      rerouted,
    },
  }));
  return { windowAt: window, day, person: person.id, name: person.name, lines };
}

function tally(mails: ForecastMail[]) {
  return { mails: mails.length, lines: mails.reduce((sum, { lines }) => sum + lines.length, 0) };
}

function grouped<T>(all: T[], key: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups];
}
