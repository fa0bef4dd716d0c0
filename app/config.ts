import { CodedError } from '../domain/errors.ts';
import { strictAddress } from '../domain/plan/address.ts';
import type { OidcSettings } from '../web/access/oidc/service.ts';
import { type DkimSettings, readDkim } from './dkim.ts';

/** Where and with what a process of the engine runs; from the environment, the same for every command. */
export type Config = {
  /** Everything of ours on this machine: ledger, Temporal's file, inbox, evidence, the API's token. */
  folder: string;
  /** `postgres://…`; null: PGlite under `folder`. */
  databaseUrl: string | null;
  /** `smtp://…`; null: the local inbox. */
  smtpUrl: string | null;
  /** Where a mail server puts what comes back to the office; null: nowhere. */
  bounceFolder: string | null;
  /** Mails go to these domains and below them only; null: to all. */
  mailDomains: string[] | null;
  /** So many mails a day reach one address; what is more joins a later window. */
  mailsPerDay: number;
  /** Who gets the hourly mail to ourselves; its mails come into `bounceFolder`. Null: nobody. */
  canary: string | null;
  /** What mails are signed with; null: they are not. */
  dkim: DkimSettings | null;
  logLevel: string;
  /** Where the pages are reached from outside, `https://host`; null: on this machine only. */
  url: string | null;
  /** The administrators' addresses. */
  admins: string[];
  /** The office's own sign-in service; null: it has none. */
  oidc: OidcSettings | null;
};

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** @throws CodedError `setting-wrong` */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const logLevel = env.LOG_LEVEL || 'info';
  if (!logLevels.includes(logLevel)) throw new CodedError('setting-wrong', { setting: 'LOG_LEVEL', value: logLevel });
  const url = env.XIAOHAO_URL || null;
  if (url !== null && !isSite(url)) throw new CodedError('setting-wrong', { setting: 'XIAOHAO_URL', value: url });
  const admins = (env.XIAOHAO_ADMINS ?? '').split(/[\s,]+/).filter((one) => one !== '');
  const wrong = admins.find((one) => !strictAddress(one));
  if (wrong) throw new CodedError('setting-wrong', { setting: 'XIAOHAO_ADMINS', value: wrong });
  return {
    folder: env.XIAOHAO_DATA || 'data',
    databaseUrl: env.DATABASE_URL || null,
    smtpUrl: env.SMTP_URL || null,
    bounceFolder: env.XIAOHAO_BOUNCES || null,
    mailDomains: domainsOf(env.XIAOHAO_MAIL_DOMAINS),
    mailsPerDay: perDayOf(env.XIAOHAO_MAILS_PER_DAY),
    canary: canaryOf(env),
    dkim: readDkim(env),
    logLevel,
    url: url && new URL(url).origin,
    admins: admins.map((one) => strictAddress(one)!.toLowerCase()),
    oidc: readOidc(env),
  };
}

/** It is only worth sending where somebody looks whether it comes. */
function canaryOf({ XIAOHAO_CANARY: said, XIAOHAO_BOUNCES, SMTP_URL }: NodeJS.ProcessEnv): string | null {
  if (!said) return null;
  const address = strictAddress(said);
  if (!address) throw new CodedError('setting-wrong', { setting: 'XIAOHAO_CANARY', value: said });
  const missing = Object.entries({ XIAOHAO_BOUNCES, SMTP_URL }).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0)
    throw new CodedError('setting-missing', { option: 'XIAOHAO_CANARY', settings: missing.join(' ') });
  return address;
}

const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

function domainsOf(said = ''): string[] | null {
  const all = said
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((one) => one !== '');
  const wrong = all.find((one) => !domain.test(one));
  if (wrong) throw new CodedError('setting-wrong', { setting: 'XIAOHAO_MAIL_DOMAINS', value: wrong });
  return all.length > 0 ? all : null;
}

/** More than all campaigns of an installation write to one person on a bad day. */
const usualPerDay = 20;

function perDayOf(said: string | undefined): number {
  if (!said) return usualPerDay;
  if (!/^[1-9]\d{0,5}$/.test(said))
    throw new CodedError('setting-wrong', { setting: 'XIAOHAO_MAILS_PER_DAY', value: said });
  return Number(said);
}

/** An origin and nothing more: links are made by adding a path. */
function isSite(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).pathname === '/';
}

/** @throws CodedError `setting-wrong`, `setting-missing` */
function readOidc(env: NodeJS.ProcessEnv): OidcSettings | null {
  const { XIAOHAO_OIDC_ISSUER: issuer, XIAOHAO_OIDC_CLIENT: client, XIAOHAO_OIDC_SECRET: secret } = env;
  if (!issuer) return null;
  if (!isIssuer(issuer)) throw new CodedError('setting-wrong', { setting: 'XIAOHAO_OIDC_ISSUER', value: issuer });
  if (!client || !secret) {
    const settings = 'XIAOHAO_OIDC_CLIENT XIAOHAO_OIDC_SECRET';
    throw new CodedError('setting-missing', { option: 'XIAOHAO_OIDC_ISSUER', settings });
  }
  return { issuer, client, secret, claim: env.XIAOHAO_OIDC_CLAIM || 'email' };
}

/** Over TLS, but for one on this machine. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}
