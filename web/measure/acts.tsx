import { type Act, readAct } from '../../client/acts.ts';
import { CodedError } from '../../domain/errors.ts';
import { isOfficeAct } from '../../domain/measure/authority.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import { mayOffice } from '../../domain/measure/decide.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { isHeads } from '../../domain/plan/directory.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { actWords } from '../../words/acts.ts';
import { itemWords } from '../../words/item.ts';
import { may } from '../access/may.ts';
import { ActForm } from '../acts/actForm.tsx';
import { type Field, measureForms } from '../acts/forms.ts';
import { isPossible } from '../acts/possible.ts';
import { valuesOf } from '../acts/said.ts';
import type { View } from '../campaign/view.ts';
import { markOf } from '../unit/fields.ts';
import { effectsOf } from './effects.ts';

/** What somebody is waited for; the others stand folded up below. */
export const awaited: Act[] = [
  ...(['approve', 'close', 'return', 'grantExtension', 'refuseExtension', 'confirmEffect', 'refuseEffect'] as const),
  ...(['refuseNotMine', 'applyAcceptance', 'recordAcceptance', 'closePart', 'returnPart', 'acknowledge'] as const),
];
/** Those that are the answer hoped for. */
const hopedFor: Act[] = ['approve', 'close', 'grantExtension', 'confirmEffect', 'acknowledge', 'closePart'];

/** What this visitor may do with a measure now; what he may not is not there at all. */
export function offeredTo({ who, campaign, context, day }: View, measure: MeasureState): Act[] {
  if (campaign.clock === 'stepped' || who.kind !== 'person') return [];
  const order = [...awaited, ...(Object.keys(measureForms) as Act[]).filter((act) => !awaited.includes(act))];
  return order.filter((act) => {
    if (!may(who, { to: 'act', act, measure }) || !isPossible(act, measure, day)) return false;
    // Supervision stands in only where the office would act on its own item.
    const asks = { type: act } as MeasureCommand;
    return !isOfficeAct(act) || who.actor.roles.includes('office') || !mayOffice(measure, asks, context);
  });
}

/** What an act asks of this measure: a decision of the leading group's, where its head leads it. */
export function fieldsOf(act: Act, { review, leaders }: MeasureState, { campaign }: View): Field[] {
  const fields = measureForms[act];
  // What signed paper carries is entered with the paper.
  if (act === 'approve') return [];
  if (act !== 'close') return fields;
  const decided = review?.closer === 'leadingGroup' || isHeads(leaders, campaign.directory);
  return decided ? fields.map((field) => ({ ...field, needed: true })) : [];
}

type Props = { state: MeasureState; files: EvidenceRow[]; view: View };

/** The acts of a measure's page: what is waited for first, the rest behind one line. */
export function Acts({ state, files, view }: Props) {
  const offered = offeredTo(view, state);
  if (offered.length === 0) return null;
  const { language } = view;
  const first = offered.filter((act) => awaited.includes(act));
  const others = offered.filter((act) => !awaited.includes(act));
  const at = (view.problem?.said ?? view.preview)?.at;
  const isOpen = others.some((act) => at === `${state.id}.${act}`);
  return (
    <section aria-label={itemWords[language].acts} class="acts">
      {first.length > 0 && <h2>{itemWords[language].acts}</h2>}
      <div class="act-row">
        {first.map((act) => (
          <MeasureAct act={act} {...{ state, files, view }} first={hopedFor.includes(act)} />
        ))}
      </div>
      {others.length > 0 && (
        <details class="others" open={isOpen}>
          <summary>{actWords[language].others}</summary>
          <div class="act-row">
            {others.map((act) => (
              <MeasureAct act={act} {...{ state, files, view }} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

type ActProps = Props & { act: Act; first?: boolean; back?: string };

/** One act on a measure, wherever it stands. */
export function MeasureAct({ act, state, files, view, first = false, back }: ActProps) {
  const fields = fieldsOf(act, state, view);
  return (
    <ActForm
      act={act}
      fields={fields}
      effects={(said) => effectsOf(readAct(act, valuesOf(fields, said)), state, view)}
      then={fields.length === 0 && back === undefined ? certainly(act, state, view) : []}
      to={view.to(`/m/${encodeURIComponent(state.id)}/acts`)}
      about={state.id}
      mark={markOf(state)}
      measure={state}
      {...{ files, view, first }}
      {...(back === undefined ? {} : { back })}
    />
  );
}

/** What an act that asks nothing does; nothing where it would be refused. */
function certainly(act: Act, state: MeasureState, view: View): string[] {
  try {
    return effectsOf(readAct(act, {}), state, view);
  } catch (error) {
    if (error instanceof CodedError) return [];
    throw error;
  }
}
