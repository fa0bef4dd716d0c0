import { createHash, randomBytes } from 'node:crypto';

/** A secret nobody guesses: 32 random bytes, as it stands in an address or a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: enough to know it again, and nothing to sign in with. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
