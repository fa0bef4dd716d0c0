import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodedError, type Refusal } from '../../../domain/errors.ts';
import type { Sheet } from '../book/book.ts';
import type { ListOptions } from '../lists/read.ts';
import type { ReadLists } from '../lists/row.ts';
import type { Notice } from '../notice/notice.ts';

/** A file by its path, or as it was uploaded; `name` is what it is called in errors. */
export type GivenFile = { name: string; path: string } | { name: string; bytes: Uint8Array };

/** `numbered`: the files are wanted back with ids in them. */
export type Request =
  | { files: GivenFile[]; options: ListOptions; numbered?: boolean }
  | { notice: GivenFile }
  | { book: GivenFile };
export type Answer =
  | { lists: ReadLists; numbered: NumberedFile[] }
  | { notice: Notice }
  | { sheets: Sheet[] }
  | { refused: Refusal }
  | { failed: string };

/** A file with ids written into `cells` of its cells; one that needed none is left out. */
export type NumberedFile = { name: string; bytes: Uint8Array; cells: number };

/** What reading may take: seconds on the clock, megabytes of memory for what is read. */
export type Bounds = { seconds: number; megabytes: number };
const usual: Bounds = { seconds: 60, megabytes: 512 };

/**
 * Reads lists in a process of their own, which can be killed: whatever the files are, the caller stays up and holds no
 * more of them than the rows.
 * @throws CodedError `file-missing`, `file-too-large`, `file-damaged`, …, `reading-too-long`, `reading-too-large`
 */
export async function readListsApart(
  files: GivenFile[],
  options: ListOptions,
  bounds: Bounds = usual,
): Promise<ReadLists> {
  const answer = await ask({ files, options }, bounds);
  return 'lists' in answer ? answer.lists : fail(answer);
}

/** Reads lists in the same way and gives the files back with ids in them. @throws CodedError also `ids-not-written` */
export async function numberListsApart(
  files: GivenFile[],
  options: ListOptions,
  bounds: Bounds = usual,
): Promise<{ lists: ReadLists; numbered: NumberedFile[] }> {
  const answer = await ask({ files, options, numbered: true }, bounds);
  return 'lists' in answer ? answer : fail(answer);
}

/** Reads a published notice in the same way. @throws CodedError as above, `notice-format` */
export async function readNoticeApart(notice: GivenFile, bounds: Bounds = usual): Promise<Notice> {
  const answer = await ask({ notice }, bounds);
  return 'notice' in answer ? answer.notice : fail(answer);
}

/** Reads the sheets of a workbook in the same way. @throws CodedError as above */
export async function readBookApart(book: GivenFile, bounds: Bounds = usual): Promise<Sheet[]> {
  const answer = await ask({ book }, bounds);
  return 'sheets' in answer ? answer.sheets : fail(answer);
}

function fail(answer: Answer): never {
  if ('refused' in answer) throw new CodedError(answer.refused.code, answer.refused.facts);
  throw new Error('failed' in answer ? answer.failed : 'another answer than asked for');
}

function ask(request: Request, { seconds, megabytes }: Bounds): Promise<Answer> {
  const { entry, execArgv } = entryOf(import.meta.url);
  // Nothing of this process's settings is a reader's business: no addresses, no keys.
  const child = fork(entry, [], {
    ...{ execArgv: [...execArgv, `--max-old-space-size=${megabytes}`], env: {}, serialization: 'advanced' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      refuse(new CodedError('reading-too-long', { seconds }));
      child.kill('SIGKILL');
    }, seconds * 1_000);
    const settle = () => clearTimeout(tooLong);
    const refuse = (error: Error) => {
      settle();
      reject(error);
    };
    child.once('message', (answer: Answer) => {
      settle();
      resolve(answer);
    });
    child.once('error', refuse);
    // It ends without an answer when it runs out of memory.
    child.once('exit', () => refuse(new CodedError('reading-too-large', { limit: megabytes })));
    child.send(request, (error) => error && refuse(error));
  });
}

/** The child beside this module: compiled, or the source for a Node that has to be told how to read it. */
function entryOf(here: string): { entry: string; execArgv: string[] } {
  const isSource = here.endsWith('.ts');
  const entry = fileURLToPath(new URL(isSource ? './child.ts' : './child.js', here));
  const reads = !isSource || Boolean((process.features as { typescript?: unknown }).typescript);
  const hook = new URL('./types.mjs', here).href;
  const told = `data:text/javascript,import{register}from'node:module';register(${JSON.stringify(hook)})`;
  return { entry, execArgv: reads ? [] : ['--import', told] };
}
