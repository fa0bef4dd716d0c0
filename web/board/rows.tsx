import type { MeasureState } from '../../domain/measure/state.ts';
import { boardWords } from '../../words/board.ts';
import type { View } from '../campaign/view.ts';
import { LightBadge } from '../item/light.tsx';
import { unitName } from '../item/names.ts';
import { glanceAt } from '../item/standing.ts';
import { announceShortly, comingFor } from '../item/step.ts';

/** Measures as a table; on a phone each row stands as a block of its own. */
export function Rows({ measures, view }: { measures: MeasureState[]; view: View }) {
  return (
    <table class="table">
      <thead>
        <tr>
          {Object.values(boardWords[view.language].column).map((column) => (
            <th scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {measures.map((state) => (
          <Row state={state} view={view} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ state, view }: { state: MeasureState; view: View }) {
  const { column, none } = boardWords[view.language];
  const { light, distance, hidden, holder, due } = glanceAt(state, view);
  const [next] = comingFor(state, view);
  const done = light === 'closed' || light === 'withdrawn';
  return (
    <tr class={done ? 'done' : ''}>
      <td class="number">{state.no}</td>
      <td>
        <a href={view.to(`/m/${encodeURIComponent(state.id)}`)}>{state.title}</a>
      </td>
      <td data-label={column.unit}>{unitName(view, state.leadUnit)}</td>
      <td data-label={column.holder} class={holder === none ? 'none' : ''}>
        {holder}
      </td>
      <td data-label={column.due} class="date">
        {due === null ? none : view.dates.full(due)}
      </td>
      <td data-label={column.state}>
        <LightBadge light={light} distance={distance} language={view.language} /> {hidden}
      </td>
      <td data-label={column.next} class={next ? '' : 'none'}>
        {next ? announceShortly(next, view) : none}
      </td>
    </tr>
  );
}
