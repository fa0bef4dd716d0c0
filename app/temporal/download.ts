import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { promisify } from 'node:util';
import { temporalVersion } from './version.ts';

/** The address Temporal's own installer and SDKs download from. */
export const officialDownload = 'https://temporal.download';

const connectWithin = 5_000;
const silentAtMost = 20_000;

/**
 * Downloads the pinned release beside `file` and unpacks it there; the archive holds the binary under its own name.
 * The SDK's own download waits as long as the system does for an address that never answers, hence not that one.
 */
export async function downloadTemporal(file: string, from: string): Promise<void> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const archive = `${file}.archive`;
  await save(`${from}/cli/archive/v${temporalVersion}?platform=${platform}&arch=${arch}`, archive);
  await promisify(execFile)('tar', ['-xf', archive, '-C', dirname(file)]);
}

async function save(address: string, file: string): Promise<void> {
  const silence = new AbortController();
  const give = (up: string) => () => silence.abort(new Error(up));
  let timer = setTimeout(give(`no answer within ${connectWithin / 1000} s`), connectWithin);
  try {
    const answer = await fetch(address, { signal: silence.signal });
    if (!answer.ok || answer.body === null) throw new Error(`${address} answered ${answer.status}`);
    clearTimeout(timer);
    timer = setTimeout(give(`silent for ${silentAtMost / 1000} s`), silentAtMost);
    const heard = new Transform({
      transform(chunk, _encoding, pass) {
        timer.refresh();
        pass(null, chunk);
      },
    });
    await pipeline(answer.body as ReadableStream, heard, createWriteStream(file), { signal: silence.signal });
  } finally {
    clearTimeout(timer);
  }
}
