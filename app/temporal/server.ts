import { rm } from 'node:fs/promises';
import type { Language } from '../../words/language.ts';
import { answers } from './answers.ts';
import { findTemporalBinary } from './binary.ts';
import { type ServerFiles, serverFiles } from './files.ts';
import { launch } from './launch.ts';
import { lines } from './lines.ts';
import { commandLine, endProcess, isAlive } from './process.ts';
import { readRecord, type ServerRecord } from './record.ts';
import { addSearchAttributes } from './search-attributes.ts';

/** A Temporal service to work with. `owned`: it is ours to stop and to revive; otherwise neither does anything. */
export type TemporalServer = {
  address: string;
  namespace: string;
  owned: boolean;
  readonly pid: number | null;
  /** From now on one that dies is started again on its files, under its address, until it is stopped. */
  revive(): void;
  stop(): Promise<void>;
};

export type StartOptions = {
  /** Holds the server's own files: temporal.db, temporal.json, temporal.log. One process at a time may use it. */
  folder: string;
  /** Where a line for the person who waits goes; the server itself writes to temporal.log only. */
  log: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  language?: Language;
  searchAttributes?: Record<string, 'Keyword'>;
};

const ours = { Campaign: 'Keyword', Finding: 'Keyword', State: 'Keyword' } as const;
const endWithin = 10_000;
const lookEveryMs = 500;

/** Answers the service of TEMPORAL_ADDRESS; else the dev server left over in `folder`; else starts one. */
export async function startTemporal(options: StartOptions): Promise<TemporalServer> {
  const { folder, log, env = process.env, language = 'zh-CN', searchAttributes = ours } = options;
  if (env.TEMPORAL_ADDRESS) return given(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE || 'default');

  const say = lines(language);
  const files = serverFiles(folder);
  const begin = async (port?: number) => {
    const binary = await findTemporalBinary({ log, env, language });
    const begun = Date.now();
    const record = await launch({ binary, files, env, ...(port === undefined ? {} : { port }) });
    log(say('started', { ...record, seconds: ((Date.now() - begun) / 1000).toFixed(1) }));
    return record;
  };
  const left = await leftOver(files);
  if (left !== null) log(say('adopted', left));
  const server = owned(left ?? (await begin()), files, begin);
  await addSearchAttributes(server.address, server.namespace, searchAttributes);
  return server;
}

/** The server a killed run left behind. One that is ours but no longer answers is ended: two must not share a database. */
async function leftOver(files: ServerFiles): Promise<ServerRecord | null> {
  const record = readRecord(files.record);
  if (record === null || !mayBeOurs(record.pid, files)) return null;
  if (await answers(record.address, endWithin)) return record;
  if (commandLine(record.pid) !== null) await endProcess(record.pid, 2_000);
  return null;
}

function given(address: string, namespace: string): TemporalServer {
  return { address, namespace, owned: false, pid: null, revive: () => undefined, stop: async () => {} };
}

function owned(
  first: ServerRecord,
  files: ServerFiles,
  begin: (port: number) => Promise<ServerRecord>,
): TemporalServer {
  const { address } = first;
  let { pid } = first;
  let watch: NodeJS.Timeout | undefined;
  let beginning: Promise<void> | null = null;
  // What keeps it from starting stands in temporal.log; it is tried again for as long as nobody gives up.
  const beginAgain = async () => {
    const record = await begin(Number(address.split(':')[1])).catch(() => null);
    pid = record?.pid ?? pid;
    beginning = null;
  };
  const end = async () => {
    clearInterval(watch);
    await beginning;
    if (mayBeOurs(pid, files)) await endProcess(pid, endWithin);
    if (readRecord(files.record)?.pid === pid) await rm(files.record, { force: true });
  };
  let ended: Promise<void> | undefined;
  return {
    ...{ address, namespace: 'default', owned: true },
    get pid() {
      return pid;
    },
    revive() {
      watch ??= setInterval(() => {
        if (!isAlive(pid)) beginning ??= beginAgain();
      }, lookEveryMs).unref();
    },
    stop() {
      ended ??= end();
      return ended;
    },
  };
}

/** False where the process is dead or, as far as the system tells, another program or a server on another database. */
function mayBeOurs(pid: number, files: ServerFiles): boolean {
  const command = isAlive(pid) ? commandLine(pid) : '';
  return command === null || (command.includes('start-dev') && command.includes(`--db-filename ${files.database} `));
}
