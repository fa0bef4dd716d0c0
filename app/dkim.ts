import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import type { Dkim } from '../mail/dkim.ts';

/** Where the key for signing mails lies, and under which name its public half is published. */
export type DkimSettings = { keyFile: string; selector: string; domain: string };

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const shape = z.strictObject({
  XIAOHAO_DKIM_KEY: z.string().min(1),
  XIAOHAO_DKIM_SELECTOR: z.string().regex(new RegExp(`^${label}(?:\\.${label})*$`, 'i')),
  XIAOHAO_DKIM_DOMAIN: z.string().regex(new RegExp(`^${label}(?:\\.${label})+$`, 'i')),
});
const names = Object.keys(shape.shape) as (keyof typeof shape.shape)[];

/** Bits of an RSA key below which mail servers do not look at the signature (RFC 8301). */
const fewestBits = 1_024;

/**
 * All three settings, or null where none is given.
 * @throws CodedError `setting-missing`, `setting-wrong`
 */
export function readDkim(env: NodeJS.ProcessEnv): DkimSettings | null {
  const given = names.filter((name) => env[name]);
  const missing = names.filter((name) => !env[name]);
  if (given.length === 0) return null;
  if (missing.length > 0)
    throw new CodedError('setting-missing', { option: given.join(' '), settings: missing.join(' ') });
  const read = shape.safeParse(Object.fromEntries(names.map((name) => [name, env[name]])));
  if (!read.success) {
    const setting = String(read.error.issues[0]!.path[0]);
    throw new CodedError('setting-wrong', { setting, value: env[setting] ?? '' });
  }
  const { XIAOHAO_DKIM_KEY: keyFile, XIAOHAO_DKIM_SELECTOR: selector, XIAOHAO_DKIM_DOMAIN: domain } = read.data;
  return { keyFile, selector, domain: domain.toLowerCase() };
}

/**
 * The key itself, read once at start; only its file is ever named.
 * @throws CodedError `setting-wrong` where there is no private RSA key of 1,024 bits or more
 */
export function openDkim({ keyFile, selector, domain }: DkimSettings): Dkim {
  const key = rsaKeyIn(keyFile);
  if (!key) throw new CodedError('setting-wrong', { setting: 'XIAOHAO_DKIM_KEY', value: keyFile });
  return { domain, selector, key };
}

function rsaKeyIn(file: string): KeyObject | null {
  try {
    const key = createPrivateKey(readFileSync(file));
    const isStrong = (key.asymmetricKeyDetails?.modulusLength ?? 0) >= fewestBits;
    return key.asymmetricKeyType === 'rsa' && isStrong ? key : null;
  } catch {
    return null;
  }
}
