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

/** A database's error as the ledger's callers know it; what has no code of ours comes back as it is. */
export function coded(error: unknown, { stream, where }: { stream: string; where: string }): unknown {
  if (error instanceof CodedError) return error;
  const why = messageOf(error);
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
