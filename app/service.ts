import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import pino, { type Logger } from 'pino';
import { createBounceDesk } from '../activities/bounce.ts';
import { createActivities } from '../activities/create.ts';
import { createRuleBook } from '../activities/rules.ts';
import { createEngine, type Engine } from '../client/engine.ts';
import { CodedError } from '../domain/errors.ts';
import { lockFolder } from '../ledger/lock.ts';
import { type Ledger, openLedger } from '../ledger/open.ts';
import { openAcceptedLog } from '../mail/acceptedLog.ts';
import { onlyTo } from '../mail/allowed.ts';
import { signing } from '../mail/dkim.ts';
import { startInbox } from '../mail/inbox/server.ts';
import { createSender, type Sender } from '../mail/transport.ts';
import type { Language } from '../words/language.ts';
import { workflowBundle } from '../worker/bundle.ts';
import { installRuntime } from '../worker/runtime.ts';
import { type RunningWorker, startWorker } from '../worker/worker.ts';
import { startBounces } from './bounces.ts';
import { startCanary } from './canary.ts';
import type { Config } from './config.ts';
import { addSearchAttributes, connectTemporal, type TemporalAccess, temporalAccess } from './connect.ts';
import { startCourier } from './courier.ts';
import { openDkim } from './dkim.ts';
import { startHooks } from './hooks.ts';
import { readHooks } from './hooksFile.ts';
import { holdsOf, inboxPort, type Part } from './parts.ts';
import { startTemporal } from './temporal/server.ts';

/** Everything a process of the engine holds open, constructed in one place. */
export type Service = {
  config: Config;
  log: Logger;
  ledger: Ledger;
  engine: Engine;
  worker: RunningWorker | null;
  inboxFolder: string;
  /** Where the local inbox takes mails. */
  inboxUrl: string;
  /** Resolves when the worker dies by itself; never otherwise. */
  died: Promise<CodedError>;
  stop(): Promise<void>;
};

export type ServiceOptions = {
  /** One part of a grown installation; left out: all of it. */
  only?: Part | undefined;
  language?: Language;
  env?: NodeJS.ProcessEnv;
  /** The port the pages will be shown on; left out: nobody knows yet. */
  port?: number;
};

let runtimeInstalled = false;

/**
 * Starts the engine: Temporal found or started, ledger, local inbox, worker. What was opened is closed again if a later
 * part fails. `say` gets lines for the person who waits.
 * @throws CodedError `data-owned`, `temporal-not-found`, `temporal-unreachable`, `ledger-unreachable`, `setting-missing`, …
 */
