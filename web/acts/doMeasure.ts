import { type Act, readAct } from '../../client/acts.ts';
import type { Actor } from '../../domain/actor.ts';
import { CodedError } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { type Answer, streamOf } from '../../workflows/contract.ts';
import { actorIn, may } from '../access/may.ts';
import { refuseRehearsed, send } from '../api/act.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { evidenceOf, keepEvidence } from '../unit/evidence.ts';
import { markOf } from '../unit/fields.ts';
import { measureForms } from './forms.ts';
import { type Said, valuesOf } from './said.ts';

/**
 * Does what a form on a measure says, under the number `id`. The same form sent twice does it once; one that was overtaken does nothing.
 * @throws CodedError `not-allowed`, `overtaken`, `reason-missing`, and whatever the engine refuses with
 */
export async function doMeasure(
  deps: PageDeps,
  view: View,
  measure: MeasureState,
  said: Said,
  id = said.id,
): Promise<void> {
  const { who, campaign } = view;
  const act = said.act as Act;
  const actor = actorIn(who);
  const known = Object.hasOwn(measureForms, act);
  if (!known || !actor) throw new CodedError('not-allowed', { act: act.slice(0, 40), who: 'office' });
  refuseRehearsed(campaign);
  const stream = streamOf.measure(measure.campaign, measure.id);
  if (await isRecorded(deps, stream, id)) return;
  const allowed = may(who, { to: 'act', act, measure });
  if (said.mark !== markOf(measure)) throw new CodedError('overtaken', { act });
  if (!allowed) throw new CodedError('not-allowed', { act, who: 'office' });
  const fields = measureForms[act];
  const values = valuesOf(fields, said);
  const evidence = fields.some(({ kind }) => kind === 'evidence')
    ? { evidence: await handIn(deps, measure, actor, said) }
    : {};
  await send(deps, stream, id, actor, readAct(act, { ...values, ...evidence }));
}

/** Was a form of this number taken already? @throws CodedError as it was refused then */
export async function isRecorded({ ledger }: Pick<PageDeps, 'ledger'>, stream: string, id: string): Promise<boolean> {
  const before = ledger.db.selectFrom('command').select('answer').where('stream', '=', stream).where('id', '=', id);
  const answer = (await before.executeTakeFirst())?.answer as Answer | undefined;
  if (answer && 'refusal' in answer) throw new CodedError(answer.refusal.code, answer.refusal.facts);
  return answer !== undefined;
}

/** Keeps new files; answers all that go with the act, as the record names them. */
async function handIn({ ledger: { db }, site, now }: PageDeps, measure: MeasureState, actor: Actor, { form }: Said) {
  const handed = { campaign: measure.campaign, measure: measure.id, unit: measure.leadUnit };
  const chosen = new Set(form.getAll('evidence').map(String));
  for (const file of filesIn(form, 'files')) {
    chosen.add(await keepEvidence(db, site.evidence, file, { ...handed, person: actor.person, at: now() }));
  }
  const files = await evidenceOf(db, measure.campaign, [measure.id]);
  return files.filter(({ sha256 }) => chosen.has(sha256)).map(({ name, sha256 }) => `${name} sha256:${sha256}`);
}

/** The files of a field; an empty one is none. */
export function filesIn(form: FormData, name: string): File[] {
  return form.getAll(name).filter((value) => typeof value !== 'string' && value.size > 0) as unknown as File[];
}
