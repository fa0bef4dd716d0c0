import { stringify } from 'yaml';
import { standard } from '../../domain/plan/presets.ts';
import { readCampaign } from '../lists.ts';
import type { Commands } from './program.ts';

/** `policy show`: the rules as they can be written in a campaign file. */
export function addPolicy({ desk, group, add }: Commands): void {
  const { option, command } = desk.words;
  const family = group('policy', command.policy);
  add<{ campaignFile?: string }>(
    'show',
    command['policy show'],
    async (_, { campaignFile }) => {
      const policy = campaignFile ? (await readCampaign(campaignFile)).policy : standard;
      return { document: policy, lines: [stringify({ policy }).trimEnd()] };
    },
    family,
  ).option('--campaign-file <yaml>', option.campaignFile);
}
