import { InvalidArgumentError } from 'commander';
import type { Api } from '../../client/api.ts';
import { followImport } from '../../client/followImport.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Directory } from '../../domain/plan/directory.ts';
import { fill } from '../../words/language.ts';
import { streamOf } from '../../workflows/contract.ts';
import { installedCalendar } from '../calendar.ts';
import { writeCopies } from '../copies.ts';
import { importDocument, unreadable, withResult } from '../importDocument.ts';
import {
  type CampaignFile,
  type ListsContext,
  type ListsKnown,
  readAndNumber,
  readCampaign,
  readImport,
} from '../lists.ts';
import { placed, placings } from '../placed.ts';
import { withApi } from '../reach.ts';
import type { Answer } from './answer.ts';
import type { Commands } from './commands.ts';
import { readDay } from './day.ts';
import type { Desk } from './desk.ts';
import { importLines } from './importLines.ts';
import { exactlyOne } from './usage.ts';

type Options = {
  campaignFile?: string;
  campaign?: string;
  dryRun?: boolean;
  as?: string;
  approver?: string;
  on?: string;
  feedback?: string;
  column?: Record<string, string>;
  writeIds?: boolean;
};

/** What the lists are read by: a campaign that runs, one that is to be set up, or none at all. */
type Before = { id: string | null; file: CampaignFile | null; known: ListsKnown | null; context: ListsContext };

/** `import FILE…`: the lists are read here; what they change is found out and carried out by the service. */
export function addImport({ desk, add }: Commands): void {
  const { option, command, argument } = desk.words;
  add<Options>('import', command.import, (files, options) => importFiles(desk, files, options))
    .argument('<files...>', argument.files)
    .option('--campaign-file <yaml>', option.campaignFile)
    .option('--campaign <id>', option.campaign)
    .option('--dry-run', option.dryRun)
    .option('--as <person>', option.as)
    .option('--approver <who>', option.approver)
    .option('--on <date>', option.on, readDay)
    .option('--feedback <date>', option.feedback, readDay)
    .option('--column <name=header>', option.column, readColumn)
    .option('--write-ids', option.writeIds);
}

async function importFiles(desk: Desk, files: string[], options: Options): Promise<Answer> {
  const { words, language } = desk;
  const { dryRun = false, as, approver } = options;
  const { id, file, known, context } = await whatIsBefore(desk, options);
  const calendar = await installedCalendar(desk.config(), context.settings.zone);
  const reading = options.writeIds
    ? readAndNumber(files, context, language, calendar)
    : readImport(files, context, language, calendar).then((lists) => ({ lists, numbered: [] }));
  const found = await reading.catch((error) => {
    if (error instanceof CodedError && error.facts.file !== undefined) return error;
    throw error;
  });
  if (found instanceof CodedError)
    return { document: unreadable(id, found, { dryRun, language }), lines: [], error: found };
  const read = found.lists;
  const copies = await writeCopies(found.numbered);
  const directory = withOthers(read.lists.directory, known?.directory);
  const told = (document: ReturnType<typeof importDocument>): Answer => {
    desk.progress(null);
    const { errors } = document;
    // Good rows go in when others are bad; that some were left out is told by row, and by the exit code.
    const error = errors.length > 0 ? { error: new CodedError('rows-in-error', { count: errors.length }) } : {};
    const written = options.writeIds
      ? [
          ...copies.map((copy) => fill(words.import.written, copy)),
          ...(copies.length > 0 ? [] : [words.import.numbered]),
        ]
      : [];
    const moved = known ? placings(context.places ?? {}, read.rows) : [];
    const lines = [
      ...importLines(document, directory, desk),
      ...moved.map((one) => fill(words.import[one.column === 'plan' ? 'otherPlan' : 'otherTeam'], one)),
      ...written,
    ];
    const more = { ...(moved.length > 0 ? { placings: moved } : {}), ...(options.writeIds ? { copies } : {}) };
    return { document: { ...document, ...more }, lines, ...error };
  };
  if (id === null || (!known && dryRun)) return told(importDocument(id, read, null, directory, { dryRun, language }));
  desk.progress(words.import.working);
  return withApi(desk.config(), dryRun ? 'read' : 'act', async (api) => {
    const answer = await api.import(id, {
      ...(known ? {} : { setUp: { settings: placed(file!.settings, read.rows), policy: file!.policy } }),
      ...{ lists: read.lists, files, dryRun },
      questions: read.rows.flatMap(({ questions }) => questions),
      ...(as === undefined ? {} : { as }),
      ...(approver === undefined ? {} : { approver }),
    });
    const document = importDocument(id, read, answer, directory, { dryRun, language });
    if (answer.id === null) return told(document);
    const result = await followImport(api, id, answer.id, ({ done, total }) =>
      desk.progress(fill(words.import.progress, { done, total })),
    );
    return told(withResult(document, result, language));
  });
}

async function whatIsBefore(desk: Desk, options: Options): Promise<Before> {
  const { campaignFile, campaign, dryRun, on, feedback, column } = options;
  if (!dryRun || campaignFile || campaign)
    exactlyOne({ '--campaign-file': campaignFile, '--campaign': campaign }, 'import', desk);
  const written = campaignFile ? await readCampaign(campaignFile) : null;
  const id = written?.settings.id ?? campaign ?? null;
  const found = id === null ? null : await withApi(desk.config(), 'read', asItRuns(id)).catch(nobody);
  if (!found && !written && !dryRun) throw new CodedError('unknown-id', { id: id! });
  const file = found ? { ...found.file, ...(written ?? {}), settings: found.file.settings } : written;
  if (!file) return { id, file: null, known: null, context: ownContext(options) };
  const columns = column ? { ...file.columns, ...column } : file.columns;
  const known = found?.known ?? null;
  return { id, file, known, context: { ...file, columns, known, on, feedback, places: file.settings } };
}

/** Lists that belong to no campaign yet: every mail domain is allowed, and they were written today unless told. */
function ownContext({ on, feedback, column }: Options): ListsContext {
  const zone = 'Asia/Shanghai';
  const today = on ?? dayOf(Date.now(), zone);
  const settings = { feedbackOn: feedback ?? today, concentratedMonths: 3, zone };
  return { settings, allowedDomains: undefined, on: today, feedback, columns: column };
}

/** A campaign that is not there yet is no error: everything is new. */
function nobody(error: unknown): null {
  const absent = error instanceof CodedError && ['no-data', 'unknown-id'].includes(error.code);
  if (absent) return null;
  throw error;
}

/** A campaign's rules, its people and measures, and what was answered about its lists. */
function asItRuns(campaign: string): (api: Api) => Promise<{ file: CampaignFile; known: ListsKnown }> {
  return async (api) => {
    const { state } = await api.stream(streamOf.campaign(campaign));
    const { settings, policy, directory } = state as CampaignState;
    const [measures, asked] = [await api.measureIds(campaign), await api.questions(campaign)];
    const answers = Object.fromEntries(asked.flatMap(({ key, answer }) => (answer ? [[key, answer.choice]] : [])));
    return { file: { settings, policy, allowedDomains: undefined }, known: { directory, measures, answers } };
  };
}

function withOthers({ units, persons }: Directory, old: Directory | undefined): Directory {
  return { units: [...units, ...(old?.units ?? [])], persons: [...persons, ...(old?.persons ?? [])] };
}

/** `整改措施=怎么改`, several of them. */
function readColumn(said: string, before: Record<string, string> = {}): Record<string, string> {
  const [name = '', header = ''] = said.split(/=(.*)/s);
  if (!name || !header) throw new InvalidArgumentError('');
  return { ...before, [name]: header };
}
