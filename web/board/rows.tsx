import type { MeasureState } from '../../domain/measure/state.ts';
import { boardWords } from '../../words/board.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { LightBadge } from '../item/light.tsx';
import { unitName } from '../item/names.ts';
import { glanceAt } from '../item/standing.ts';
import { announceShortly, comingFor } from '../item/step.ts';

/** Measures as a table; on a phone each row stands as a block of its own. */
export function Rows({ measures, view, choose = false }: { measures: MeasureState[]; view: View; choose?: boolean }) {
  const { bulk, column: columns } = boardWords[view.language];
  const table = (
    <table class="table">
      <thead>
        <tr>
          {choose && <th scope="col">{bulk.column}</th>}
          {Object.values(columns).map((column) => (
            <th scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {measures.map((state) => (
          <Row state={state} view={view} choose={choose} />
        ))}
      </tbody>
    </table>
  );
  if (!choose) return table;
  return (
    <form method="post" action={view.to('/bulk')} class="print-form">
      <input type="hidden" name="form" value={view.user?.form} />
      {table}
      <button class="btn btn-outline-primary no-print" type="submit">
        {bulk.choose}
      </button>
    </form>
  );
}

function Row({ state, view, choose }: { state: MeasureState; view: View; choose: boolean }) {
  const { column, none, bulk } = boardWords[view.language];
  const { light, distance, hidden, holder, due } = glanceAt(state, view);
  const [next] = comingFor(state, view);
  const done = light === 'closed' || light === 'withdrawn';
  return (
    <tr class={done ? 'done' : ''}>
      {choose && (
        <td class="pick-row">
          <input type="checkbox" name="m" value={state.id} aria-label={fill(bulk.row, { no: state.no })} />
        </td>
      )}
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
