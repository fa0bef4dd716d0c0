import { readFile, stat } from 'node:fs/promises';
import readExcelFile from 'read-excel-file/node';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Day } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Lists } from '../../domain/plan/lists.ts';
import { sayDeadline } from '../../words/deadline.ts';
import type { Language } from '../../words/language.ts';
import { forms } from './workbook/columns.ts';
import { readFindingRows } from './workbook/findings.ts';
import { guardSize, guardWorkbook } from './workbook/guard.ts';
import { readPersons } from './workbook/persons.ts';
import { Report, type RowError } from './workbook/report.ts';
import { joinResponsibilities } from './workbook/responsibilities.ts';
import { type Book, readTable } from './workbook/table.ts';
import { readTasks } from './workbook/tasks.ts';
import { readUnits } from './workbook/units.ts';

export type { RowError } from './workbook/report.ts';

export type WorkbookOptions = {
  /** The day of reading and the day of the feedback, against which written deadlines are understood. */
  on: Day;
  feedback: Day;
  concentratedMonths?: number;
  /** Working days, for deadlines such as 收到反馈后15个工作日; without it only weekends are known. */
  calendar?: Calendar;
  /** The language in which a date says why it is what it is; zh-CN unless told. */
  language?: Language;
  /** Domains that mail may go to; absent: any. */
  allowedDomains?: string[];
};

/**
 * Reads the three lists and the directory from an .xlsx workbook. A row in error is left out with all that leans on it,
 * each with an error of its own; the other rows are as good as if it had never been there.
 * @throws CodedError where the file as a whole cannot be opened
 */
export async function readWorkbook(
  file: string | Buffer,
  options: WorkbookOptions,
): Promise<{ lists: Lists; errors: RowError[] }> {
  const report = new Report();
  const lists = readLists(await openBook(file), options, report);
  return {
    lists: lists ?? { directory: { units: [], persons: [] }, findings: [], measures: [] },
    errors: report.errors,
  };
}

async function openBook(file: string | Buffer): Promise<Book> {
  if (typeof file === 'string') guardSize((await stat(file)).size);
  const bytes = typeof file === 'string' ? await readFile(file) : file;
  guardWorkbook(bytes);
  try {
    return (await readExcelFile(bytes)) as Book;
  } catch (cause) {
    throw new CodedError('file-damaged', {}, { cause });
  }
}

function readLists(book: Book, options: WorkbookOptions, report: Report): Lists | null {
  const unitRows = readTable(book, forms.units, report);
  const personRows = readTable(book, forms.persons, report);
  const findingRows = readTable(book, forms.findings, report);
  const taskRows = readTable(book, forms.tasks, report);
  const responsibilityRows = readTable(book, forms.responsibilities, report);
  // A whole sheet away would put every row of the others in error and bury the one thing to mend.
  if (!unitRows || !personRows || !findingRows || !taskRows || !responsibilityRows) return null;

  const context = {
    ...options,
    calendar: options.calendar ?? { zone: 'Asia/Shanghai', years: {} },
    say: sayDeadline(options.language ?? 'zh-CN'),
  };
  const { units, register: unitNames } = readUnits(unitRows);
  const { persons, register: personNames } = readPersons(personRows, unitNames, options.allowedDomains);
  const { findings, register: findingNos } = readFindingRows(findingRows, unitNames, personNames);
  const { tasks, register: taskNos } = readTasks(taskRows, findingNos, context);
  const measures = joinResponsibilities(responsibilityRows, tasks, {
    tasks: taskNos,
    units: unitNames,
    persons: personNames,
  });
  return { directory: { units, persons }, findings, measures };
}
