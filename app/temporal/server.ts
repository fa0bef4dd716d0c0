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

/** A Temporal service to work with. `owned`: it is ours to stop; otherwise `stop` does nothing. */
export type TemporalServer = {
  address: string;
  namespace: string;
  owned: boolean;
  pid: number | null;
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

/** Answers the service of TEMPORAL_ADDRESS; else the dev server left over in `folder`; else starts one. */
export async function startTemporal(options: StartOptions): Promise<TemporalServer> {
  const { folder, log, env = process.env, language = 'zh-CN', searchAttributes = ours } = options;
  if (env.TEMPORAL_ADDRESS) return given(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE || 'default');

  const say = lines(language);
  const files = serverFiles(folder);
  let record = await leftOver(files);
  if (record !== null) log(say('adopted', record));
  else {
    const binary = await findTemporalBinary({ log, env, language });
    const begun = Date.now();
    record = await launch({ binary, files, env });
    log(say('started', { ...record, seconds: ((Date.now() - begun) / 1000).toFixed(1) }));
  }
  const server = owned(record, files);
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
  return { address, namespace, owned: false, pid: null, stop: async () => {} };
}

function owned(record: ServerRecord, files: ServerFiles): TemporalServer {
  const end = async () => {
    if (mayBeOurs(record.pid, files)) await endProcess(record.pid, endWithin);
    if (readRecord(files.record)?.pid === record.pid) await rm(files.record, { force: true });
  };
  let ended: Promise<void> | undefined;
  const stop = () => {
    ended ??= end();
    return ended;
  };
  return { address: record.address, namespace: 'default', owned: true, pid: record.pid, stop };
}

/** False where the process is dead or, as far as the system tells, another program or a server on another database. */
function mayBeOurs(pid: number, files: ServerFiles): boolean {
  const command = isAlive(pid) ? commandLine(pid) : '';
  return command === null || (command.includes('start-dev') && command.includes(`--db-filename ${files.database} `));
}
