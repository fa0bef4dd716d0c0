import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { CodedError } from '../../../domain/errors.ts';
import { numberFile } from '../../out/numbered.ts';
import { type File, openBook } from '../book/open.ts';
import type { Numbering } from '../lists/numbering.ts';
import { readNumbered } from '../lists/read.ts';
import { readNoticeLines } from '../notice/file.ts';
import { readNotice } from '../notice/notice.ts';
import { guardSize } from '../zip.ts';
import type { Answer, GivenFile, NumberedFile, Request } from './apart.ts';

/** The process that reads files: it is asked once, answers once and ends; see `apart.ts`. */
process.once('message', (request: Request) => {
  process.send!(answerTo(request), () => process.disconnect());
});

function answerTo(request: Request): Answer {
  try {
    if ('notice' in request)
      return { notice: named(request.notice, ({ bytes }) => readNotice(readNoticeLines(bytes))) };
    if ('book' in request) return { sheets: named(request.book, openBook) };
    const files = request.files.map(opened);
    const { numbering, ...lists } = readNumbered(files, request.options);
    return { lists, numbered: request.numbered ? numbered(files, numbering) : [] };
  } catch (error) {
    if (error instanceof CodedError) return { refused: { code: error.code, facts: error.facts } };
    return { failed: error instanceof Error ? String(error.stack) : String(error) };
  }
}

function numbered(files: File[], numbering: Numbering[]): NumberedFile[] {
  return files.flatMap((file) => {
    const own = numbering.filter((one) => one.file === file.name);
    const cells = own.reduce((sum, one) => sum + one.cells.length, 0);
    return cells === 0 ? [] : [{ name: file.name, bytes: numberFile(file, own), cells }];
  });
}

/** A file over the limit is not read, however it came here. */
function opened(file: GivenFile): File {
  if ('bytes' in file) return { name: file.name, bytes: Buffer.from(file.bytes) };
  let handle: number | null = null;
  try {
    handle = openSync(file.path, 'r');
    guardSize(fstatSync(handle).size);
    return { name: file.name, bytes: readFileSync(handle) };
  } catch (cause) {
    if (cause instanceof CodedError) throw new CodedError(cause.code, { ...cause.facts, file: file.name });
    const why = (cause as NodeJS.ErrnoException).code ?? '';
    throw new CodedError('file-missing', { file: file.name, why }, { cause });
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** What is read out of one file; a no says which. */
function named<T>(file: GivenFile, read: (file: File) => T): T {
  const open = opened(file);
  try {
    return read(open);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError(error.code, { ...error.facts, file: file.name }, { cause: error });
  }
}
