import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

/** `adopt --by NAME`: a copy of the data mails from here on. */
export function addAdopt({ desk, add }: Commands): void {
  const { option, command, adopt } = desk.words;
  add<{ by: string }>('adopt', command.adopt, async (_, { by }) => {
    const { before, after } = await withApi(desk.config(), 'keep', async (api) => ({
      before: await api.installation(),
      after: await api.adopt(by),
    }));
    return { document: after, lines: [before.atHome ? adopt.same : fill(adopt.done, { by })] };
  }).requiredOption('--by <name>', option.adopter);
}
