import { readAct } from '../../client/acts.ts';
import { CodedError } from '../../domain/errors.ts';
import type { MeasureOrder } from '../../domain/measure/commands.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { streamOf } from '../../workflows/contract.ts';
import { actorIn, may } from '../access/may.ts';
import { refuseRehearsed, send } from '../api/act.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { markOf } from '../unit/fields.ts';

/** What is decided on a measure's page: the field its text goes into, and whether it must be there. */
export const decisions = {
  approve: { text: 'document', needed: false },
  return: { text: 'reason', needed: true },
  close: { text: 'decision', needed: false },
  grantExtension: { text: null, needed: false },
  refuseExtension: { text: 'reason', needed: true },
  confirmEffect: { text: null, needed: false },
  refuseEffect: { text: 'reason', needed: true },
} as const satisfies Partial<Record<MeasureOrder, { text: string | null; needed: boolean }>>;
export type Decision = keyof typeof decisions;

/**
 * Does what a button says. The same form sent twice does it once; one that was overtaken does nothing.
 * @throws CodedError `not-allowed`, `overtaken`, `reason-missing`, and whatever the engine refuses with
 */
export async function doAct(
  deps: PageDeps,
  { who, campaign }: View,
  measure: MeasureState,
  body: Record<string, unknown>,
): Promise<void> {
  const said = (name: string) => (typeof body[name] === 'string' ? (body[name] as string).trim() : '');
  const act = Object.keys(decisions).find((one) => one === said('act')) as Decision | undefined;
  const id = /^[0-9a-f]{12}$/.exec(said('id'))?.[0];
  const actor = actorIn(who);
  const mayAct = act !== undefined && may(who, { to: 'act', act, measure });
  if (!act || !id || !actor) throw new CodedError('not-allowed', { act: said('act').slice(0, 40), who: 'office' });
  refuseRehearsed(campaign);
  const stream = streamOf.measure(measure.campaign, measure.id);
  const before = await deps.ledger.db
    .selectFrom('command')
    .select('id')
    .where('stream', '=', stream)
    .where('id', '=', id)
    .executeTakeFirst();
  if (before) return;
  if (said('mark') !== markOf(measure)) throw new CodedError('overtaken', { act });
  if (!mayAct) throw new CodedError('not-allowed', { act, who: 'office' });
  const { text, needed } = decisions[act];
  if (needed && said('text') === '') throw new CodedError('reason-missing', { act });
  const fields = text && said('text') !== '' ? { [text]: said('text') } : {};
  await send(deps, stream, id, actor, readAct(act, fields));
}
