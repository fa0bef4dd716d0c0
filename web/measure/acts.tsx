import { randomBytes } from 'node:crypto';
import type { MeasureState } from '../../domain/measure/state.ts';
import { errorTerms } from '../../words/errors.ts';
import { itemWords } from '../../words/item.ts';
import { may } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import { markOf } from '../unit/fields.ts';
import { type Decision, decisions } from './doAct.ts';

/** What this visitor may decide of a measure now, as buttons; what he may not is not there at all. */
export function Acts({ state, view }: { state: MeasureState; view: View }) {
  const { language, user, who, campaign } = view;
  if (!user || campaign.clock === 'stepped') return null;
  const offered = (Object.keys(decisions) as Decision[]).filter((act) => may(who, { to: 'act', act, measure: state }));
  if (offered.length === 0) return null;
  const words = itemWords[language];
  const names = errorTerms[language].act as Record<string, string>;
  return (
    <section aria-label={words.acts} class="acts">
      <h2>{words.acts}</h2>
      {offered.map((act) => {
        const { text, needed } = decisions[act];
        return (
          <form method="post" action={view.to(`/m/${encodeURIComponent(state.id)}/acts`)} class="narrow">
            <input type="hidden" name="form" value={user.form} />
            <input type="hidden" name="id" value={randomBytes(6).toString('hex')} />
            <input type="hidden" name="mark" value={markOf(state)} />
            {text && (
              <>
                <label class="form-label" for={`text-${act}`}>
                  {names[act]}：{needed ? words.actReason : words.actDecision}
                </label>
                <textarea
                  class="form-control"
                  id={`text-${act}`}
                  name="text"
                  rows={2}
                  maxlength={4_000}
                  required={needed}
                />
              </>
            )}
            <button
              class={`btn ${needed ? 'btn-outline-primary' : 'btn-primary'}`}
              type="submit"
              name="act"
              value={act}
            >
              {names[act]}
            </button>
          </form>
        );
      })}
    </section>
  );
}
