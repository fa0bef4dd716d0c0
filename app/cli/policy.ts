import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { ChangePolicyAnswer } from '../../client/api.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Move } from '../../domain/measure/moves.ts';
import type { Policy } from '../../domain/plan/policy.ts';
import { presets } from '../../domain/plan/presets.ts';
import { fill } from '../../words/language.ts';
import { policyWords } from '../../words/policy.ts';
import { readCampaign } from '../lists.ts';
import { readPolicyFile } from '../policyFile.ts';
import { withApi } from '../reach.ts';
import type { Answer } from './answer.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';
import { laddersInWords, policyLines } from './policyLines.ts';

type Show = { preset?: string; campaignFile?: string; campaign?: string; yaml?: boolean };
type Change = { campaign: string; plan?: string; reason: string; as?: string; confirm?: boolean };

/** `policy`: the rules in words, the presets there are, and another policy for a running campaign. */
export function addPolicy({ desk, group, add }: Commands): void {
  const { option, command, argument } = desk.words;
  const family = group('policy', command.policy);
  add<Show>(
    'show',
    command['policy show'],
    async (_, { yaml, ...said }) => {
      const policy = await policyMeant(said, desk);
      const lines = yaml ? [stringify({ policy }).trimEnd()] : policyLines(policy, desk.language);
      return { document: { ...policy, inWords: laddersInWords(policy, desk.language) }, lines };
    },
    family,
  )
    .option('--preset <name|yaml>', option.preset)
    .option('--campaign-file <yaml>', option.campaignFile)
    .option('--campaign <id>', option.campaign)
    .option('--yaml', option.yaml);

  add(
    'presets',
    command['policy presets'],
    async () => {
      const words = policyWords[desk.language];
      const all = Object.keys(presets).map((name) => ({ name, about: words.about[name] ?? '' }));
      return { document: { presets: all }, lines: all.map((one) => fill(words.preset, one)) };
    },
    family,
  );

  add<Change>('change', command['policy change'], ([policy = ''], said) => change(desk, policy, said), family)
    .argument('<policy>', argument.policy)
    .requiredOption('--campaign <id>', option.campaign)
    .requiredOption('--reason <text>', option.reason)
    .option('--plan <id>', option.planChanged)
    .option('--confirm', option.confirm)
    .option('--as <person>', option.as);
}

async function policyMeant({ preset, campaignFile, campaign }: Show, desk: Desk): Promise<Policy> {
  if (campaign !== undefined) {
    const { state } = await withApi(desk.config(), 'read', (api) => api.stream(`campaign/${campaign}`));
    return (state as { policy: Policy }).policy;
  }
  return campaignFile === undefined ? (await readPolicyFile(preset)).policy : (await readCampaign(campaignFile)).policy;
}

/** What moves of each measure is shown first; a person confirms it. */
async function change(
  desk: Desk,
  said: string,
  { campaign, plan, reason, as, confirm = false }: Change,
): Promise<Answer> {
  const words = policyWords[desk.language];
  const file = await readPolicyFile(said);
  const digest = createHash('sha256').update(JSON.stringify([campaign, file.policy, reason, ...(plan ? [plan] : [])]));
  const answer = await withApi(desk.config(), 'act', (api) =>
    api.changePolicy(campaign, {
      ...{ id: `policy-${digest.digest('hex').slice(0, 16)}`, policy: file.said, reason, confirm },
      ...(as === undefined ? {} : { as }),
      ...(plan === undefined ? {} : { plan }),
    }),
  );
  const { moved, changed, same } = answer;
  const lines = [
    ...moved.flatMap(({ no, title, unit, moves }) => [
      fill(words.moved, { no, title, unit }),
      ...moves.map((move) =>
        fill(words.move, { what: whatOf(move, desk), from: move.from ?? words.anew, to: move.to ?? words.gone }),
      ),
    ]),
    fill(outcomeOf(answer, words), { from: answer.from, to: answer.to, count: moved.length }),
  ];
  const waits = changed || same ? {} : { error: new CodedError('policy-not-confirmed', { count: moved.length }) };
  return { document: answer, lines, ...waits };
}

function outcomeOf({ changed, same }: ChangePolicyAnswer, words: (typeof policyWords)['en']): string {
  return changed ? words.changed : same ? words.same : words.waits;
}

function whatOf({ ladder, rung }: Move, { words }: Desk): string {
  const named = (words.ladder as Record<string, string>)[ladder] ?? ladder;
  return rung === '' ? words.calendar.cutOff : `${named}${words.list.detail}${rung}`;
}
