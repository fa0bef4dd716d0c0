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

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return {
    folder: env.XIAOHAO_DATA || 'data',
    databaseUrl: env.DATABASE_URL || null,
    smtpUrl: env.SMTP_URL || null,
    logLevel: env.LOG_LEVEL || 'info',
  };
}
