import { CodedError } from '../domain/errors.ts';

/** Where and with what a process of the engine runs; from the environment, the same for every command. */
export type Config = {
  /** Everything of ours on this machine: ledger, Temporal's file, inbox, evidence, the API's token. */
  folder: string;
  /** `postgres://…`; null: PGlite under `folder`. */
  databaseUrl: string | null;
  /** `smtp://…`; null: the local inbox. */
  smtpUrl: string | null;
  logLevel: string;
};

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** @throws CodedError `setting-wrong` */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const logLevel = env.LOG_LEVEL || 'info';
  if (!logLevels.includes(logLevel)) throw new CodedError('setting-wrong', { setting: 'LOG_LEVEL', value: logLevel });
  return {
    folder: env.XIAOHAO_DATA || 'data',
    databaseUrl: env.DATABASE_URL || null,
    smtpUrl: env.SMTP_URL || null,
    logLevel,
  };
}
