import { type Act, readAct } from '../../client/acts.ts';
import type { Actor, Paper } from '../../domain/actor.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import { CodedError } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Person } from '../../domain/plan/directory.ts';
import { streamOf } from '../../workflows/contract.ts';
import { may } from '../access/may.ts';
import { onPaper, refuseRehearsed, send } from '../api/act.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { keepEvidence } from '../unit/evidence.ts';
import { markOf } from '../unit/fields.ts';
import { filesIn, isRecorded } from './doMeasure.ts';
import { one, type Said } from './said.ts';

/** What is decided on paper, and where its text goes. */
export const paperActs: Act[] = [
  ...(['approve', 'return', 'close', 'grantExtension', 'refuseExtension', 'confirmEffect', 'refuseEffect'] as const),
];

/** Something somebody could have signed, and a clerk of the office may enter for him. */
export type Deed = { signer: Person; act: Act };

/** All that could have been signed on one measure, by whom. */
export function deedsOn(measure: MeasureState, { who, campaign }: View, signer?: string): Deed[] {
  const persons = campaign.directory.persons.filter(({ id }) => signer === undefined || id === signer);
  return persons.flatMap((person) =>
    paperActs
      .filter((act) => may(who, { to: 'enterPaper', act, measure, signer: actorOf(person) }))
      .filter((act) => !/Extension$/.test(act) || measure.extension !== null)
      .map((act) => ({ signer: person, act })),
  );
}

/** The paper as it is entered: who enters it, its number and date, and its scan. @throws CodedError `paper-incomplete` */
export async function paperIn(
  { ledger: { db }, site, now }: PageDeps,
  { who, campaign }: View,
  { form }: Said,
  measure: MeasureState | null,
): Promise<Paper> {
  const clerk = who.kind === 'person' ? who.actor.person : '';
  const [number, date] = [one(form, 'number'), one(form, 'date')];
  const [scan] = filesIn(form, 'scan');
  const missing = [number ? '' : 'number', date ? '' : 'date', scan ? '' : 'scan'].filter((part) => part !== '');
  if (!scan || missing.length > 0) throw new CodedError('paper-incomplete', { missing: missing.join(' ') });
  const handed = { campaign: campaign.id, measure: measure?.id ?? '', unit: measure?.leadUnit ?? '', person: clerk };
  const sha256 = await keepEvidence(db, site.evidence, scan, { ...handed, at: now() });
  return { by: clerk, number, date, scan: `sha256:${sha256}` };
}

/**
 * Enters one act from signed paper: the record names who signed and whose hand entered it.
 * @throws CodedError `not-allowed`, `overtaken`, `paper-incomplete`, `not-in-post`, and whatever the engine refuses with
 */
export async function enterPaper(deps: PageDeps, view: View, measure: MeasureState, said: Said): Promise<void> {
  const [person = '', act = ''] = one(said.form, 'deed').split(':');
  const deed = deedsOn(measure, view).find((one) => one.signer.id === person && one.act === act);
  const stream = streamOf.measure(measure.campaign, measure.id);
  refuseRehearsed(view.campaign);
  if (await isRecorded(deps, stream, said.id)) return;
  if (said.mark !== markOf(measure)) throw new CodedError('overtaken', { act: 'enterPaper' });
  if (!deed) throw new CodedError('not-allowed', { act: 'enterPaper', who: 'office' });
  const paper = await paperIn(deps, view, said, measure);
  const actor = await onPaper(deps, view.campaign, actorOf(deed.signer), paper);
  await sendPaper(deps, measure, said.id, actor, deed.act, one(said.form, 'reason'));
}

/** Sends what was signed; `text` is the reason or the decision it carries. */
export async function sendPaper(
  deps: PageDeps,
  measure: MeasureState,
  id: string,
  actor: Actor,
  act: Act,
  text: string,
): Promise<void> {
  const needsReason = act === 'return' || act.startsWith('refuse');
  const fields = needsReason ? { reason: text } : act === 'close' && text ? { decision: text } : {};
  if (needsReason && !text) throw new CodedError('reason-missing', { act });
  await send(deps, streamOf.measure(measure.campaign, measure.id), id, actor, readAct(act, fields));
}
