import { z } from 'zod';
import type { AnswerRequest, AskedQuestion, QuestionView } from '../../client/api.ts';
import { isDay } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';
import { askKinds } from '../../domain/import/compare.ts';
import { answerQuestion, questionsOf } from '../../ledger/queries/questions.ts';
import { actorFor } from './act.ts';
import type { ApiDeps } from './deps.ts';
import { rulesOf } from './rules.ts';

type Deps = Pick<ApiDeps, 'ledger' | 'now'>;
const text = z.string().max(2_000);

export const questionSchema: z.ZodType<AskedQuestion> = z.strictObject({
  key: z.string().min(1).max(300),
  kind: z.string().min(1).max(40),
  ...{ file: text, sheet: text, row: z.int().min(0), column: text, text, message: text },
  options: z.array(z.strictObject({ value: z.string().min(1).max(300), label: text })).max(50),
  held: z.boolean(),
});

export const answerSchema: z.ZodType<AnswerRequest> = z.strictObject({
  key: z.string().min(1).max(300),
  choice: z.string().trim().min(1).max(300),
  as: z.string().trim().min(1).max(500),
});

/** Everything that was asked about a campaign's lists, what is still open first. */
export async function questions(deps: Deps, campaign: string): Promise<QuestionView[]> {
  const { id } = await rulesOf(deps, campaign);
  const rows = await questionsOf(deps.ledger.db, id);
  return rows.map(({ body, asked_at, choice, answered_by, answered_at }) => ({
    ...(body as AskedQuestion),
    askedAt: asked_at,
    answer: choice === null ? null : { choice, by: answered_by!, at: answered_at! },
  }));
}

/**
 * Settles a question for good: the next reading of the lists goes by it.
 * @throws CodedError `bad-input` for what is no answer to it
 */
export async function answer(deps: Deps, campaign: string, said: AnswerRequest): Promise<QuestionView> {
  const rules = await rulesOf(deps, campaign);
  const actor = actorFor(rules, said.as);
  if (!actor.roles.includes('office')) throw new CodedError('not-allowed', { act: 'answer', who: 'office' });
  const find = async () => (await questions(deps, campaign)).find(({ key }) => key === said.key);
  const asked = await find();
  if (!asked) throw new CodedError('unknown-id', { id: said.key });
  if (!fits(asked, said.choice)) throw new CodedError('bad-input', { field: 'choice', value: said.choice });
  const given = { choice: said.choice, by: actor.person, now: deps.now() };
  await answerQuestion(deps.ledger.db, campaign, said.key, given);
  return (await find())!;
}

/** One of the options; or, where the lists are unclear, what ought to stand there: a day, a name. */
function fits({ kind, options }: AskedQuestion, choice: string): boolean {
  if (options.some(({ value }) => value === choice)) return true;
  if (kind === 'deadline' || kind === 'pastDay') return isDay(choice);
  return !(askKinds as readonly string[]).includes(kind) && (kind === 'unit' || kind === 'person');
}
