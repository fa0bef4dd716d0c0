import { z } from 'zod';
import { acts } from '../../client/acts.ts';
import type { InstallationAnswer } from '../../client/api.ts';
import { campaignActs } from '../../client/campaignActs.ts';
import { listsSchema } from '../../client/lists.ts';
import { CodedError } from '../../domain/errors.ts';
import { lights } from '../../domain/measure/light.ts';
import { kinds } from '../../domain/plan/lists.ts';
import { silentCanaries } from '../../ledger/canary.ts';
import { adopt, homeOf } from '../../ledger/place.ts';
import { campaigns, findings, measures } from '../../ledger/queries/board.ts';
import { readYears } from '../../ledger/queries/calendarYears.ts';
import { refusals } from '../../ledger/queries/refusals.ts';
import { type Kind, streamOf } from '../../workflows/contract.ts';
import { act, issue } from './act.ts';
import * as answers from './answers.ts';
import { addYear, addYearSchema } from './calendar.ts';
import { deliveriesOf, undeliveredOf } from './deliveries.ts';
import type { ApiDeps } from './deps.ts';
import { directoryOn } from './directory.ts';
import { enter } from './enter.ts';
import { figuresAsOf, figuresQuery } from './figures.ts';
import { findStream } from './find.ts';
import { forecast } from './forecast.ts';
import { importLists, importSchema, importView } from './imports.ts';
import { letterIn, lettersIn } from './letters.ts';
import { listsOf } from './lists.ts';
import { type Operation, operation } from './operation.ts';
import { changePolicy, changePolicySchema } from './policy.ts';
import { answer, answerSchema, questions } from './questions.ts';
import { rulesOf } from './rules.ts';
import { statusOf } from './status.ts';
import { viewStream } from './stream.ts';
import { teamOf } from './team.ts';

const words = z.string().trim().min(1).max(500);
const commandId = z.string().trim().min(1).max(100);
const text = z.string();

const envelope = z.strictObject({
  id: commandId,
  as: words,
  command: z.looseObject({ type: text }),
  for: words.exactOptional(),
  paper: z.strictObject({ by: words, number: text.max(200), date: text, scan: text.max(100) }).exactOptional(),
  scan: z.strictObject({ name: words, bytes: z.base64() }).exactOptional(),
});
/** The same with every act there is, field by field, each of which its own form checks. */
const envelopeSaid = envelope.extend({
  command: z.union(
    Object.entries({ ...acts, ...campaignActs }).map(([type, { fields }]) =>
      z.strictObject({ type: z.literal(type), ...fields.shape }).meta({ id: `act.${type}` }),
    ),
  ),
});

