import type { MeasureState } from '../../domain/measure/state.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import type { View } from '../campaign/view.ts';
import { unitName } from '../item/names.ts';
import { countable, type Fields, type Wrong } from './fields.ts';
import { anchorOf, sayWrong } from './wrong.ts';

type Props = { view: View; measure: MeasureState; said: Fields; own: Wrong[] };

/** How much is done by now, and which parts are handed in. */
export function Counts({ view, measure, said, own }: Props) {
  const words = unitWords[view.language];
  const { quantity, parts = [] } = measure;
  return (
    <div class="fields for-progress">
      {countable(measure).map(({ part, title, done, total }) => {
        const bad = own.find((one) => one.field === 'counts' && one.part === part);
        const id = anchorOf({ measure: measure.id, field: 'counts', part, what: 'noNumber' });
        return (
          <div>
            <label class="form-label" for={id}>
              {fill(words.count, { part: part && `${part} ${title}`, done, total, unit: quantity?.unit ?? '' }).trim()}
            </label>
            {bad && <span class="text-danger">{sayWrong(bad, view, measure.no)}</span>}
            <input
              class="form-control"
              type="number"
              inputmode="decimal"
              step="any"
              min={0}
              max={total}
              name={`count:${part}:${measure.id}`}
              id={id}
              value={said.counts[part] ?? String(done)}
              aria-invalid={bad ? 'true' : undefined}
            />
          </div>
        );
      })}
      {parts.length > 0 && (
        <fieldset>
          <legend>{words.parts}</legend>
          {parts.map(({ id, title, unit, handedIn, closed }) => {
            const name = `handIn:${id}:${measure.id}`;
            const label = fill(words.part, { id, title, unit: unitName(view, unit) });
            if (handedIn || closed)
              return (
                <p class="choice">
                  {label} <span class="note">{closed ? words.partClosed : words.partHandedIn}</span>
                </p>
              );
            return (
              <label class="choice">
                <input type="checkbox" {...{ name }} value="yes" checked={said.handIn.includes(id)} /> {label}
              </label>
            );
          })}
        </fieldset>
      )}
    </div>
  );
}
