import type { ForecastAnswer } from '../../client/api.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { setUpWords } from '../../words/setUp.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { listed } from '../item/names.ts';
import { heatOf } from './heat.ts';

const shown = 100;

/** Who is going to be mailed when, if nobody acts: a calendar for each role, and everybody by name. */
export function ForecastPage({
  forecast,
  days,
  issues,
  view,
}: {
  forecast: ForecastAnswer;
  days: number;
  issues: boolean;
  view: View;
}) {
  const { language, dates, context, campaign } = view;
  const words = setUpWords[language];
  const { mails, busiest, persons, from, to } = forecast;
  const title = busiest
    ? fill(words.forecast, { days, n: mails.length, day: dates.full(busiest.day), most: busiest.mails })
    : fill(words.forecastNone, { days });
  return (
    <Frame
      language={language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}/forecast`, {}, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <h1>{title}</h1>
      <p class="note">
        {fill(words.forecastFrom, { from, to })} {words.heatLegend} {busiest && words.heatBusiest}
      </p>
      {busiest && (
        <p>{fill(words.busiestWhy, { day: dates.full(busiest.day), list: listed(view, whyBusy(forecast, view)) })}</p>
      )}
      {issues && campaign.phase === 'draft' && (
        <p>
          <a class="btn btn-primary" href={view.to('/issue')}>
            {words.toIssue}
          </a>
        </p>
      )}
      <div class="heats">
        {heatOf(mails, { from, to }, campaign.directory, context.calendar).map(({ role, total, weeks }) => (
          <figure>
            <table class="heat">
              <caption>{fill(words.heat, { role: words.roles[role], n: total })}</caption>
              <thead>
                <tr>
                  <td></td>
                  {words.weekdays.map((weekday) => (
                    <th scope="col">{weekday}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeks.map((week) => (
                  <tr>
                    <th scope="row">{dates.day(week.find((cell) => cell !== null)!.day)}</th>
                    {week.map((cell) =>
                      cell ? (
                        <td class={`h${cell.step} ${cell.day === busiest?.day ? 'busiest' : ''}`}>
                          {cell.n}
                          {cell.mark && <small>{words[cell.mark]}</small>}
                        </td>
                      ) : (
                        <td></td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </figure>
        ))}
      </div>
      {persons.length > 0 && (
        <details>
          <summary>{words.byPerson}</summary>
          <ul>
            {persons.slice(0, shown).map((person) => (
              <li>{fill(words.person, { name: person.name, mails: person.mails, lines: person.lines })}</li>
            ))}
          </ul>
        </details>
      )}
    </Frame>
  );
}

/** What the busiest day is busy with, the most frequent first. */
function whyBusy({ mails, busiest }: ForecastAnswer, { language }: View): string[] {
  const names: Record<string, string> = itemWords[language].letter;
  const counts = new Map<string, number>();
  for (const { lines } of mails.filter(({ day }) => day === busiest?.day))
    for (const { letter } of lines) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([letter, n]) => fill(setUpWords[language].busyWith, { what: names[letter] ?? letter, n }));
}