/** Everything the HTTP API can be asked, under `/api` (docs/api.md). */
export const operations: Operation[] = [
  operation({
    ...{ method: 'get', path: '/health', id: 'health', summary: 'Who answers.', answer: answers.health },
    run: ({ engine }) => ({ name: 'xiaohao', pid: process.pid, running: engine !== null }),
  }),
  operation({
    ...{ method: 'get', path: '/find', id: 'find', summary: 'The stream a short id means.', answer: answers.found },
    query: z.strictObject({ id: text.default(''), campaign: text.exactOptional() }),
    run: (deps, { query }) => findStream(deps, query.id, query.campaign),
  }),
  operation({
    ...{
      method: 'get',
      path: '/calendar',
      id: 'years',
      answer: answers.years,
      summary: 'The holiday notices loaded here, by year.',
    },
    run: ({ ledger }) => readYears(ledger.db),
  }),
  operation({
    ...{ method: 'post', path: '/calendar', id: 'addYear', answer: answers.yearAdded, body: addYearSchema },
    summary: 'What a holiday notice moves; confirmed, it is loaded.',
    run: (deps, { body }) => addYear(deps, body),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns', id: 'campaigns', answer: z.array(answers.status) },
    summary: 'All campaigns with their figures.',
    run: async (deps) => {
      const all = [];
      for (const { id } of await campaigns(deps.ledger.db)) all.push(await statusOf(deps, id));
      return all;
    },
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/status', id: 'status', answer: answers.status },
    summary: 'One campaign’s figures.',
    run: (deps, { params }) => statusOf(deps, params.campaign),
  }),
  operation({
    ...{
      method: 'get',
      path: '/campaigns/:campaign/measures',
      id: 'measures',
      answer: answers.measureRows,
      summary: 'Measures, filtered.',
    },
    query: z.strictObject({
      finding: text.exactOptional(),
      phase: text.exactOptional(),
      light: z.enum(lights).exactOptional(),
      holder: text.exactOptional(),
      lead_unit: text.exactOptional(),
      leader: text.exactOptional(),
      kind: z.enum(kinds).exactOptional(),
      late: z.stringbool().exactOptional(),
      publish: z.stringbool().exactOptional(),
    }),
    run: async (deps, { params, query }) =>
      answers.measureRows.parse(await measures(deps.ledger.db, (await rulesOf(deps, params.campaign)).id, query)),
  }),
  operation({
    ...{
      method: 'get',
      path: '/campaigns/:campaign/findings',
      id: 'findings',
      answer: answers.findingRows,
      summary: 'Findings.',
    },
    run: async (deps, { params }) =>
      answers.findingRows.parse(await findings(deps.ledger.db, (await rulesOf(deps, params.campaign)).id)),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/refusals', id: 'refusals', answer: answers.refused },
    summary: 'The last 500 acts that were refused: who, what, why, and from which paper.',
    run: async (deps, { params }) => {
      const { id, settings } = await rulesOf(deps, params.campaign);
      const rows = await refusals(deps.ledger.db, id, 500);
      return { zone: settings.zone, refused: rows.map(({ id: _, campaign: __, ...row }) => row) };
    },
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/directory', id: 'directory', answer: answers.directory },
    summary: 'Who holds which post, or held it at the end of a day.',
    query: z.strictObject({ on: text.exactOptional() }),
    run: (deps, { params, query }) => directoryOn(deps, params.campaign, query.on),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/teams/:team', id: 'team', answer: answers.team },
    summary: 'A team (专班) and the findings it sees.',
    run: (deps, { params }) => teamOf(deps, params.campaign, params.team),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/letters', id: 'letters', answer: z.array(answers.letter) },
    summary: 'Letters and proposals, drafted and released, with their answers.',
    run: (deps, { params }) => lettersIn(deps, params.campaign),
  }),
  operation({
    ...{
      method: 'get',
      path: '/campaigns/:campaign/letters/:id',
      id: 'letter',
      answer: answers.letter,
      summary: 'One of them.',
    },
    run: (deps, { params }) => letterIn(deps, params.campaign, params.id),
  }),
  operation({
    ...{
      method: 'get',
      path: '/campaigns/:campaign/figures',
      id: 'figures',
      answer: answers.statement,
      query: figuresQuery,
    },
    summary: 'The figures as of the end of a day, from the events recorded by then.',
    run: (deps, { params, query }) => figuresAsOf(deps, params.campaign, query),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/deliveries', id: 'deliveries', answer: answers.deliveries },
    summary: 'The record of deliveries of a finding, or all of it.',
    query: z.strictObject({ finding: text.exactOptional() }),
    run: (deps, { params, query }) => deliveriesOf(deps, params.campaign, query.finding),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/forecast', id: 'forecast', answer: answers.forecast },
    summary: 'Who is going to be mailed what and when.',
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(400).default(90),
      person: words.exactOptional(),
      issuedOn: z.iso.date().exactOptional(),
      extend: words.exactOptional(),
    }),
    run: (deps, { params, query }) => forecast(deps, params.campaign, query),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/undelivered', id: 'undelivered', answer: answers.undelivered },
    summary: 'Mails that did not arrive, and who got their lines instead.',
    run: (deps, { params }) => undeliveredOf(deps, params.campaign),
  }),
  operation({
    ...{
      method: 'post',
      path: '/campaigns/:campaign/policy',
      id: 'changePolicy',
      answer: answers.policyChanged,
      body: changePolicySchema,
    },
    summary: 'What another policy moves, by measure; confirmed, it is in force.',
    run: (deps, { params, body }) => changePolicy(deps, params.campaign, body),
  }),
  operation({
    ...{ method: 'get', path: '/streams/:kind/:campaign/:id', id: 'stream', answer: answers.stream },
    summary: 'One entity: state, holder, next step, timeline. A campaign is named twice.',
    run: (deps, { params }) => viewStream(deps, streamNamed(params)),
  }),
  operation({
    ...{
      method: 'post',
      path: '/campaigns/:campaign/imports',
      id: 'import',
      answer: answers.imported,
      body: importSchema,
    },
    summary: 'Compares lists with the campaign and has carried out what is new.',
    run: (deps, { params, body, language }) => importLists(deps, params.campaign, body, language),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/imports/:id', id: 'importView', answer: answers.importing },
    summary: 'How far an import has come.',
    run: (deps, { params }) => importView(deps, params.campaign, params.id),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/lists', id: 'lists', answer: listsSchema },
    summary: 'The lists as they stand, in the form `imports` takes.',
    run: (deps, { params }) => listsOf(deps, params.campaign),
  }),
  operation({
    ...{ method: 'get', path: '/campaigns/:campaign/questions', id: 'questions', answer: z.array(answers.question) },
    summary: 'What was asked about the lists, open ones first.',
    run: (deps, { params }) => questions(deps, params.campaign),
  }),
  operation({
    ...{
      method: 'post',
      path: '/campaigns/:campaign/answers',
      id: 'answer',
      answer: answers.question,
      summary: 'Settles a question.',
    },
    body: answerSchema,
    run: (deps, { params, body }) => answer(deps, params.campaign, body),
  }),
  operation({
    ...{ method: 'post', path: '/campaigns/:campaign/issue', id: 'issue', answer: answers.act },
    summary: 'Issues the lists; again: a supplementary issue.',
    body: z.strictObject({
      id: commandId,
      as: words.optional(),
      document: words,
      approvers: z.array(words).min(1),
      on: text.exactOptional(),
    }),
    run: (deps, { params, body }) => issue(deps, params.campaign, body),
  }),
  operation({
    ...{ method: 'post', path: '/streams/:kind/:campaign/:id/acts', id: 'act', answer: answers.act },
    summary: 'A person’s act. The same id again is answered the same and never done twice.',
    body: envelope,
    said: envelopeSaid,
    run: (deps, { params, body }) => {
      streamNamed(params);
      return act(deps, params.kind as Kind, params.campaign, params.id, body);
    },
  }),
  operation({
    ...{ method: 'post', path: '/sign-in-links', id: 'enter', answer: answers.enter },
    summary: 'A link that signs somebody in to the pages, once; without an address, the owner of the data folder.',
    body: z.strictObject({ address: words.optional() }),
    run: (deps, { body }) => enter(deps, body.address),
  }),
  operation({
    ...{ method: 'post', path: '/bounces', id: 'bounce', summary: 'A returned mail.', answer: answers.bounce },
    body: z.strictObject({ raw: z.base64() }),
    run: ({ takeBounce }, { body }) => takeBounce(Buffer.from(body.raw, 'base64')),
  }),
  operation({
    ...{ method: 'get', path: '/installation', id: 'installation', answer: answers.installation },
    summary: 'Are the data where they are at home? A copy mails nothing.',
    run: installation,
  }),
  operation({
    ...{ method: 'post', path: '/installation', id: 'adopt', answer: answers.installation },
    summary: 'A person says that these data are the ones that mail from now on.',
    body: z.strictObject({ by: words }),
    run: async (deps, { body }) => {
      await adopt(deps.ledger.db, deps.ledger.place, body.by, deps.now());
      return installation(deps);
    },
  }),
  operation({
    ...{ method: 'post', path: '/verify', id: 'verify', summary: 'Walks the hash chains.', answer: answers.verified },
    body: z.strictObject({ campaign: text.optional() }),
    run: async (deps, { body }) => deps.verify(body.campaign && (await rulesOf(deps, body.campaign)).id),
  }),
];

async function installation({ ledger: { db, place }, now }: ApiDeps): Promise<InstallationAnswer> {
  const { place: home, since, by } = await homeOf(db, place, now());
  const [silent] = await silentCanaries(db, now());
  return { atHome: home === place, since, by, silentSince: silent?.sentAt ?? null };
}

/** @throws CodedError `unknown-id` */
function streamNamed({ kind, campaign, id }: { kind: string; campaign: string; id: string }): string {
  if (!Object.hasOwn(streamOf, kind)) throw new CodedError('unknown-id', { id: `${kind}/${campaign}/${id}` });
  return streamOf[kind as Kind](campaign, id);
}
