import { CodedError } from '../domain/errors.ts';
import type { Config } from './config.ts';

/** One part of a grown installation, in a process of its own: many workers, one web process, a rehearsal's driver. */
export type Part = 'worker' | 'web' | 'driver';

/** What a process holds. Without `only` all of it; parts share PostgreSQL, a Temporal and one local inbox. */
export type Holds = { folder: boolean; inbox: boolean; worker: boolean };

const holds: Record<Part | 'all', Holds> = {
  all: { folder: true, inbox: true, worker: true },
  worker: { folder: false, inbox: false, worker: true },
  web: { folder: false, inbox: true, worker: false },
  driver: { folder: false, inbox: false, worker: false },
};

/**
 * What a process of this part holds.
 * @throws CodedError `setting-missing` where a part has not been told of what it shares with the others.
 */
export function holdsOf(only: Part | undefined, { databaseUrl }: Config, env: NodeJS.ProcessEnv): Holds {
  if (only !== undefined) {
    const shared = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: env.TEMPORAL_ADDRESS,
      XIAOHAO_INBOX: only === 'driver' || env.XIAOHAO_INBOX,
    };
    const missing = Object.entries(shared).flatMap(([name, value]) => (value ? [] : [name]));
    if (missing.length > 0)
      throw new CodedError('setting-missing', { option: `--only ${only}`, settings: missing.join(' ') });
  }
  return holds[only ?? 'all'];
}

/**
 * The port of the local inbox that several processes share, from XIAOHAO_INBOX (`smtp://127.0.0.1:2525`); 0: any.
 * @throws CodedError `setting-wrong`
 */
export function inboxPort(env: NodeJS.ProcessEnv): number {
  const said = env.XIAOHAO_INBOX;
  if (!said) return 0;
  const port = URL.canParse(said) ? Number(new URL(said).port) : 0;
  if (port === 0) throw new CodedError('setting-wrong', { setting: 'XIAOHAO_INBOX', value: said });
  return port;
}
