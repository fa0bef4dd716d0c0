import { Command, Option } from 'commander';
import type { CliWords } from '../../words/cli.ts';
import { fill, languages } from '../../words/language.ts';
import { packageRoot } from '../packageRoot.ts';
import { addActs } from './acts.ts';
import { addAdopt } from './adopt.ts';
import type { Answer } from './answer.ts';
import { addBounce } from './bounce.ts';
import { addCalendar } from './calendar.ts';
import { addCampaignActs } from './campaignActs.ts';
import type { AddCommand, Commands, Work } from './commands.ts';
import { addDeadline } from './deadline.ts';
import { addDeliveries } from './deliveries.ts';
import type { Desk } from './desk.ts';
import { addDirectory } from './directory.ts';
import { addExport } from './export.ts';
import { addFigures } from './figures.ts';
import { addForecast } from './forecast.ts';
import { addImport } from './import.ts';
import { addIssue } from './issue.ts';
import { addLetter } from './letter.ts';
import { addMatters } from './matters.ts';
import { addPolicy } from './policy.ts';
import { addQuestions } from './questions.ts';
import { addRead } from './read.ts';
import { addRefusals } from './refusals.ts';
import { addRehearse } from './rehearse.ts';
import { addShow } from './show.ts';
import { addSignIn } from './signIn.ts';
import { addStart } from './start.ts';
import { addStatus } from './status.ts';
import { addTeam } from './team.ts';
import { addVerify } from './verify.ts';

/** The headings of the help, in the order in which an office meets them. */
const families: Record<keyof CliWords['helpGroup'], AddCommand[]> = {
  begin: [addStart, addSignIn, addRehearse],
  lists: [addImport, addQuestions, addExport, addIssue, addRead, addDeadline, addCalendar, addPolicy],
  look: [addStatus, addShow, addMatters, addLetter, addTeam, addFigures, addForecast, addDirectory, addRefusals],
  items: [addActs],
  campaign: [addCampaignActs],
  record: [addDeliveries, addBounce, addVerify, addAdopt],
};

/** The whole command line. `done` gets what the chosen command answers; errors are thrown. */
export function createProgram(desk: Desk, done: (answer: Answer | null) => void, out: (text: string) => void): Command {
  const { words } = desk;
  const program = new Command('xiaohao')
    .description(words.about)
    .version(packageRoot().version, '-V, --version', words.help.version);
  program.addHelpText('after', `\n${words.help.more}`);
  dress(program);

  function dress(command: Command): Command {
    return command
      .exitOverride()
      .configureOutput({ writeOut: out, writeErr: () => undefined })
      .helpOption('-h, --help', words.help.help)
      .helpCommand(false)
      .showSuggestionAfterError(false)
      .configureHelp({ styleTitle: titled, optionDescription: described });
  }

  function titled(title: string): string {
    const key = title.replace(':', '').toLowerCase();
    return (words.help as Record<string, string>)[key] ?? title;
  }

  function described({ description, argChoices, defaultValue }: Option): string {
    const choices = argChoices ? [fill(words.help.choices, { values: argChoices.join(' ') })] : [];
    const preset = defaultValue === undefined ? [] : [fill(words.help.default, { value: String(defaultValue) })];
    const more = [...choices, ...preset].join(words.list.comma);
    return more ? `${description} (${more})` : description;
  }

  const commands: Commands = {
    desk,
    group: (name, about) => dress(program.command(name).description(about)),
    add<O>(usage: string, about: string, work: Work<O>, under = program) {
      const command = dress(under.command(usage).description(about))
        .option('--json', words.option.json)
        .addOption(new Option('--lang <language>', words.option.lang).choices([...languages]));
      return command.action(async () => done(await work(command.args, command.opts() as O)));
    },
  };
  for (const [group, members] of Object.entries(families)) {
    program.commandsGroup(words.helpGroup[group as keyof typeof families]);
    for (const add of members) add(commands);
  }
  return program;
}
