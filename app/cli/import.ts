import { InvalidArgumentError } from 'commander';
import type { Api } from '../../client/api.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import { streamOf } from '../../workflows/contract.ts';
import { type CampaignFile, type ListsContext, readCampaign, readImport } from '../lists.ts';
import { withApi } from '../reach.ts';
import type { Answer } from './answer.ts';
import { readDay } from './day.ts';
import type { Desk } from './desk.ts';
import type { Commands } from './program.ts';
import { ownContext, type TryOptions, tryLists } from './tryLists.ts';
import { exactlyOne } from './usage.ts';

type Options = { campaignFile?: string; campaign?: string; dryRun?: boolean } & TryOptions;

/** `import FILE…`: the lists are read here, and started by the service. */
export function addImport({ desk, add }: Commands): void {
  const { option, command, argument } = desk.words;
  add<Options>('import', command.import, (files, options) => importFiles(desk, files, options))
    .argument('<files...>', argument.files)
    .option('--campaign-file <yaml>', option.campaignFile)
    .option('--campaign <id>', option.campaign)
    .option('--dry-run', option.dryRun)
    .option('--on <date>', option.on, readDay)
    .option('--feedback <date>', option.feedback, readDay)
    .option('--column <name=header>', option.column, readColumn);
}

async function importFiles(desk: Desk, files: string[], options: Options): Promise<Answer> {
  const { words, language } = desk;
  const { campaignFile, campaign, dryRun = false } = options;
  if (!dryRun || campaignFile || campaign)
    exactlyOne({ '--campaign-file': campaignFile, '--campaign': campaign }, 'import', desk);
  const written = campaignFile
    ? await readCampaign(campaignFile)
    : campaign
      ? await withApi(desk.config(), 'read', knownAs(campaign)).catch((error) => nobody(error, dryRun))
      : null;
  const context = contextOf(written, options);
  if (dryRun || !written) return tryLists(desk, files, context);
  const { settings, policy } = written;
  const { lists, errors } = await readImport(files, context, language);
  const { findings, measures, directory } = lists;
  const read = {
    ...{ findings: findings.length, measures: measures.length },
    ...{ units: directory.units.length, persons: directory.persons.length },
  };
  const lines = [fill(words.import.read, read), ...errors.map((error) => fill(words.import.row, { ...error }))];
  // Good rows go in when others are bad; that some were left out is told by row, and by the exit code.
  const error = errors.length > 0 ? { error: new CodedError('rows-in-error', { count: errors.length }) } : {};
  if (findings.length === 0) {
    const document = { campaign: settings.id, read, errors, imported: null };
    return { document, lines: [...lines, words.import.dry], ...error };
  }
  desk.progress(words.import.working);
  const imported = await withApi(desk.config(), 'act', (api) => api.setUp({ setUp: { settings, policy }, lists }));
  const done = {
    ...{ campaign: imported.campaign, findings: imported.findings.started, measures: imported.measures.started },
    ...{ knownFindings: imported.findings.known, knownMeasures: imported.measures.known },
  };
  const document = { campaign: settings.id, read, errors, imported };
  return { document, lines: [...lines, fill(words.import.done, done), fill(words.import.next, done)], ...error };
}

/** A campaign's rules with what the command line says instead; without one, the lists' own. */
function contextOf(written: CampaignFile | null, options: Options): ListsContext {
  if (!written) return ownContext(options);
  const { on, feedback, column } = options;
  return { ...written, ...(column ? { columns: { ...written.columns, ...column } } : {}), on, feedback };
}

/** For a trial, a campaign that is not there yet is no error: everything is new. */
function nobody(error: unknown, dryRun: boolean): null {
  if (dryRun && error instanceof CodedError && (error.code === 'no-data' || error.code === 'unknown-id')) return null;
  throw error;
}

/** `整改措施=怎么改`, several of them. */
function readColumn(said: string, before: Record<string, string> = {}): Record<string, string> {
  const [name = '', header = ''] = said.split(/=(.*)/s);
  if (!name || !header) throw new InvalidArgumentError('');
  return { ...before, [name]: header };
}

/** The rules of a campaign that exists, in place of a file. */
function knownAs(campaign: string): (api: Api) => Promise<CampaignFile> {
  return async (api) => {
    const { state } = await api.stream(streamOf.campaign(campaign));
    const { settings, policy } = state as CampaignState;
    return { settings, policy, allowedDomains: undefined };
  };
}
