import type { Actor } from '../actor.ts';
import { type Refusal, refusal } from '../errors.ts';
import { checkers } from '../measure/authority.ts';
import type { CampaignCommand, CampaignOrder } from './commands.ts';
import type { CampaignState } from './state.ts';

type Who = 'engine' | 'office' | 'sealer' | 'unit' | 'leader' | 'head' | 'party' | 'checker' | 'owner';

/** Whose an act on a campaign is; what an act is about may narrow it further. */
const rules: Record<CampaignOrder, Who> = {
  setUp: 'engine',
  changeDirectory: 'office',
  issue: 'office',
  amendDirectory: 'office',
  release: 'office',
  replan: 'office',
  setSecrecy: 'office',
  setPlan: 'office',
  dropPlan: 'office',
  setTeam: 'office',
  dropTeam: 'office',
  consolidate: 'unit',
  sign: 'leader',
  instruct: 'head',
  planOccasion: 'office',
  finish: 'owner',
  askConsultation: 'party',
  concludeConsultation: 'office',
  draftLetter: 'office',
  releaseLetter: 'sealer',
  dropLetter: 'sealer',
  openCheck: 'checker',
  recordCheck: 'checker',
  closeCheck: 'checker',
};

/** Why `actor` may not do this now, from the state alone; null: he may. A campaign is set up once, by the engine. */
export function refuse(state: CampaignState | null, command: CampaignCommand, actor: Actor): Refusal | null {
  const act = command.type;
  if (act === 'setUp') {
    if (state) return refusal('wrong-state', { act, phase: state.phase });
    return actor.person === 'system' ? null : refusal('not-allowed', { act, who: 'office' });
  }
  if (!state) return refusal('unknown-id', { id: '' });
  if (!Object.hasOwn(rules, act)) return refusal('bad-input', { field: 'type', value: act });
  if (!may(rules[act], actor)) return refusal('not-allowed', { act, who: named[rules[act]] });
  if (act === 'release' && !state.held) {
    return refusal('wrong-state', { act, phase: state.phase === 'draft' ? 'draft' : 'released' });
  }
  const isEarly = state.phase === 'draft' && !before.includes(act);
  return isEarly ? refusal('wrong-state', { act, phase: 'draft' }) : null;
}

/** What can be done before anything is issued. */
const before: CampaignOrder[] = [
  'changeDirectory',
  'amendDirectory',
  'issue',
  'release',
  'replan',
  'setSecrecy',
  'setPlan',
  'dropPlan',
  'setTeam',
  'dropTeam',
  'planOccasion',
  'finish',
];

function may(who: Who, { person, units, roles }: Actor): boolean {
  switch (who) {
    case 'engine':
    case 'office':
      return person === 'system' || roles.includes('office');
    case 'sealer':
      // Supervision stands in where all the office would act on its own item; the act itself looks.
      return may('office', { person, units, roles }) || roles.includes('supervision');
    case 'unit':
      return units.length > 0;
    case 'leader':
      return roles.includes('leader') || roles.includes('secretary');
    case 'head':
      return (['leader', 'secretary', 'leadingGroup', 'office'] as const).some((role) => roles.includes(role));
    case 'party':
      return units.length > 0 || may('head', { person, units, roles });
    case 'checker':
      return checkers.some((role) => roles.includes(role));
    case 'owner':
      return true;
  }
}

const named: Record<Who, string> = {
  engine: 'office',
  office: 'office',
  sealer: 'office',
  unit: 'unit',
  leader: 'leader',
  head: 'leader',
  party: 'unit',
  checker: 'supervision',
  owner: 'owner',
};
