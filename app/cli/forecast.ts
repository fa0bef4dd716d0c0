import { InvalidArgumentError } from 'commander';
import type { ForecastAnswer } from '../../client/api.ts';
import type { ForecastMail } from '../../domain/forecast/report.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import { campaignOf } from './campaignOf.ts';
import type { Commands } from './commands.ts';
import { readDay } from './day.ts';
import type { Desk } from './desk.ts';
import { moment } from './moment.ts';

type Options = { campaign?: string; days: number; person?: string; issuedOn?: string; extend?: string };

/** `forecast`: who is going to be mailed what and when if nobody acts, before and after the start. */
export function addForecast({ desk, add }: Commands): void {
  const { option, command } = desk.words;
  add<Options>('forecast', command.forecast, async (_, { campaign, ...request }) => {
    const found = await withApi(desk.config(), 'read', async (api) =>
      api.forecast(await campaignOf(api, undefined, campaign), request),
    );
    return { document: found, lines: linesOf(found, request, desk) };
  })
    .option('--campaign <id>', option.campaign)
    .option('--days <count>', option.days, countOf, 90)
    .option('--person <who>', option.person)
    .option('--issued-on <date>', option.issuedOn, readDay)
    .option('--extend <measure:date>', option.extend);
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('1-400');
  return Number(text);
}

function linesOf(found: ForecastAnswer, { person, extend }: Partial<Options>, desk: Desk): string[] {
  const { forecast } = desk.words;
  const { from, to, mails, days, persons, busiest, change, zone } = found;
  const lines = [fill(forecast.head, { from, to, mails: mails.length, persons: persons.length })];
  if (busiest) lines.push(fill(forecast.busiest, busiest));
  if (person !== undefined) lines.push(...mails.flatMap((mail) => mailLines(mail, zone, desk)));
  else {
    lines.push(...persons.map((one) => fill(forecast.person, one)), forecast.byDay);
    lines.push(...days.map((one) => fill(forecast.day, one)));
  }
  if (change && extend) {
    lines.push('', fill(forecast.change, { measure: change.measure, to: change.to }));
    lines.push(...signed('-', change.gone, zone, desk), ...signed('+', change.added, zone, desk));
    if (change.gone.length + change.added.length === 0) lines.push(forecast.noChange);
  }
  return lines;
}

function signed(sign: string, mails: ForecastMail[], zone: string, desk: Desk): string[] {
  return mails.flatMap((mail) => mailLines(mail, zone, desk)).map((line) => `${sign} ${line}`);
}

function mailLines({ windowAt, name, lines }: ForecastMail, zone: string, { words }: Desk): string[] {
  const letters: Record<string, string> = words.letter;
  return lines.map(({ no, letter, due, also }) =>
    fill(words.forecast.line, {
      ...{ at: moment(windowAt, zone), name, letter: letters[letter] ?? letter, no: no ?? '', due: due ?? '' },
      also: also.length > 0 ? fill(words.forecast.also, { n: also.length }) : '',
    }).trim(),
  );
}
