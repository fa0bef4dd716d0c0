import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAct, readAct } from '../../client/acts.ts';
import type { ActAnswer, ActRequest, IssueRequest } from '../../client/api.ts';
import { isCampaignAct, readCampaignAct } from '../../client/campaignActs.ts';
import type { Engine } from '../../client/engine.ts';
import { type Actor, type Paper, system } from '../../domain/actor.ts';
import { isDay } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { actorOf, deputyOf } from '../../domain/digest/resolve.ts';
import { CodedError, errorTable, type Refusal, refusal } from '../../domain/errors.ts';
import { refuse } from '../../domain/measure/authority.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Person } from '../../domain/plan/directory.ts';
import { heldOn } from '../../ledger/queries/heldOn.ts';
import { recordRefusal } from '../../ledger/queries/refusals.ts';
import { streamsWithMessages } from '../../ledger/queries/streamsWithMessages.ts';
import { type Answer, type Envelope, type Kind, readStream, streamOf } from '../../workflows/contract.ts';
import { keepEvidence } from '../unit/evidence.ts';
import type { ApiDeps } from './deps.ts';
import { nowOf, rulesOf } from './rules.ts';

/** What sending a command needs of the world. */
export type SendDeps = Pick<ApiDeps, 'ledger' | 'engine' | 'folder' | 'now'>;

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
  await keepScan(deps, kind, campaign, id, said);
  if (kind === 'campaign') {
    const { type, ...fields } = said.command;
    if (!isCampaignAct(type)) throw new CodedError('bad-input', { field: 'type', value: type });
    return send(
      deps,
      streamOf.campaign(campaign),
      said.id,
      await actorSaid(deps, rules, said),
      readCampaignAct(type, fields),
    );
  }
  if (kind !== 'measure' && kind !== 'finding') throw new CodedError('bad-input', { field: 'kind', value: kind });
  const { type, ...fields } = said.command;
  const known = kind === 'measure' ? isAct(type) : type === 'close';
  if (!known || !isAct(type)) throw new CodedError('bad-input', { field: 'type', value: type });
  const command = readAct(type, fields);
  return send(deps, streamOf[kind](campaign, id), said.id, await actorSaid(deps, rules, said), command);
}

/** The scan of a paper lies with the evidence, under the digest the record names. @throws CodedError `scan-differs` */
async function keepScan(deps: ApiDeps, kind: Kind, campaign: string, id: string, { paper, scan }: ActRequest) {
  if (!paper || !scan) return;
  const bytes = Buffer.from(scan.bytes, 'base64');
  if (`sha256:${createHash('sha256').update(bytes).digest('hex')}` !== paper.scan)
    throw new CodedError('bad-input', { field: 'scan', value: scan.name });
  const { ledger, now, folder } = deps;
  const handed = { campaign, measure: kind === 'measure' ? id : '', unit: '', person: paper.by, at: now() };
  await keepEvidence(ledger.db, join(folder, 'evidence'), new File([bytes], scan.name), handed);
}

/** The lists are issued: everybody concerned has it when this answers. No mail goes out before its release. */
export async function issue(deps: SendDeps, campaign: string, said: IssueRequest): Promise<ActAnswer> {
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

/** Who acts: himself, for another by a delegation of today, or by the hand of a clerk who enters his paper. */
async function actorSaid(deps: ApiDeps, rules: CampaignState, said: ActRequest): Promise<Actor> {
  const { as, for: principal, paper } = said;
  const actor = principal === undefined ? actorFor(rules, as) : await deputyFor(deps, rules, as, principal);
  return paper ? onPaper(deps, rules, actor, { ...paper, by: personFor(rules, paper.by).id }) : actor;
}

/**
 * Signed paper is as good as the post its signer held on its day, whoever has that post today.
 * @throws CodedError `not-in-post`
 */
export async function onPaper(deps: SendDeps, rules: CampaignState, actor: Actor, paper: Paper): Promise<Actor> {
  const today = dayOf(await nowOf(deps, rules), rules.settings.zone);
  if (actor.behalf || !isDay(paper.date) || paper.date >= today) return { ...actor, paper };
  const then = await heldOn(deps.ledger.db, rules, actor.person, paper.date);
  if (then !== null) return { ...(then ?? actor), paper };
  const no = refusal('not-in-post', { person: actor.person, day: paper.date });
  throw await refused(deps, streamOf.campaign(rules.id), { ...actor, paper }, 'enterPaper', '', no);
}

/** @throws CodedError `not-delegated` */
async function deputyFor(deps: ApiDeps, rules: CampaignState, as: string, principal: string): Promise<Actor> {
  const [person, of] = [personFor(rules, as), personFor(rules, principal)];
  const day = dayOf(await nowOf(deps, rules), rules.settings.zone);
  const actor = deputyOf(person, of, rules.directory, day);
  if (actor) return actor;
  const no = refusal('not-delegated', { of: of.name, to: person.name, day });
  const stream = streamOf.campaign(rules.id);
  throw await refused(deps, stream, actorOf(person), 'delegate', '', no);
}

/** Who acts, from the campaign's directory. */
export function actorFor(rules: CampaignState, as: string): Actor {
  return actorOf(personFor(rules, as));
}

/** A person by id, or by a name only one person has. */
function personFor({ directory }: CampaignState, as: string): Person {
  const byName = directory.persons.filter(({ name }) => name === as);
  const person = directory.persons.find(({ id }) => id === as) ?? byName[0];
  if (!person) throw new CodedError('unknown-id', { id: as });
  if (person.id !== as && byName.length > 1) {
    throw new CodedError('ambiguous-id', { id: as, found: byName.map(({ id }) => id).join(' ') });
  }
  return person;
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
  const answer = await Promise.race([asked, silence])
    .catch(async (error) => {
      // An early no of the workflow leaves no trace there: it is written down here, like any other.
      throw error instanceof CodedError && errorTable[error.code].status < 500
        ? await refused(deps, stream, actor, command.type, id, error)
        : error;
    })
    .finally(() => giveUp.abort());
  if (answer === null) throw new CodedError('no-answer', { id, seconds: patience / 1_000 });
  if (!('refusal' in answer)) return { id, stream, ...answer };
  throw await refused(deps, stream, actor, command.type, id, answer.refusal);
}

/** A no is written down, with who asked and from which paper; then it is thrown. */
async function refused(
  { ledger, now }: SendDeps,
  stream: string,
  actor: Actor,
  act: string,
  command: string,
  { code, facts }: Refusal,
): Promise<CodedError> {
  const { campaign } = readStream(stream)!;
  await recordRefusal(ledger.db, { campaign, stream, at: now(), actor, command, act, code, facts });
  return new CodedError(code, facts);
}

/**
 * An archived entity has no workflow any more: the ledger knows what was answered, and what else cannot be done. A rebound
 * can: its workflow begins again. One that is not archived has been lost by Temporal: it begins again from the record, and is asked again. Null where the
 * ledger knows of none.
 */
async function answerWithoutWorkflow(
  { ledger: { db } }: SendDeps,
  engine: Engine,
  stream: string,
  envelope: Envelope,
): Promise<Answer | null> {
  const row = await db.selectFrom('stream').select(['archived', 'state']).where('id', '=', stream).executeTakeFirst();
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
  if (before) return before.answer as Answer;
  const { command, actor } = envelope;
  const no =
    readStream(stream)?.kind === 'measure' && refuse(row.state as MeasureState, command as MeasureCommand, actor);
  if (no === null) return engine.act(stream, envelope, 'real');
  return { refusal: no || refusal('wrong-state', { act: command.type, phase: 'archived' }) };
}
