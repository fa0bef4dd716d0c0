import { CodedError } from '../domain/errors.ts';

const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** SQLSTATE classes and codes that mean the server is going, full, or out of reach: 08, 57P01–57P03, 53300. */
const serverGone = /^(08...|57P0[123]|53300)$/;

/** A file that cannot grow, as the system says it and as PostgreSQL does: 53100, or in the words of a statement that failed. */
const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);
const fullInWords = /no space left on device|file too large|disk quota exceeded/i;

/** What `pg` says without any code when the line is dead. */
const lineDead = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/;

/** SQLSTATE 22: a text or number no column takes; 23502: nothing where something must be (an instant that is NaN). */
const unfit = /^(22...|23502)$/;

/** Whether the database is out of reach, so that nobody knows what became of an open transaction. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof CodedError) return error.code === 'ledger-unreachable';
  const code = codeOf(error);
  return network.has(code) || serverGone.test(code) || lineDead.test(messageOf(error));
}

/** Whether there was no room for it: nothing of it was written, and with room again it works. */
export function isFull(error: unknown): boolean {
  return full.has(codeOf(error)) || fullInWords.test(messageOf(error));
}

/** A database's error as the ledger's callers know it; what has no code of ours comes back as it is. */
export function coded(error: unknown, { stream, where }: { stream: string; where: string }): unknown {
  if (error instanceof CodedError) return error;
  const why = messageOf(error);
  if (isFull(error)) return new CodedError('disk-full', { where, why }, { cause: error });
  if (isUnreachable(error)) return new CodedError('ledger-unreachable', { where, why }, { cause: error });
  if (unfit.test(codeOf(error))) return new CodedError('not-recordable', { stream, why }, { cause: error });
  return error;
}

export function messageOf(error: unknown): string {
  // Node's AggregateError (one address after the other refused) has its text in its parts.
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
