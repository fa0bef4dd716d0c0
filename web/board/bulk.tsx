import { randomBytes } from 'node:crypto';
import { type Act, readAct } from '../../client/acts.ts';
import { CodedError, errorTable } from '../../domain/errors.ts';
import { decide } from '../../domain/measure/decide.ts';
import { evolve } from '../../domain/measure/evolve.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { boardWords } from '../../words/board.ts';
import { errorTerms, sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { actorIn, may } from '../access/may.ts';
import { FieldOf } from '../acts/actForm.tsx';
import { doMeasure } from '../acts/doMeasure.ts';
import { measureForms } from '../acts/forms.ts';
import { one, type Said, valuesOf } from '../acts/said.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { Frame } from '../frame/frame.tsx';
import { LightBadge, lightText } from '../item/light.tsx';
import { glanceAt } from '../item/standing.ts';
import { offeredTo } from '../measure/acts.tsx';
import { markOf } from '../unit/fields.ts';

/** What is done to many at once: the same words fit them all. */
const bulkActs: Act[] = [
  'approve',
  'setNextStep',
  'setLimit',
  'reassign',
  'suspend',
  'resume',
  'acknowledge',
  'refuseNotMine',
];
export const mostInBulk = 200;

/** What one row would come to: its effect in words, or why not. */
export type Effect = { measure: MeasureState; ok: boolean; says: string };

/** Decides an act for every row as the engine would, and records nothing. @throws CodedError for a form that says nothing */
export function effectsOf(act: Act, said: Said, measures: MeasureState[], view: View): Effect[] {
  const actor = actorIn(view.who);
  const command = readAct(act, valuesOf(measureForms[act], said));
  return measures.map((measure) => {
    if (!actor || !may(view.who, { to: 'act', act, measure }))
      return { measure, ok: false, says: no('not-allowed', { act, who: 'office' }) };
    const answer = decide(measure, command, actor, view.context);
    if (!Array.isArray(answer)) return { measure, ok: false, says: no(answer.code, answer.facts) };
    const after = answer.reduce<MeasureState | null>(evolve, measure)!;
    const { light, holder, due } = glanceAt(after, view);
    const before = glanceAt(measure, view);
    const words = boardWords[view.language];
    const moved = [
      due !== before.due ? `${before.due ?? words.none} → ${due ?? words.none}` : '',
      holder !== before.holder ? `${before.holder} → ${holder}` : '',
      light !== before.light ? `→ ${lightText(light, view.language)}` : '',
    ].filter((part) => part !== '');
    return {
      measure,
      ok: true,
      says: moved.join(' · ') || (errorTerms[view.language].act as Record<string, string>)[act]!,
    };
  });

  function no(code: Parameters<typeof sayError>[1], facts: Parameters<typeof sayError>[2]): string {
    return sayError(view.language, code, facts);
  }
}

/** The acts somebody may do to at least one of these. */
export function bulkOffered(measures: MeasureState[], view: View): Act[] {
  const offered = new Set(measures.flatMap((measure) => offeredTo(view, measure)));
  return bulkActs.filter((act) => offered.has(act));
}

/** Does it to those that allow it; each under the form's number, so that sent twice it is done once. */
export async function doBulk(
  deps: PageDeps,
  view: View,
  said: Said,
  act: Act,
  measures: MeasureState[],
): Promise<{ done: number; refused: number }> {
  let [done, refused] = [0, 0];
  for (const measure of measures) {
    try {
      await doMeasure(
        deps,
        view,
        measure,
        { ...said, act, mark: one(said.form, `mark.${measure.id}`) },
        `${said.id}-${measure.id}`,
      );
      done += 1;
    } catch (error) {
      if (!(error instanceof CodedError) || errorTable[error.code].status >= 500) throw error;
      refused += 1;
    }
  }
  return { done, refused };
}

type Props = { act: Act | null; effects: Effect[] | null; measures: MeasureState[]; said: Said; view: View };

/** Chosen rows, the act and what it wants; then, row by row, what it would do, before the button that does it. */
export function BulkPage({ act, effects, measures, said, view }: Props) {
  const { language, user, problem } = view;
  const words = boardWords[language].bulk;
  const names: Record<string, string> = errorTerms[language].act;
  const offered = bulkOffered(measures, view);
  const ok = effects?.filter((effect) => effect.ok).length ?? 0;
  const title = effects
    ? fill(words.preview, { act: names[act!] ?? '', n: effects.length, ok })
    : fill(words.title, { n: measures.length });
  const hidden = (
    <>
      <input type="hidden" name="form" value={user?.form} />
      <input type="hidden" name="id" value={randomBytes(6).toString('hex')} />
      {measures.map((measure) => (
        <>
          <input type="hidden" name="m" value={measure.id} />
          <input type="hidden" name={`mark.${measure.id}`} value={markOf(measure)} />
        </>
      ))}
    </>
  );
  return (
    <Frame language={language} title={title} self={null} masthead={view.masthead} user={user}>
      {problem && (
        <p class="alert alert-danger" role="alert">
          {sayError(language, problem.error.code, problem.error.facts)} <span class="note">{problem.error.code}</span>
        </p>
      )}
      <h1>{title}</h1>
      {effects && act && (
        <form method="post" action={view.to('/bulk')} class="bulk">
          {hidden}
          <input type="hidden" name="act" value={act} />
          {[...said.form].flatMap(([name, value]) =>
            typeof value === 'string' && measureForms[act].some((field) => field.name === name)
              ? [<input type="hidden" {...{ name, value }} />]
              : [],
          )}
          <ul class="desk">
            {effects.map(({ measure, ok: fits, says }) => (
              <li>
                <LightBadge light={glanceAt(measure, view).light} language={language} /> {measure.no} {measure.title}：
                {fits ? says : <span class="note">{fill(words.not, { why: says })}</span>}
              </li>
            ))}
          </ul>
          {ok > 0 && (
            <button class="btn btn-primary" type="submit" name="do" value="send">
              {fill(words.send, { act: names[act] ?? '', n: ok })}
            </button>
          )}
        </form>
      )}
      {!effects && offered.length === 0 && <p>{words.none}</p>}
      {!effects && (
        <>
          <div class="act-row">
            {offered.map((each) => (
              <details class="act" open={said.act === each}>
                <summary class="btn btn-outline-primary">{names[each]}…</summary>
                <form method="post" action={view.to('/bulk')} class="narrow">
                  {hidden}
                  <input type="hidden" name="act" value={each} />
                  {(each === 'approve' ? [] : measureForms[each]).map((field) => (
                    <FieldOf
                      field={field}
                      id={`bulk.${each}.${field.name}`}
                      view={view}
                      said={said.act === each ? said.form : undefined}
                    />
                  ))}
                  <button class="btn btn-primary" type="submit" name="do" value="preview">
                    {words.look}
                  </button>
                </form>
              </details>
            ))}
          </div>
          <ul class="desk">
            {measures.map((measure) => (
              <li>
                <LightBadge light={glanceAt(measure, view).light} language={language} /> {measure.no} {measure.title}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={view.to('')}>{words.back}</a>
      </p>
    </Frame>
  );
}
