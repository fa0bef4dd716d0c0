import { CodedError } from '../domain/errors.ts';

/** How nodemailer is told where to connect. */
export type ServerAddress =
  | { url: string }
  | { host: '127.0.0.1' | '::1'; port: number; secure: false; ignoreTLS: true };

const onThisMachine: Record<string, '127.0.0.1' | '::1'> = {
  '127.0.0.1': '127.0.0.1',
  '[::1]': '::1',
  localhost: '127.0.0.1',
};

/**
 * Reads SMTP_URL. Held to the loopback, nothing of the URL is passed on but a port: the host becomes one of two literal
 * addresses and what its query may say (`?proxy=…`, `?host=…`) is dropped, so a rehearsal cannot leave the machine.
 */
export function serverAddress(url: string, allowedHost?: 'loopback'): ServerAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^smtps?:$/.test(parsed.protocol) || !parsed.hostname) {
    throw new CodedError('mail-url', { url: withoutPassword(url) });
  }
  if (allowedHost !== 'loopback') return { url };
  const host = onThisMachine[parsed.hostname.toLowerCase()];
  if (!host || parsed.protocol !== 'smtp:') throw new CodedError('mail-not-local', { host: parsed.hostname });
  return { host, port: Number(parsed.port) || 25, secure: false, ignoreTLS: true };
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, '//…@');
}
