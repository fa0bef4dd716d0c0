import type { Directory } from '../../domain/plan/directory.ts';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';

/** `directory`: who held which post, and who acted for whom, on any day. */
export function addDirectory({ desk, add }: Commands): void {
  const { option, command } = desk.words;
  add<{ campaign: string; on?: string }>('directory', command.directory, async (_, { campaign, on }) => {
    const directory = await withApi(desk.config(), 'read', (api) => api.directory(campaign, on));
    return { document: directory, lines: linesOf(directory, desk) };
  })
    .requiredOption('--campaign <id>', option.campaign)
    .option('--on <date>', option.on);
}

function linesOf({ units, persons, delegations = [] }: Directory, { words, language }: Desk): string[] {
  const roles: Record<string, string> = errorTerms[language].who;
  const nameOf = (id: string) => persons.find((person) => person.id === id)?.name ?? id;
  const of = (unit: string | null) =>
    persons
      .filter((person) => person.unit === unit && person.roles.length > 0)
      .map(({ id, name, roles: held }) =>
        fill(words.post, { id, name, roles: held.map((role) => roles[role] ?? role).join(words.list.comma) }),
      );
  return [
    ...of(null),
    ...units.flatMap(({ id, name, aliases }) => [
      fill(aliases.length > 0 ? words.unitAlso : words.unitLine, { id, name, aliases: aliases.join(words.list.comma) }),
      ...of(id).map((line) => `  ${line}`),
    ]),
    ...delegations.map((one) => fill(words.delegation, { ...one, of: nameOf(one.of), to: nameOf(one.to) })),
  ];
}
