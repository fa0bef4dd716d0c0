import { existsSync, mkdirSync } from 'node:fs';
import type { Api } from '../client/api.ts';
import { createHttpApi } from '../client/http.ts';
import { CodedError } from '../domain/errors.ts';
import { lockFolder } from '../ledger/lock.ts';
import { openLedger } from '../ledger/open.ts';
import { api } from '../web/api/api.ts';
import { apiDeps } from './apiDeps.ts';
import type { Config } from './config.ts';
import { ledgerOf } from './service.ts';
import { readServiceFile } from './serviceFile.ts';
import { readToken } from './token.ts';

/**
 * Does something with the API: the running service's, found by the note in its data folder; where nobody runs one, the
 * same API within this process over a ledger opened for as long as it takes, which can only be read;
 * `keep` may write there what needs no workflow, and begins a data folder.
 * @throws CodedError `not-running` for an act, `data-owned`, `no-data`
 */
export async function withApi<T>(
  config: Config,
  does: 'read' | 'act' | 'keep',
  work: (api: Api) => Promise<T>,
): Promise<T> {
  const running = await runningApi(config);
  if (running) return work(running);
  if (does === 'act') throw notRunning(config);
  if (does === 'keep') mkdirSync(config.folder, { recursive: true, mode: 0o700 });
  return readingHere(config, work, does === 'keep');
}

async function runningApi(config: Config): Promise<Api | null> {
  const file = readServiceFile(config.folder);
  if (!file) return null;
  const found = createHttpApi({
    base: `http://127.0.0.1:${file.port}`,
    token: readToken(config.folder),
    unreachable: () => notRunning(config),
  });
  const { pid } = await found.health().catch(() => ({ pid: null }));
  return pid === file.pid ? found : null;
}

function notRunning({ folder }: Config): CodedError {
  return new CodedError('not-running', { folder });
}

async function readingHere<T>(config: Config, work: (api: Api) => Promise<T>, makes: boolean): Promise<T> {
  const where = ledgerOf(config);
  if (!makes && 'folder' in where && !existsSync(where.folder))
    throw new CodedError('no-data', { folder: config.folder });
  const lock = 'folder' in where ? await lockFolder(config.folder) : null;
  try {
    const ledger = await openLedger(where);
    try {
      const log = { error: (facts: object, message: string) => console.error(message, facts) };
      const token = 'here';
      const pages = api(apiDeps(ledger, null, { token, folder: config.folder, log, base: 'http://here' }));
      const ask = (request: Request) => pages.request(request);
      return await work(createHttpApi({ base: 'http://here', token, ask, unreachable: (cause) => cause as Error }));
    } finally {
      await ledger.close();
    }
  } finally {
    await lock?.release();
  }
}
