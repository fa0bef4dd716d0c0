import { readFile } from 'node:fs/promises';
import { chineseCalendar } from '../activities/calendar/chineseCalendar.ts';
import { readPolicy } from '../client/policy.ts';
import { readCampaignFile } from '../documents/in/campaign.ts';
import { type RowError, readWorkbook } from '../documents/in/workbook.ts';
import { CodedError } from '../domain/errors.ts';
import type { Lists } from '../domain/plan/lists.ts';
import type { Policy } from '../domain/plan/policy.ts';
import type { Settings } from '../domain/plan/settings.ts';
import type { Language } from '../words/language.ts';

/** A campaign file, read and checked. */
export type CampaignFile = { settings: Settings; policy: Policy; allowedDomains: string[] | undefined };

/** A row in error, and in which of several files. */
export type FileRowError = RowError & { file: string };

/** @throws CodedError `file-missing`, `campaign-file-invalid`, `unknown-role`, … */
export async function readCampaign(file: string): Promise<CampaignFile> {
  const { policy, allowedDomains, ...settings } = readCampaignFile((await readFileOf(file)).toString('utf8'));
  return { settings, policy: readPolicy(policy), allowedDomains };
}

/**
 * The lists of one or several workbooks together. Written dates are understood as of the feedback: a plan is drawn up in
 * the weeks after it, whenever it is read.
 */
export async function readLists(
  files: string[],
  { feedbackOn, concentratedMonths, zone }: Settings,
  allowedDomains: string[] | undefined,
  language: Language,
): Promise<{ lists: Lists; errors: FileRowError[] }> {
  const all: Lists = { directory: { units: [], persons: [] }, findings: [], measures: [] };
  const errors: FileRowError[] = [];
  for (const file of files) {
    const read = await readWorkbook(await readFileOf(file), {
      ...{ on: feedbackOn, feedback: feedbackOn, concentratedMonths, calendar: chineseCalendar(zone), language },
      ...(allowedDomains ? { allowedDomains } : {}),
    });
    errors.push(...read.errors.map((error) => ({ ...error, file })));
    all.directory.units.push(...read.lists.directory.units);
    all.directory.persons.push(...read.lists.directory.persons);
    all.findings.push(...read.lists.findings);
    all.measures.push(...read.lists.measures);
  }
  return { lists: all, errors };
}

/** @throws CodedError `rows-in-error` */
export function refuseRows(errors: FileRowError[]): void {
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
