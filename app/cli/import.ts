import type { Api } from '../../client/api.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import { streamOf } from '../../workflows/contract.ts';
import { type CampaignFile, readCampaign, readLists } from '../lists.ts';
import { withApi } from '../reach.ts';
import type { Answer } from './answer.ts';
import type { Desk } from './desk.ts';
import type { Commands } from './program.ts';
import { exactlyOne } from './usage.ts';

type Options = { campaignFile?: string; campaign?: string; dryRun?: boolean };

/** `import FILE…`: the lists are read here, and started by the service. */
export function addImport({ desk, add }: Commands): void {
  const { option, command, argument } = desk.words;
  add<Options>('import', command.import, (files, options) => importFiles(desk, files, options))
    .argument('<files...>', argument.files)
    .option('--campaign-file <yaml>', option.campaignFile)
    .option('--campaign <id>', option.campaign)
    .option('--dry-run', option.dryRun);
}

async function importFiles(desk: Desk, files: string[], options: Options): Promise<Answer> {
  const { words, language } = desk;
  const { campaignFile, campaign, dryRun = false } = options;
  exactlyOne({ '--campaign-file': campaignFile, '--campaign': campaign }, 'import', desk);
  const written = campaignFile
    ? await readCampaign(campaignFile)
    : await withApi(desk.config(), 'read', knownAs(campaign!));
  const { settings, policy, allowedDomains } = written;
  const { lists, errors } = await readLists(files, settings, allowedDomains, language);
  const { findings, measures, directory } = lists;
  const read = {
    ...{ findings: findings.length, measures: measures.length },
    ...{ units: directory.units.length, persons: directory.persons.length },
  };
  const lines = [fill(words.import.read, read), ...errors.map((error) => fill(words.import.row, { ...error }))];
  // Good rows go in when others are bad; that some were left out is told by row, and by the exit code.
  const error = errors.length > 0 ? { error: new CodedError('rows-in-error', { count: errors.length }) } : {};
  if (dryRun || findings.length === 0) {
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

/** The rules of a campaign that exists, in place of a file. */
function knownAs(campaign: string): (api: Api) => Promise<CampaignFile> {
  return async (api) => {
    const { state } = await api.stream(streamOf.campaign(campaign));
    const { settings, policy } = state as CampaignState;
    return { settings, policy, allowedDomains: undefined };
  };
}
