import type { RefusedAct } from '../../client/api.ts';
import { errorTerms, sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';
import { moment } from './moment.ts';

/** `refusals`: the acts that were refused, newest first, each with its reason. */
export function addRefusals({ desk, add }: Commands): void {
  const { option, command } = desk.words;
  add<{ campaign: string }>('refusals', command.refusals, async (_, { campaign }) => {
    const { zone, refused } = await withApi(desk.config(), 'read', (api) => api.refusals(campaign));
    return { document: refused, lines: refused.map((one) => lineOf(one, zone, desk)) };
  }).requiredOption('--campaign <id>', option.campaign);
}

function lineOf({ at, person, paper, stream, act, code, facts }: RefusedAct, zone: string, { words, language }: Desk) {
  const acts: Record<string, string> = errorTerms[language].act;
  return fill(words.refusal, {
    ...{ at: moment(at, zone), stream, code },
    by: paper ? `${person} (${paper.by}, ${paper.number})` : person,
    act: acts[act] ?? act,
    why: sayError(language, code, facts),
  });
}
