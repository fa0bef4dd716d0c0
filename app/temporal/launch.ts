import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { CodedError } from '../../domain/errors.ts';
import { answers } from './answers.ts';
import type { ServerFiles } from './files.ts';
import { endProcess } from './process.ts';
import { type ServerRecord, writeRecord } from './record.ts';

const upWithin = 30_000;
const logAtMost = 10_000_000;

export type Launch = {
  binary: string;
  files: ServerFiles;
  env: NodeJS.ProcessEnv;
  /** Where others look for it; left out: any port that is free. */
  port?: number;
};

/** Starts the dev server and answers once it does. */
export async function launch(options: Launch): Promise<ServerRecord> {
  const until = Date.now() + upWithin;
  // a port may be taken between the moment it was free and the start, so a server that ends at once gets another
  for (let left = 3; ; left--) {
    const outcome = await tryOn(options.port ?? (await freePort()), until - Date.now(), options);
    if (typeof outcome !== 'string') return outcome;
    if (left > 1 && options.port === undefined && Date.now() < until) continue;
    throw new CodedError('temporal-not-started', { reason: outcome, log: options.files.log });
  }
}

/** One try: the record of a server that answers, or why there is none. */
async function tryOn(port: number, within: number, { binary, files, env }: Launch): Promise<ServerRecord | string> {
  const address = `127.0.0.1:${port}`;
  const log = openSync(files.log, sizeOf(files.log) > logAtMost ? 'w' : 'a');
  const args = ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)];
  args.push('--db-filename', files.database);
  // without these two it does a quarter of the starts a second
  args.push('--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal');

  // detached: a Ctrl-C must reach the worker first, which needs the server to shut down cleanly
  const server = spawn(binary, args, { detached: true, env, stdio: ['ignore', log, log] });
  server.unref();
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(error.message));
    server.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
  });
  if (server.pid === undefined) return ended;

  const record = { pid: server.pid, address, startedAt: new Date().toISOString() };
  writeRecord(files.record, record);
  const enough = new AbortController();
  const outcome = await Promise.race([answers(address, within, enough.signal), ended]);
  enough.abort();
  if (outcome === true) return record;
  if (outcome === false) await endProcess(server.pid, 10_000);
  rmSync(files.record, { force: true });
  return outcome ? lastLine(files.log) || outcome : `no answer within ${upWithin / 1000} s`;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function lastLine(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').at(-1)?.slice(0, 300) ?? '';
}
