import { CodedError, errorTable } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import { streamOf } from '../../workflows/contract.ts';
import { may } from '../access/may.ts';
import { send } from '../api/act.ts';
import type { PageDeps } from '../deps.ts';
import { evidenceOf } from './evidence.ts';
import { actOf, type Choice, commandOf, commandsBefore, type Fields, markOf } from './fields.ts';
import { idsOf, isOffered, type Opened, streamsOf } from './opened.ts';
import { receivedBy } from './store.ts';

/** One thing that will be sent. */
export type Said = { measure: MeasureState; fields: Fields & { choice: Choice } };

/** What was chosen, in the order of the measures. */
export function saidIn({ measures }: Opened, fields: Map<string, Fields>): Said[] {
  return measures.flatMap((measure) => {
    const said = fields.get(measure.id);
    return said && said.choice !== '' ? [{ measure, fields: { ...said, choice: said.choice } }] : [];
  });
}

/** Sends all that was chosen under the form's number; answers what was done, and what was refused in a sentence each. */
export async function sendSaid(deps: PageDeps, opened: Opened, fields: Map<string, Fields>, form: string) {
  const { db } = deps.ledger;
  const { view, measures, link } = opened;
  const evidence = await evidenceOf(db, link.campaign, idsOf(measures));
  const known = new Set((await receivedBy(db, streamsOf(opened), form)).map(({ id }) => id));
  const refused = new Map<string, string>();
  const done: string[] = [];
  for (const said of saidIn(opened, fields)) {
    const { id } = said.measure;
    const files = evidence.filter((file) => file.measure === id);
    const names = files.map(({ name, sha256 }) => `${name} sha256:${sha256}`);
    try {
      await sendOne(deps, opened, said, { names, number: `${form}-${id}`, known: known.has(`${form}-${id}`) });
      done.push(id);
    } catch (error) {
      if (!(error instanceof CodedError) || errorTable[error.code].status >= 500) throw error;
      const { code, facts } = error;
      const overtaken = fill(unitWords[view.language].overtaken, { no: '' }).trim();
      refused.set(id, code === 'overtaken' ? overtaken : sayError(view.language, code, facts));
    }
  }
  return { done, refused };
}

type How = { names: string[]; number: string; known: boolean };

async function sendOne(deps: PageDeps, opened: Opened, { measure, fields }: Said, { names, number, known }: How) {
  const { who, campaign } = opened;
  const { choice } = fields;
  const act = choice === 'consult' ? 'askConsultation' : actOf[choice];
  if (!known) {
    if (fields.mark !== markOf(measure)) throw new CodedError('overtaken', { act });
    if (!isOffered(opened, measure, choice)) throw new CodedError('not-allowed', { act, who: 'unit' });
  }
  if (choice === 'consult') {
    const command = { type: 'askConsultation', difficulty: fields.reason, about: measure.id };
    await send(deps, streamOf.campaign(campaign.id), number, who.actor, command);
    return;
  }
  const stream = streamOf.measure(measure.campaign, measure.id);
  for (const command of known ? [] : commandsBefore(measure, fields, names)) {
    if (!may(who, { to: 'act', act: command.type, measure }))
      throw new CodedError('not-allowed', { act: command.type, who: 'unit' });
    const part = 'part' in command ? command.part : '';
    await send(deps, stream, `${number}-${command.type}-${part}`, who.actor, command);
  }
  await send(deps, stream, number, who.actor, commandOf({ ...fields, choice }, names));
}
