import type { MeasureState } from '../../domain/measure/state.ts';
import type { EvidenceRow } from '../../ledger/tables.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { LightBadge } from '../item/light.tsx';
import { listed, unitName } from '../item/names.ts';
import { glanceAt } from '../item/standing.ts';
import { largestFile } from './evidence.ts';
import { type Choice, choices, type Fields, markOf, prefilled, toFill, type Wrong } from './fields.ts';

export type Form = {
  view: View;
  token: string;
  unit: string;
  lastDay: string;
  measures: MeasureState[];
  evidence: EvidenceRow[];
  fields: Map<string, Fields>;
  savedAt: string | null;
  wrong: Wrong[];
  /** What was refused when it was sent, by measure. */
  refused: Map<string, string>;
  may: (measure: MeasureState, choice: Choice) => boolean;
};

/** A unit's one form: what it has to write, by when, with last time's text. */
export function UnitForm(props: Form) {
  const { view, token, unit, measures, wrong, refused, savedAt, lastDay } = props;
  const { language } = view;
  const words = unitWords[language];
  const fresh = measures.filter(({ phase, acknowledgedAt }) => phase === 'open' && acknowledgedAt === null);
  const shown = measures.filter(({ phase }) => phase === 'open').sort((a, b) => Number(toFill(b)) - Number(toFill(a)));
  const others = measures.filter(({ phase }) => phase !== 'open');
  const due = shown.filter(toFill);
  const review = measures.filter(({ phase }) => phase === 'review').length;
  const cutOff = due.map(({ cycle }) => cycle!.cutOff).sort()[0];
  const title = fill(cutOff ? words.title : due.length > 0 ? words.titleUndated : words.titleNone, {
    ...{ unit: unitName(view, unit), n: due.length, day: cutOff ? view.dates.full(cutOff) : '' },
  });
  const to = (path = '') => pathTo(`/u/${token}${path}`, {}, language);
  return (
    <Frame
      language={language}
      title={title}
      self={(other) => pathTo(`/u/${token}`, {}, other)}
      masthead={view.masthead}
    >
      {(wrong.length > 0 || refused.size > 0) && <Problems {...props} />}
      <h1>{title}</h1>
      <p>
        {fill(words.total, {
          ...{ total: measures.length, fill: due.length, review, rest: measures.length - due.length - review },
        })}
      </p>
      <p class="note">
        {fill(words.rules, { day: view.dates.day(lastDay) })}{' '}
        <a href={pathTo('/sign-in', {}, language)}>{words.signIn}</a>
      </p>
      {fresh.length > 0 && (
        <form method="post" action={to('/acknowledge')} class="alert alert-info">
          <p>
            {fill(words.acknowledgeLead, {
              list: listed(
                view,
                fresh.map(({ no, title: name }) => `${no} ${name}`),
              ),
            })}
          </p>
          {fresh.map(({ id }) => (
            <input type="hidden" name="measure" value={id} />
          ))}
          <button class="btn btn-primary" type="submit">
            {fill(words.acknowledge, { n: fresh.length })}
          </button>
        </form>
      )}
      {shown.length > 0 && (
        <form method="post" action={to()} data-save={to()} data-offline={words.offline} data-saved={words.saved}>
          {shown.map((measure) => (
            <Item {...props} measure={measure} to={to} />
          ))}
          <div class="saved">
            <button class="btn btn-primary" type="submit" name="do" value="check">
              {words.check}
            </button>
            <button class="btn btn-outline-primary" type="submit" name="do" value="save">
              {words.save}
            </button>
            <span role="status" data-status>
              {savedAt ? fill(words.saved, { time: savedAt }) : words.unsaved}
            </span>
          </div>
        </form>
      )}
      {others.length > 0 && (
        <details>
          <summary>{fill(words.others, { n: others.length })}</summary>
          <ul>
            {others.map((measure) => (
              <li>
                {measure.no} {measure.title} <LightBadge light={glanceAt(measure, view).light} language={language} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Frame>
  );
}

function Problems({ view, wrong, refused, measures }: Form) {
  const words = unitWords[view.language];
  const noOf = (id: string) => measures.find((one) => one.id === id)?.no ?? id;
  return (
    <div class="alert alert-danger" role="alert" tabindex={-1} id="problems">
      <h2>{fill(words.wrongTitle, { n: wrong.length + refused.size })}</h2>
      <ul>
        {wrong.map((one) => (
          <li>
            <a href={`#${one.field === 'choice' ? 'item' : one.field}.${one.measure}`}>{sayWrong(one, view, noOf)}</a>
          </li>
        ))}
        {[...refused].map(([id, why]) => (
          <li>
            <a href={`#item.${id}`}>
              {noOf(id)} {why}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function sayWrong({ measure, field, what }: Wrong, view: View, noOf: (id: string) => string): string {
  const words = unitWords[view.language];
  return fill(words.wrong[what], { no: noOf(measure), field: words.field[field], choice: words.field.choice });
}

function Item(props: Form & { measure: MeasureState; to: (path?: string) => string }) {
  const { view, measure, fields, evidence, wrong, may, to } = props;
  const { language } = view;
  const words = unitWords[language];
  const said = fields.get(measure.id) ?? prefilled(measure);
  const before = fields.has(measure.id) ? '' : measure.lastReport ? words.lastTime : '';
  const { light, distance, due } = glanceAt(measure, view);
  const files = evidence.filter((file) => file.measure === measure.id);
  const own = wrong.filter((one) => one.measure === measure.id);
  const offered = choices.filter((choice) => may(measure, choice));
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
        <Text {...{ view, measure, said, own }} field="progress" hint={before} />
      </div>
      <div class="fields for-progress">
        <Text {...{ view, measure, said, own }} field="effect" />
        <Text {...{ view, measure, said, own }} field="difficulties" />
      </div>
      <div class="fields for-none for-done for-extend for-notMine">
        <Text {...{ view, measure, said, own }} field="reason" />
      </div>
      <div class="fields for-progress for-none">
        <Text {...{ view, measure, said, own }} field="next" hint={before} />
      </div>
      <div class="fields for-extend">
        <Label {...{ view, measure, own }} field="to" />
        <input
          class="form-control"
          type="date"
          name={`to.${measure.id}`}
          id={`to.${measure.id}`}
          value={said.to}
          aria-describedby={own.some(({ field }) => field === 'to') ? `wrong.to.${measure.id}` : undefined}
        />
      </div>
      <div class="for-progress for-done evidence">
        <p>
          {words.evidence}：{files.length === 0 && <span class="note">{words.evidenceNone}</span>}
        </p>
        <ul>
          {files.map(({ name, sha256, size }) => (
            <li>
              <a href={to(`/evidence/${encodeURIComponent(measure.id)}/${sha256}`)}>{name}</a>{' '}
              <small class="note">
                {Math.ceil(size / 1024)} kB · sha256 {sha256.slice(0, 12)}
              </small>
            </li>
          ))}
        </ul>
        <label class="form-label" for={`file.${measure.id}`}>
          {fill(words.evidenceHint, { limit: largestFile })}
        </label>
        <div class="upload">
          <input class="form-control" type="file" name={`file.${measure.id}`} id={`file.${measure.id}`} multiple />
          <button
            class="btn btn-outline-primary"
            type="submit"
            formaction={to(`/evidence/${encodeURIComponent(measure.id)}`)}
            formenctype="multipart/form-data"
          >
            {words.upload}
          </button>
        </div>
      </div>
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
  return (
    <>
      <label class="form-label" for={`${field}.${measure.id}`}>
        {words.field[field]}
        {field === 'reason' &&
          (['none', 'done', 'extend', 'notMine'] as const).map((choice) => (
            <small class={`note only-${choice}`}> {words.reason[choice]}</small>
          ))}
      </label>
      {bad && (
        <span class="text-danger" id={`wrong.${field}.${measure.id}`}>
          {sayWrong(bad, view, () => measure.no)}
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