export async function startService(
  config: Config,
  say: (line: string) => void,
  { only, language = 'zh-CN', env = process.env, port = 0 }: ServiceOptions = {},
): Promise<Service> {
  const holds = holdsOf(only, config, env);
  mkdirSync(config.folder, { recursive: true, mode: 0o700 });
  const log = openLog(config);
  const open: (() => Promise<unknown> | unknown)[] = [];
  const opened = <T>(part: T, close: (part: T) => Promise<unknown> | unknown): T => {
    open.push(() => close(part));
    return part;
  };
  const stop = async () => {
    for (const close of open.splice(0).reverse()) await close();
  };
  try {
    if (holds.folder) opened(await lockFolder(config.folder), (lock) => lock.release());
    const server = await startTemporal({ folder: join(config.folder, 'temporal'), log: say, env, language });
    opened(server, () => server.stop());
    server.revive();
    const access = temporalAccess(server, env);
    const connection = opened(await connectTemporal(access), (one) => one.close());
    if (!server.owned && holds.worker)
      await addSearchAttributes(connection, access.namespace).catch((err) => log.warn({ err }, 'search attributes'));
    const engine = createEngine(new Client({ connection, namespace: access.namespace }));

    const ledger = opened(await openLedger({ ...ledgerOf(config), log }), (one) => one.close());
    const inboxFolder = join(config.folder, 'inbox');
    const inbox = holds.inbox
      ? opened(await startInbox({ folder: inboxFolder, port: inboxPort(env) }), (one) => one.close())
      : { url: env.XIAOHAO_INBOX };
    const inboxUrl = inbox.url ?? '';
    const base = { config, log, ledger, engine, inboxFolder, inboxUrl, stop };
    if (!holds.worker) return { ...base, worker: null, died: new Promise(() => undefined) };
    const site = config.url ?? (port > 0 ? `http://127.0.0.1:${port}` : null);
    const worker = opened(await work(base, access, { inboxUrl, site }, opened), (one) => one.stop());
    return { ...base, worker, died: deathOf(worker, log, config) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The worker and what its activities need of the world: ways to send, rules, and a courier for what was lost. */
async function work(
  { config, log, ledger, engine }: Pick<Service, 'config' | 'log' | 'ledger' | 'engine'>,
  access: TemporalAccess,
  { inboxUrl, site }: { inboxUrl: string; site: string | null },
  opened: <T>(part: T, close: (part: T) => Promise<unknown> | unknown) => T,
): Promise<RunningWorker> {
  const localSender = opened(createSender({ url: inboxUrl, allowedHost: 'loopback' }), (one) => one.close());
  const sender = config.smtpUrl ? opened(wayOut(config.smtpUrl, config), (one) => one.close()) : localSender;
  const acceptedLog = opened(openAcceptedLog(join(config.folder, 'accepted.log')), (one) => one.close());
  const rules = createRuleBook(ledger);
  const activities = createActivities({
    ledger,
    engine,
    rules,
    wake: (streams) => {
      for (const stream of streams) engine.wake(stream).catch((err) => log.debug({ stream, err }, 'not woken'));
    },
    sender,
    localSender,
    acceptedLog,
    perDay: config.mailsPerDay,
    site,
    now: Date.now,
  });
  if (config.bounceFolder) {
    const takeBounce = createBounceDesk(ledger, Date.now);
    const canary = config.canary
      ? opened(startCanary({ ledger, address: config.canary, sender, now: Date.now, log }), (one) => one.stop())
      : null;
    const take = async (raw: Uint8Array) => {
      await canary?.seen(raw);
      return takeBounce(raw);
    };
    opened(startBounces({ folder: config.bounceFolder, take, log }), (one) => one.stop());
  }
  const stateOf = async (campaign: string) => (await rules.of(campaign)).state;
  const hooks = startHooks({ hooks: readHooks(config.folder), ledger, stateOf, site, now: Date.now, log });
  opened(hooks, (one) => one.stop());
  opened(startCourier({ db: ledger.db, restore: engine.restore, now: Date.now, log }), (one) => one.stop());
  return await startWorker({ ...access, activities, bundle: await workflowBundle() });
}

/**
 * The office's relay, for the addresses that may be written to, each mail signed where there is a key.
 * @throws CodedError `setting-wrong`
 */
export function wayOut(url: string, { mailDomains, dkim }: Config): Sender {
  const key = dkim && openDkim(dkim);
  const relay = createSender({ url });
  const sender = key ? signing(key, relay) : relay;
  return mailDomains ? onlyTo(mailDomains, sender) : sender;
}

function deathOf({ finished }: RunningWorker, log: Logger, { folder }: Config): Promise<CodedError> {
  return new Promise((died) => {
    finished.catch((cause) => {
      log.fatal({ err: cause }, 'the worker died');
      const why = cause instanceof Error ? cause.message : String(cause);
      died(new CodedError('worker-died', { why, log: join(folder, 'xiaohao.log') }, { cause }));
    });
  });
}

/** Where the ledger is, as `openLedger` is told. */
export function ledgerOf({ databaseUrl, folder }: Config): { url: string } | { folder: string } {
  return databaseUrl ? { url: databaseUrl } : { folder: join(folder, 'ledger') };
}

function openLog({ logLevel, folder }: Config): Logger {
  const log = pino({ level: logLevel, redact: ['token', '*.token'] }, pino.destination(join(folder, 'xiaohao.log')));
  if (!runtimeInstalled) installRuntime(log);
  runtimeInstalled = true;
  return log;
}
