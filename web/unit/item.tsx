import type { MeasureState } from '../../domain/measure/state.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { unitWords } from '../../words/unit.ts';
import type { View } from '../campaign/view.ts';
import { LightBadge } from '../item/light.tsx';
import { glanceAt } from '../item/standing.ts';
import { Counts } from './counts.tsx';
import { EvidenceBox } from './evidenceBox.tsx';
import { type Choice, choices, type Fields, markOf, prefilled, toFill, type Wrong } from './fields.ts';
import { sayWrong } from './wrong.ts';

type Props = {
  view: View;
  measure: MeasureState;
  evidence: EvidenceRow[];
  fields: Map<string, Fields>;
  wrong: Wrong[];
  may: (measure: MeasureState, choice: Choice) => boolean;
  to: (path?: string) => string;
};

/** One measure's part of the form: what can be said of it, and what each answer asks. */
export function Item(props: Props) {
  const { view, measure, fields, evidence, wrong, may, to } = props;
  const { language } = view;
  const words = unitWords[language];
  const said = fields.get(measure.id) ?? prefilled(measure);
  const before = fields.has(measure.id) ? '' : measure.lastReport ? words.lastTime : '';
  const { light, distance, due } = glanceAt(measure, view);
  const own = wrong.filter((one) => one.measure === measure.id);
  const offered = choices.filter((choice) => may(measure, choice));
  const part = { view, measure, said, own };
  const counts = measure.quantity !== undefined || (measure.parts?.length ?? 0) > 0;
  return (
    <fieldset class="item" id={`item.${measure.id}`}>
      <legend>
        {measure.no} {measure.title} <LightBadge light={light} distance={distance} language={language} />{' '}
        {due && <small class="note">{view.dates.full(due)}</small>}{' '}
        <small class="note">{toFill(measure) ? '' : measure.cycle?.reported ? words.filled : words.notYet}</small>
      </legend>
      <input type="hidden" name={`mark.${measure.id}`} value={said.mark || markOf(measure)} />
      {offered.map((choice) => (
        <>
          <input
            class={`form-check-input pick pick-${choice}`}
            type="radio"
            name={`choice.${measure.id}`}
            id={`choice.${measure.id}.${choice}`}
            value={choice}
            checked={said.choice === choice}
          />
          <label class="pick-label" for={`choice.${measure.id}.${choice}`}>
            {words.choices[choice]}
          </label>
        </>
      ))}
      <div class="fields for-progress for-extend">
        <Text {...part} field="progress" hint={before} />
      </div>
      {counts && <Counts {...part} />}
      <div class="fields for-progress">
        <Text {...part} field="effect" />
        <Text {...part} field="difficulties" />
      </div>
      <div class={`fields for-none for-done for-extend for-consult for-notMine ${counts ? 'for-progress' : ''}`}>
        <Text {...part} field="reason" />
      </div>
      <div class="fields for-progress for-none">
        <Text {...part} field="next" hint={before} />
      </div>
      <div class="fields for-extend">
        <Label {...part} field="to" />
        <input
          class="form-control"
          type="date"
          name={`to.${measure.id}`}
          id={`to.${measure.id}`}
          value={said.to}
          aria-describedby={own.some(({ field }) => field === 'to') ? `wrong.to.${measure.id}` : undefined}
        />
      </div>
      <EvidenceBox {...{ view, measure, to }} files={evidence.filter((file) => file.measure === measure.id)} />
    </fieldset>
  );
}

type Part = {
  view: View;
  measure: MeasureState;
  own: Wrong[];
  field: 'progress' | 'effect' | 'difficulties' | 'next' | 'reason' | 'to';
};

function Label({ view, measure, own, field }: Part) {
  const words = unitWords[view.language];
  const bad = own.find((one) => one.field === field);
  const reasons = Object.entries(words.reason);
  return (
    <>
      <label class="form-label" for={`${field}.${measure.id}`}>
        {words.field[field]}
        {field === 'reason' &&
          reasons.map(([choice, reason]) => <small class={`note only-${choice}`}> {reason}</small>)}
      </label>
      {bad && (
        <span class="text-danger" id={`wrong.${field}.${measure.id}`}>
          {sayWrong(bad, view, measure.no)}
        </span>
      )}
    </>
  );
}

function Text({ said, hint, ...part }: Part & { said: Fields; hint?: string; field: Exclude<Part['field'], 'to'> }) {
  const { measure, field, own } = part;
  const id = `${field}.${measure.id}`;
  return (
    <div>
      <Label {...part} /> {hint && <small class="note">{hint}</small>}
      <textarea
        class="form-control"
        name={id}
        id={id}
        rows={2}
        maxlength={4_000}
        aria-invalid={own.some((one) => one.field === field) ? 'true' : undefined}
        aria-describedby={own.some((one) => one.field === field) ? `wrong.${id}` : undefined}
      >
        {said[field]}
      </textarea>
    </div>
  );
}
