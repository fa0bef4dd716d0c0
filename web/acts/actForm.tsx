import { randomBytes } from 'node:crypto';
import { CodedError, errorTable } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { accessWords } from '../../words/access.ts';
import { actWords } from '../../words/acts.ts';
import { errorTerms, sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import type { Line } from '../item/now.ts';
import type { Field } from './forms.ts';
import { one, type Said } from './said.ts';
import { Versions, writtenIn } from './versions.tsx';

type Props = {
  act: string;
  fields: Field[];
  /** Where it is sent, and where one goes from there. */
  to: string;
  back?: string;
  /** What it is about, so that a refusal is shown at its own form. */
  about: string;
  view: View;
  mark?: string;
  /** What the place the form stands in says already. */
  fixed?: Record<string, string>;
  measure?: MeasureState;
  files?: EvidenceRow[];
  /** What the act would do, from what its form says. @throws CodedError with what it would be refused with */
  effects?: (said: Said) => string[];
  /** What it does for certain. */
  then?: string[];
  /** One of those that are wanted first. */
  first?: boolean;
  label?: string;
};

/** One act as a form: a button where nothing is asked, else what the act wants, folded up. */
export function ActForm(props: Props) {
  const { act, fields, to, back, about, view, mark = '', fixed = {}, first = false, files, effects, then = [] } = props;
  const { language, user } = view;
  if (!user) return null;
  const at = `${about}.${act}`;
  const names = errorTerms[language].act as Record<string, string>;
  const name = props.label ?? names[act] ?? act;
  const problem = view.problem?.said.at === at ? view.problem : null;
  const preview = view.preview?.at === at ? view.preview : null;
  const said = problem?.said ?? preview;
  const sends = fields.some(({ kind }) => kind === 'evidence');
  const form = (
    <form method="post" action={to} class="narrow" enctype={sends ? 'multipart/form-data' : undefined}>
      <input type="hidden" name="form" value={user.form} />
      <input type="hidden" name="id" value={randomBytes(6).toString('hex')} />
      <input type="hidden" name="mark" value={mark} />
      <input type="hidden" name="at" value={at} />
      {back && <input type="hidden" name="back" value={back} />}
      {Object.entries(fixed).map(([key, value]) => (
        <input type="hidden" name={key} value={value} />
      ))}
      {problem && <p class="alert alert-danger mb-0">{sayError(language, problem.error.code, problem.error.facts)}</p>}
      {fields.map((field) => (
        <FieldOf
          field={field}
          id={`${at}.${field.name}`}
          said={said?.form}
          {...{ view, files }}
          measure={props.measure}
        />
      ))}
      {preview && effects && <Effects lines={() => effects(preview)} view={view} />}
      {then.length > 0 && <EffectList lines={then} />}
      <button class={`btn ${first ? 'btn-primary' : 'btn-outline-primary'}`} type="submit" name="act" value={act}>
        {name}
      </button>
      {effects && fields.length > 0 && !sends && (
        <button class="btn btn-link" type="submit" name="preview" value={act}>
          {actWords[language].preview}
        </button>
      )}
    </form>
  );
  if (fields.length === 0) return form;
  return (
    <details class="act" open={said !== null}>
      <summary class={`btn ${first ? 'btn-primary' : 'btn-outline-primary'}`}>{name}…</summary>
      {form}
    </details>
  );
}

/** What somebody asked to see before he does it; what would be refused is said here already. */
function Effects({ lines, view }: { lines: () => string[]; view: View }) {
  try {
    return (
      <div class="alert alert-info mb-0" role="status" id="problems" tabindex={-1}>
        <b>{actWords[view.language].effects}</b>
        <EffectList lines={lines()} />
      </div>
    );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return (
      <p class="alert alert-danger mb-0">
        {sayError(view.language, error.code, error.facts)} <span class="note">{error.code}</span>
      </p>
    );
  }
}

function EffectList({ lines }: { lines: string[] }) {
  return (
    <ul class="note mb-0">
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

type FieldProps = {
  field: Field;
  id: string;
  view: View;
  said?: FormData | undefined;
  measure?: MeasureState | undefined;
  files?: EvidenceRow[] | undefined;
};

/** One field of an act. */
export function FieldOf({ field, id, view, said, measure, files = [] }: FieldProps) {
  const { kind, name, needed } = field;
  const words = actWords[view.language];
  const label = words.field[field.label];
  const value = said ? one(said, name) : '';
  const all = said ? said.getAll(name) : [];
  const hint = needed ? '' : ` (${words.optional})`;
  const { units, persons } = view.campaign.directory;
  switch (kind) {
    case 'text':
    case 'lines':
      return (
        <>
          <label class="form-label" for={id}>
            {label}
            {kind === 'lines' ? ` (${words.lineEach})` : hint}
          </label>
          <textarea
            class="form-control"
            {...{ id, name }}
            rows={kind === 'lines' ? 3 : 2}
            maxlength={4_000}
            required={needed}
          >
            {value}
          </textarea>
        </>
      );
    case 'line':
    case 'day':
    case 'amount':
      return (
        <>
          <label class="form-label" for={id}>
            {label}
            {hint}
          </label>
          <input
            class="form-control"
            type={kind === 'line' ? 'text' : kind === 'day' ? 'date' : 'number'}
            step={kind === 'amount' ? 'any' : undefined}
            min={kind === 'amount' ? 0 : undefined}
            maxlength={kind === 'line' ? 500 : undefined}
            {...{ id, name, value }}
            required={needed}
          />
        </>
      );
    case 'evidence':
      return (
        <>
          {files.map(({ sha256, name: file }) => (
            <label>
              <input type="checkbox" name="evidence" value={sha256} checked={!said || all.includes(sha256)} /> {file}
            </label>
          ))}
          <label class="form-label" for={id}>
            {files.length > 0 ? words.files : label}
            {hint}
          </label>
          <input class="form-control" type="file" name="files" id={id} multiple />
        </>
      );
    default:
      return (
        <>
          <label class="form-label" for={id}>
            {label}
            {hint}
          </label>
          <select
            class="form-select"
            {...{ id, name }}
            required={needed}
            multiple={kind === 'units' || kind === 'leaders'}
          >
            {kind !== 'units' && kind !== 'leaders' && <option value="">{words.choose}</option>}
            {choicesOf().map(([one, shown]) => (
              <option value={one} selected={all.includes(one)}>
                {shown}
              </option>
            ))}
          </select>
        </>
      );
  }

  function choicesOf(): [string, string][] {
    switch (kind) {
      case 'unit':
      case 'units':
        return units.map((unit) => [unit.id, unit.name]);
      case 'person':
        return persons.filter(({ unit }) => unit !== null).map((person) => [person.id, person.name]);
      case 'leaders':
        return persons
          .filter(({ roles }) => roles.includes('leader') || roles.includes('secretary'))
          .map((person) => [person.id, person.name]);
      case 'part':
        return (measure?.parts ?? []).map((part) => [part.id, `${part.id} ${part.title}`]);
      case 'milestone':
        return (measure?.milestones ?? []).flatMap(({ day, text, metOn }, n): [string, string][] =>
          metOn ? [] : [[String(n + 1), `${view.dates.day(day)} ${text}`]],
        );
      default:
        return (field.of ?? []).map((option) => [option, words.option[option]]);
    }
  }
}

/** Above a page whose form was refused: why, that nothing is lost, and what stands now where somebody was overtaken. */
export function Refused({ view, now = [] }: { view: View; now?: Line[] }) {
  const { problem, language } = view;
  if (!problem) return null;
  const words = actWords[language];
  const { code, facts } = problem.error;
  return (
    <div class="alert alert-danger" role="alert" id="problems" tabindex={-1}>
      <p class="mb-1">
        <b>{words.refused}</b> {sayError(language, code, facts)}
      </p>
      <p class="mb-0 note">
        {words.kept} {fill(accessWords[language].code, { code })}
      </p>
      {errorTable[code].status === 409 && (
        <Versions mine={writtenIn(problem.said, language)} now={now} language={language} />
      )}
    </div>
  );
}
