import { addMonths, type Day } from '../../domain/calendar/day.ts';
import { type Light, lights } from '../../domain/measure/light.ts';
import type { curve } from '../../ledger/queries/curve.ts';
import { boardWords } from '../../words/board.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { StepChart, summed } from '../chart/steps.tsx';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { lightText } from '../item/light.tsx';
import { personName, unitName } from '../item/names.ts';

type Counted = { id: string; light: Light; n: number }[];
type Props = { curves: Awaited<ReturnType<typeof curve>>; units: Counted; leaders: Counted; view: View };

/** Planned against actual, and a row of lights for every unit and every leader, in the order of the directory. */
export function Charts({ curves, units, leaders, view }: Props) {
  const { language, day, campaign } = view;
  const words = boardWords[language].charts;
  const { feedbackOn } = campaign.settings;
  const due = summed(curves.planned, feedbackOn);
  const closed = summed(curves.closed, feedbackOn);
  const planned = due.filter((point) => point.day <= day).at(-1)?.n ?? 0;
  const done = closed.filter((point) => point.day <= day).at(-1)?.n ?? 0;
  const end = [...due, ...closed].reduce(
    (last: Day, point) => (point.day > last ? point.day : last),
    addMonths(feedbackOn, 3),
  );
  const gap = planned - done;
  const facts = { asOf: view.masthead.asOf, planned, done, gap: Math.abs(gap), long: curves.longTerm };
  const title = fill(gap > 0 ? words.behind : words.onPlan, facts);
  const { units: all, persons } = campaign.directory;
  return (
    <Frame
      language={language}
      title={words.title}
      self={(other) => pathTo(`${view.masthead.path}/charts`, {}, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <h1>{title}</h1>
      <StepChart
        caption={fill(words.caption, facts)}
        data={words.data}
        day={words.day}
        lines={[
          { name: words.planned, points: due, dashed: true },
          { name: words.actual, points: closed },
        ]}
        {...{ from: feedbackOn, to: end, today: day }}
      />
      <LightTable
        name={words.byUnit}
        rows={units}
        order={all.map(({ id }) => id)}
        filter="unit"
        called={(id) => unitName(view, id)}
        view={view}
      />
      <LightTable
        name={words.byLeader}
        rows={leaders}
        order={persons.map(({ id }) => id)}
        filter="leader"
        called={(id) => personName(view, id)}
        view={view}
      />
    </Frame>
  );
}

type TableProps = {
  name: string;
  rows: Counted;
  order: string[];
  filter: 'unit' | 'leader';
  called: (id: string) => string;
  view: View;
};

function LightTable({ name, rows, order, filter, called, view }: TableProps) {
  if (rows.length === 0) return null;
  const shown = lights.filter((light) => rows.some((row) => row.light === light));
  const ids = [
    ...order.filter((id) => rows.some((row) => row.id === id)),
    ...new Set(rows.map(({ id }) => id).filter((id) => !order.includes(id))),
  ];
  const count = (id: string, light: Light) => rows.find((row) => row.id === id && row.light === light)?.n ?? 0;
  return (
    <section class="wide" tabindex={0} aria-label={name}>
      <h2>{name}</h2>
      <table class="table lights">
        <thead>
          <tr>
            <th scope="col">{boardWords[view.language].filter[filter]}</th>
            {shown.map((light) => (
              <th scope="col">{lightText(light, view.language)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => (
            <tr>
              <th scope="row">
                <a href={view.to('', { [filter]: id })}>{called(id)}</a>
              </th>
              {shown.map((light) => (
                <td class="number">
                  {count(id, light) > 0 ? <a href={view.to('', { [filter]: id, light })}>{count(id, light)}</a> : '0'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
