import { randomUUID } from 'node:crypto';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

type Options = { campaign: string; document: string; approver: string[]; on?: string; as?: string; id?: string };

/** `issue`: the lists become binding and their clocks start; mails wait for `release`. */
export function addIssue({ desk, add }: Commands): void {
  const { option, command, done } = desk.words;
  add<Options>('issue', command.issue, async (_, { campaign, document, approver, on, as, id = randomUUID() }) => {
    const request = { id, as, document, approvers: approver, ...(on ? { on } : {}) };
    const answer = await withApi(desk.config(), 'act', (api) => api.issue(campaign, request));
    const act = errorTerms[desk.language].act.issue;
    return { document: answer, lines: [fill(done, { act, id: campaign, command: id })] };
  })
    .requiredOption('--campaign <id>', option.campaign)
    .requiredOption('--document <number>', option.document)
    .requiredOption('--approver <who...>', option.approver)
    .option('--on <date>', option.on)
    .option('--as <person>', option.as)
    .option('--id <command>', option.commandId);
}
