import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

/** `team`: the findings a team (专班) sees, with how far each is. */
export function addTeam({ desk, add }: Commands): void {
  const { option, command, team: words, argument } = desk.words;
  const phases = errorTerms[desk.language].phase as Record<string, string>;
  add<{ campaign: string }>('team', command.team, async ([id = ''], { campaign }) => {
    const answer = await withApi(desk.config(), 'read', (api) => api.team(campaign, id));
    const { team, findings } = answer;
    const lines = findings.map(({ no, title, phase, measures }) => {
      const done = measures.filter((measure) => measure.phase === 'closed').length;
      return fill(words.finding, { no, title, phase: phases[phase] ?? phase, done, measures: measures.length });
    });
    return {
      document: answer,
      lines: [fill(words.head, { name: team.name, head: team.head, liaison: team.liaison }), ...lines],
    };
  })
    .argument('<team>', argument.team)
    .requiredOption('--campaign <id>', option.campaign);
}
