import { z } from 'zod';
import type { CampaignCommand, CampaignOrder } from '../domain/campaign/commands.ts';
import { checked } from './checked.ts';

/** What a person may ask of a campaign; the others have routes of their own. */
export type CampaignAct = Exclude<CampaignOrder, 'setUp' | 'changeDirectory' | 'issue' | 'replan'>;

export type CampaignActForm = { fields: z.ZodObject; command: (said: never) => CampaignCommand };

function form<S extends z.ZodObject>(fields: S, command: (said: z.output<S>) => CampaignCommand): CampaignActForm {
  return { fields, command };
}

/** Every act of a person on a campaign, once: the command line and the API are both made from this table. */
export const campaignActs = {
  release: form(z.strictObject({}), () => ({ type: 'release' })),
} satisfies Record<CampaignAct, CampaignActForm>;

/** Is this the name of an act on a campaign? */
export function isCampaignAct(type: string): type is CampaignAct {
  return Object.hasOwn(campaignActs, type);
}

/** @throws CodedError `bad-input` naming the first field that is not as its form wants it. */
export function readCampaignAct(type: CampaignAct, said: unknown): CampaignCommand {
  const { fields, command } = campaignActs[type] as CampaignActForm;
  return command(checked(fields, said) as never);
}
