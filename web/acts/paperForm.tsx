import { randomBytes } from 'node:crypto';
import type { MeasureState } from '../../domain/measure/state.ts';
import { actWords } from '../../words/acts.ts';
import { errorTerms, sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { markOf } from '../unit/fields.ts';
import { deedsOn } from './paper.ts';
import { one } from './said.ts';

/** The office enters what somebody signed on paper, with number, date and scan. */
export function PaperForm({ state, view }: { state: MeasureState; view: View }) {
  const { language, user } = view;
  const deeds = view.campaign.clock === 'stepped' ? [] : deedsOn(state, view);
  if (!user || deeds.length === 0) return null;
  const words = actWords[language];
  const names: Record<string, string> = errorTerms[language].act;
  const at = `${state.id}.paper`;
  const problem = view.problem?.said.at === at ? view.problem : null;
  const said = (name: string) => (problem ? one(problem.said.form, name) : '');
  return (
    <details class="others" open={problem !== null}>
      <summary>{words.paperTitle}</summary>
      <form
        method="post"
        action={view.to(`/m/${encodeURIComponent(state.id)}/acts`)}
        class="narrow"
        enctype="multipart/form-data"
      >
        <p class="note">{words.paperLead}</p>
        <input type="hidden" name="form" value={user.form} />
        <input type="hidden" name="id" value={randomBytes(6).toString('hex')} />
        <input type="hidden" name="mark" value={markOf(state)} />
        <input type="hidden" name="at" value={at} />
        {problem && (
          <p class="alert alert-danger mb-0">{sayError(language, problem.error.code, problem.error.facts)}</p>
        )}
        <label class="form-label" for={`${at}.deed`}>
          {words.deed}
        </label>
        <select class="form-select" id={`${at}.deed`} name="deed" required>
          {deeds.map(({ signer, act }) => (
            <option value={`${signer.id}:${act}`} selected={said('deed') === `${signer.id}:${act}`}>
              {fill(words.deedOf, { name: signer.name, act: names[act] ?? act })}
            </option>
          ))}
        </select>
        <label class="form-label" for={`${at}.reason`}>
          {words.field.reason} / {words.field.decision} ({words.optional})
        </label>
        <textarea class="form-control" id={`${at}.reason`} name="reason" rows={2} maxlength={4_000}>
          {said('reason')}
        </textarea>
        <PaperFields at={at} number={said('number')} date={said('date')} view={view} />
        <button class="btn btn-primary" type="submit" name="act" value="paper">
          {words.paperTitle}
        </button>
      </form>
    </details>
  );
}

type Props = { at: string; number?: string; date?: string; view: View };

/** What every signed paper has: its number, its date, and the paper itself. */
export function PaperFields({ at, number = '', date = '', view }: Props) {
  const words = actWords[view.language].field;
  return (
    <>
      <label class="form-label" for={`${at}.number`}>
        {words.number}
      </label>
      <input
        class="form-control"
        id={`${at}.number`}
        name="number"
        type="text"
        maxlength={200}
        value={number}
        required
      />
      <label class="form-label" for={`${at}.date`}>
        {words.date}
      </label>
      <input class="form-control" id={`${at}.date`} name="date" type="date" value={date} max={view.day} required />
      <label class="form-label" for={`${at}.scan`}>
        {words.scan}
      </label>
      <input class="form-control" id={`${at}.scan`} name="scan" type="file" accept=".pdf,.jpg,.jpeg,.png" required />
    </>
  );
}
