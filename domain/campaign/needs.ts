import type { CampaignCommand, CampaignOrder } from './commands.ts';
import type { CampaignState } from './state.ts';

/** The items an act names (ids, or `campaign/id` of another campaign), all findings, or everything with its figures. */
export type Need = { items: string[]; findings: boolean; everything: boolean };

const nothing: Need = { items: [], findings: false, everything: false };
const everything: Need = { ...nothing, everything: true };

type Reads = 'nothing' | 'named' | 'findings' | 'everything';

/** What each act is decided from, beside the campaign itself: a letter about one measure does not read two thousand. */
const reads: Record<CampaignOrder, Reads> = {
  setUp: 'nothing',
  changeDirectory: 'nothing',
  amendDirectory: 'nothing',
  issue: 'everything',
  release: 'nothing',
  // It may move a round's step to this very hour.
  replan: 'everything',
  setSecrecy: 'findings',
  consolidate: 'findings',
  sign: 'findings',
  instruct: 'named',
  planOccasion: 'nothing',
  finish: 'nothing',
  askConsultation: 'named',
  concludeConsultation: 'nothing',
  draftLetter: 'named',
  releaseLetter: 'nothing',
  dropLetter: 'nothing',
  openCheck: 'named',
  recordCheck: 'named',
  closeCheck: 'nothing',
  setPlan: 'everything',
  dropPlan: 'nothing',
  setTeam: 'findings',
  dropTeam: 'nothing',
};

/** What must be read of the ledger to decide this. */
export function needOf({ errands = {}, letters = {} }: CampaignState, command: CampaignCommand): Need {
  // The end of the period is finished when every open item has its next step.
  if (command.type === 'finish' && errands[command.errand]?.source === 'periodEnd') return everything;
  // Whether a letter is about somebody's own item, the item says.
  if (command.type === 'releaseLetter' || command.type === 'dropLetter') {
    const about = letters[command.letter]?.measure;
    return about ? { ...nothing, items: [about] } : nothing;
  }
  switch (reads[command.type]) {
    case 'named':
      return { ...nothing, items: namedIn(command) };
    case 'findings':
      return { ...nothing, findings: true };
    case 'nothing':
      return nothing;
    default:
      return everything;
  }
}

/** All of several. */
export function needOfAll(needs: Need[]): Need {
  return {
    items: needs.flatMap(({ items }) => items),
    findings: needs.some(({ findings }) => findings),
    everything: needs.some((need) => need.everything),
  };
}

function namedIn(command: CampaignCommand): string[] {
  const { about, measure, item, items = [] } = command as Record<string, unknown> & { items?: unknown[] };
  return [about, measure, item, ...items].filter((one): one is string => typeof one === 'string');
}
