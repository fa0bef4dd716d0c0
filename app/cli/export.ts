import { writeFile } from 'node:fs/promises';
import { listsWorkbook } from '../../documents/out/lists.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import { streamOf } from '../../workflows/contract.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

/** `export lists`: the lists as they stand, as the workbook that `import` reads. */
export function addExport({ desk, add, group }: Commands): void {
  const { option, command, exported } = desk.words;
  const family = group('export', command.export);
  add<{ campaign: string; out: string }>(
    'lists',
    command['export lists'],
    async (_, { campaign, out }) => {
      const { lists, settings } = await withApi(desk.config(), 'read', async (api) => {
        const { state } = await api.stream(streamOf.campaign(campaign));
        return { lists: await api.lists(campaign), settings: (state as CampaignState).settings };
      });
      await writeFile(out, await listsWorkbook(lists, settings)).catch((cause) => {
        const { code = '' } = cause as NodeJS.ErrnoException;
        throw new CodedError('file-not-written', { file: out, why: code }, { cause });
      });
      const { findings, measures } = lists;
      const count = { findings: findings.length, measures: measures.length };
      return { document: { campaign, out, ...count }, lines: [fill(exported, { out, ...count })] };
    },
    family,
  )
    .requiredOption('--campaign <id>', option.campaign)
    .requiredOption('--out <file>', option.out);
}
