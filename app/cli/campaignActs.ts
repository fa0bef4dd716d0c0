import { randomUUID } from 'node:crypto';
import { type CampaignAct, type CampaignActForm, campaignActs } from '../../client/campaignActs.ts';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { streamOf } from '../../workflows/contract.ts';
import { readPolicyFile } from '../policyFile.ts';
import { withApi } from '../reach.ts';
import { addField, addSigned, kebab, type Signed, saidIn, signedBy } from './acts.ts';
import type { Commands } from './commands.ts';

type Options = Record<string, unknown> & { as: string; campaign: string; id?: string } & Signed;

/** The acts of people on a whole campaign, one command each, made from the table of their forms. */
export function addCampaignActs({ desk, add }: Commands): void {
  const { option, done } = desk.words;
  for (const type of Object.keys(campaignActs) as CampaignAct[]) {
    const { shape } = (campaignActs[type] as CampaignActForm).fields;
    const name = errorTerms[desk.language].act[type];
    const command = add<Options>(kebab(type), name, async (_, options) => {
      const { as, campaign, id = randomUUID() } = options;
      const fields = saidIn(shape, options);
      // A policy is said as everywhere: by its name, or in a file.
      if (typeof fields.policy === 'string') fields.policy = (await readPolicyFile(fields.policy)).said;
      const request = { id, as, command: { type, ...fields }, ...(await signedBy(options)) };
      const answer = await withApi(desk.config(), 'act', (api) => api.act(streamOf.campaign(campaign), request));
      return { document: answer, lines: [fill(done, { act: name, id: campaign, command: id })] };
    });
    for (const [field, schema] of Object.entries(shape)) addField(desk, command, field, schema);
    addSigned(desk, command);
    command
      .requiredOption('--campaign <id>', option.campaign)
      .requiredOption('--as <person>', option.as)
      .option('--id <command>', option.commandId);
  }
}
