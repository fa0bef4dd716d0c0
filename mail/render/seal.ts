import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Proves that a returned mail is one of this installation: a Message-ID can be reckoned by whoever knows campaign, person
 * and window, this cannot. `key` is the installation's id, which never leaves the ledger.
 */
export function sealOf(key: string, messageId: string): string {
  return createHmac('sha256', key).update(messageId).digest('base64url').slice(0, 32);
}

export function isSealed(key: string, messageId: string, seal: string): boolean {
  const [given, right] = [Buffer.from(seal), Buffer.from(sealOf(key, messageId))];
  return given.length === right.length && timingSafeEqual(given, right);
}
