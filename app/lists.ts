import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { chineseCalendar } from '../activities/calendar/chineseCalendar.ts';
import { readPolicy } from '../client/policy.ts';
import { type NumberedFile, numberListsApart, readListsApart } from '../documents/in/apart/apart.ts';
import { lineOfField, readCampaignFile } from '../documents/in/campaign.ts';
import type { Mapping } from '../documents/in/lists/columns.ts';
import type { ListOptions } from '../documents/in/lists/read.ts';
import type { Answers, ListError, ReadLists } from '../documents/in/lists/row.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Day } from '../domain/calendar/day.ts';
import { CodedError } from '../domain/errors.ts';
import type { Directory } from '../domain/plan/directory.ts';
import type { Policy } from '../domain/plan/policy.ts';
import type { Settings } from '../domain/plan/settings.ts';
import type { Language } from '../words/language.ts';

/** A campaign file, read and checked; `columns` names headers by hand. */
export type CampaignFile = {
  settings: Settings;
  policy: Policy;
  allowedDomains: string[] | undefined;
  columns?: Mapping | undefined;
};

/** What is in the record already: people, measures, and the answers people gave. */
export type ListsKnown = { directory: Directory; measures: string[]; answers: Answers };

/** Against what lists are read: a campaign's rules, what is known of it, and days that stand instead of its own. */
export type ListsContext = {
  settings: Pick<Settings, 'feedbackOn' | 'concentratedMonths' | 'zone'>;
  allowedDomains: string[] | undefined;
  columns?: Mapping | undefined;
  known?: ListsKnown | null | undefined;
  on?: Day | undefined;
  feedback?: Day | undefined;
  /** The campaign's plans and teams; absent: there is no campaign. */
  places?: Pick<Settings, 'plans' | 'teams'> | undefined;
};

/** @throws CodedError `file-missing`, `campaign-file-invalid`, `unknown-role`, … */
export async function readCampaign(file: string): Promise<CampaignFile> {
  const yamlText = (await readFileOf(file)).toString('utf8');
  const written = readCampaignFile(yamlText);
  const { policy, allowedDomains, columns, plans, teams, secrecy, ...rest } = written;
  const settings: Settings = {
    ...rest,
    ...(plans
      ? { plans: plans.map(({ policy: own, ...plan }) => (own ? { ...plan, policy: readPolicy(own) } : plan)) }
      : {}),
    ...(teams ? { teams } : {}),
    ...(secrecy ? { secrecy } : {}),
  };
  try {
    return { settings, policy: readPolicy(policy), allowedDomains, columns };
  } catch (error) {
    throw located(error, file, yamlText);
  }
}

/** What is wrong in a policy, with the line of the file it stands in; `above`: names the file itself leaves out. */
export function located(error: unknown, file: string, yamlText: string, above: string[] = []): unknown {
  if (!(error instanceof CodedError) || typeof error.facts.field !== 'string') return error;
  const { field, text } = error.facts;
  const written = field.split('.').slice(above.length).join('.');
  const place = `${basename(file)}:${lineOfField(yamlText, written)}`;
  const facts = {
    ...error.facts,
    field: `${place} ${field}`,
    ...(text === undefined ? {} : { text: `${text} (${place})` }),
  };
  return new CodedError(error.code, facts, { cause: error });
}

/**
 * The lists of one or several files together, read in a process of their own. Written dates are understood as of the
 * feedback unless `on` says otherwise: a plan is drawn up in the weeks after it, whenever it is read.
 * @throws CodedError with `facts.file` where a file as a whole cannot be read
 */
export function readImport(
  files: string[],
  context: ListsContext,
  language: Language,
  calendar?: Calendar,
): Promise<ReadLists> {
  return readListsApart(given(files), optionsOf(context, language, calendar));
}

/** The same, and the files with ids written into them. @throws CodedError also `ids-not-written` */
export function readAndNumber(
  files: string[],
  context: ListsContext,
  language: Language,
  calendar?: Calendar,
): Promise<{ lists: ReadLists; numbered: NumberedFile[] }> {
  return numberListsApart(given(files), optionsOf(context, language, calendar));
}

function given(files: string[]) {
  return files.map((path) => ({ name: path, path }));
}

function optionsOf(
  { settings, allowedDomains, columns, known, on, feedback, places }: ListsContext,
  language: Language,
  calendar: Calendar = chineseCalendar(settings.zone),
): ListOptions {
  const { feedbackOn, concentratedMonths } = settings;
  return {
    ...{
      on: on ?? feedbackOn,
      feedback: feedback ?? feedbackOn,
      concentratedMonths,
      calendar,
    },
    ...{ language, allowedDomains, columns, answers: known?.answers },
    places: places && { plans: places.plans ?? [], teams: places.teams ?? [] },
    known: known ? { directory: known.directory, measures: known.measures } : undefined,
  };
}

/** @throws CodedError `rows-in-error` */
export function refuseRows(errors: ListError[]): void {
  if (errors.length > 0) throw new CodedError('rows-in-error', { count: errors.length });
}

/** @throws CodedError `file-missing` */
export async function readFileOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new CodedError('file-missing', { file, why: (cause as NodeJS.ErrnoException).code ?? '' }, { cause });
  }
}
