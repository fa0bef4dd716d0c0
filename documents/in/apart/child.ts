import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { CodedError } from '../../../domain/errors.ts';
import type { File } from '../book/open.ts';
import { type ListOptions, readLists } from '../lists/read.ts';
import { guardSize } from '../zip.ts';
import type { Answer, GivenFile, Request } from './apart.ts';

/** The process that reads files: it is asked once, answers once and ends; see `apart.ts`. */
process.once('message', (request: Request) => {
  process.send!(answerTo(request), () => process.disconnect());
});

function answerTo({ files, options }: Request): Answer {
  try {
    return { read: readLists(files.map(opened), options satisfies ListOptions) };
  } catch (error) {
    if (error instanceof CodedError) return { refused: { code: error.code, facts: error.facts } };
    return { failed: error instanceof Error ? String(error.stack) : String(error) };
  }
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
