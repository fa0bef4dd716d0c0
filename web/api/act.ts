import { setTimeout as sleep } from 'node:timers/promises';
import { isAct, readAct } from '../../client/acts.ts';
import type { ActAnswer, ActRequest, IssueRequest } from '../../client/api.ts';
import { isCampaignAct, readCampaignAct } from '../../client/campaignActs.ts';
import type { Engine } from '../../client/engine.ts';
import { type Actor, system } from '../../domain/actor.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import { CodedError, refusal } from '../../domain/errors.ts';
import { streamsWithMessages } from '../../ledger/queries/streamsWithMessages.ts';
import { type Answer, type Envelope, type Kind, streamOf } from '../../workflows/contract.ts';
import type { ApiDeps } from './deps.ts';
import { rulesOf } from './rules.ts';

/** What sending a command needs of the world. */
export type SendDeps = Pick<ApiDeps, 'ledger' | 'engine' | 'folder'>;

/** So long somebody waits for an answer; longer, and a worker is away. Asking again with the same id is safe. */
const patience = 30_000;

/** @throws CodedError `not-running` */
export function runningEngine({ engine, folder }: SendDeps): Engine {
  if (!engine) throw new CodedError('not-running', { folder });
  return engine;
}

/** A person's act on a measure, a finding or the campaign itself. A refusal is thrown as the CodedError it is. */
export async function act(
  deps: ApiDeps,
  kind: Kind,
  campaign: string,
  id: string,
  said: ActRequest,
): Promise<ActAnswer> {
  const rules = await rulesOf(deps, campaign);
  refuseRehearsed(rules);
  if (kind === 'campaign') {
    const { type, ...fields } = said.command;
    if (!isCampaignAct(type)) throw new CodedError('bad-input', { field: 'type', value: type });
    return send(deps, streamOf.campaign(campaign), said.id, actorFor(rules, said.as), readCampaignAct(type, fields));
  }
  if (kind !== 'measure' && kind !== 'finding') throw new CodedError('bad-input', { field: 'kind', value: kind });
  const { type, ...fields } = said.command;
  const known = kind === 'measure' ? isAct(type) : type === 'close';
  if (!known || !isAct(type)) throw new CodedError('bad-input', { field: 'type', value: type });
  const command = readAct(type, fields);
  return send(deps, streamOf[kind](campaign, id), said.id, actorFor(rules, said.as), command);
}

/** The lists are issued: everybody concerned has it when this answers. No mail goes out before its release. */
export async function issue(deps: ApiDeps, campaign: string, said: IssueRequest): Promise<ActAnswer> {
  const rules = await rulesOf(deps, campaign);
  refuseRehearsed(rules);
  const { document, approvers, on } = said;
  const actor = said.as === undefined ? system : actorFor(rules, said.as);
  const answer = await send(deps, streamOf.campaign(campaign), said.id, actor, {
    ...{ type: 'issue', document, approvers },
    ...(on ? { on } : {}),
  });
  for (const until = deps.now() + patience; deps.now() < until; await sleep(100)) {
    if ((await streamsWithMessages(deps.ledger.db, campaign)).length === 0) break;
  }
  return answer;
}

/** @throws CodedError `is-rehearsal` */
export function refuseRehearsed({ id, clock }: CampaignState): void {
  if (clock === 'stepped') throw new CodedError('is-rehearsal', { campaign: id });
}

/** Who acts, from the campaign's directory: by id, or by a name only one person has. */
export function actorFor({ directory }: CampaignState, as: string): Actor {
  const byName = directory.persons.filter(({ name }) => name === as);
  const person = directory.persons.find(({ id }) => id === as) ?? byName[0];
  if (!person) throw new CodedError('unknown-id', { id: as });
  if (person.id !== as && byName.length > 1) {
    throw new CodedError('ambiguous-id', { id: as, found: byName.map(({ id }) => id).join(' ') });
  }
  return actorOf(person);
}

/** Sends one command and answers what became of it. */
export async function send(
  deps: SendDeps,
  stream: string,
  id: string,
  actor: Actor,
  command: { type: string; [field: string]: unknown },
): Promise<ActAnswer> {
  const engine = runningEngine(deps);
  const giveUp = new AbortController();
  const silence = sleep(patience, null, { signal: giveUp.signal }).catch(() => null);
  const envelope: Envelope = { id, actor, command, at: null };
  const asked = engine
    .act(stream, envelope)
    .catch(async (error) => (await answerWithoutWorkflow(deps, engine, stream, envelope)) ?? Promise.reject(error));
  const answer = await Promise.race([asked, silence]).finally(() => giveUp.abort());
  if (answer === null) throw new CodedError('no-answer', { id, seconds: patience / 1_000 });
  if ('refusal' in answer) throw new CodedError(answer.refusal.code, answer.refusal.facts);
  return { id, stream, ...answer };
}

/**
 * An archived entity has no workflow any more: the ledger knows what was answered, and why nothing else can be done. One
 * that is not archived has been lost by Temporal: it begins again from the record, and is asked again. Null where the
 * ledger knows of none.
 */
async function answerWithoutWorkflow(
  { ledger: { db } }: SendDeps,
  engine: Engine,
  stream: string,
  envelope: Envelope,
): Promise<Answer | null> {
  const row = await db.selectFrom('stream').select('archived').where('id', '=', stream).executeTakeFirst();
  if (!row) return null;
  if (!row.archived) {
    await engine.restore(stream);
    return engine.act(stream, envelope);
  }
  const before = await db
    .selectFrom('command')
    .select('answer')
    .where('stream', '=', stream)
    .where('id', '=', envelope.id)
    .executeTakeFirst();
  const no = { refusal: refusal('wrong-state', { act: envelope.command.type, phase: 'archived' }) };
  return (before?.answer as Answer | undefined) ?? no;
}
