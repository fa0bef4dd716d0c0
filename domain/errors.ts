/**
 * The one table of error codes. `exit` is the command line's exit code (1 refused, 2 wrong use), `status` the HTTP one.
 * The sentences a person reads stand in `words/<language>/errors.ts`, the remedies in `docs/errors.md`;
 * a test holds all three to the same codes. A retired code is never used again.
 */
export const errorTable = {
  // who and where
  'unknown-id': { status: 404, exit: 1 },
  'not-allowed': { status: 403, exit: 1 },
  'own-item': { status: 403, exit: 1 },
  'wrong-state': { status: 409, exit: 1 },
  overtaken: { status: 409, exit: 1 },
  // what was said
  'bad-input': { status: 400, exit: 2 },
  'no-such-date': { status: 400, exit: 1 },
  'effect-after-done': { status: 400, exit: 1 },
  'reason-missing': { status: 400, exit: 1 },
  'evidence-missing': { status: 400, exit: 1 },
  'date-in-past': { status: 400, exit: 1 },
  'extension-too-late': { status: 409, exit: 1 },
  'extension-not-later': { status: 400, exit: 1 },
  'new-limit-before-due': { status: 409, exit: 1 },
  backdated: { status: 400, exit: 1 },
  'finding-not-settled': { status: 409, exit: 1 },
  'not-issuable': { status: 409, exit: 1 },
  // the record
  'stream-gap': { status: 500, exit: 1 },
  'chain-broken': { status: 500, exit: 1 },
  internal: { status: 500, exit: 1 },
} as const satisfies Record<string, { status: number; exit: 1 | 2 }>;

export type ErrorCode = keyof typeof errorTable;
/** What fills the blanks of an error's sentence: `{name}` in the catalogue takes `facts.name`. */
export type Facts = Record<string, string | number>;

/** A no that is an answer, not a crash: a code of the table and the facts its sentence needs. */
export type Refusal = { code: ErrorCode; facts: Facts };

export function refusal(code: ErrorCode, facts: Facts = {}): Refusal {
  return { code, facts };
}

/** The same no where a function cannot go on; `web/` and `app/cli` turn it into a status, an exit code and a sentence. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly facts: Facts;

  constructor(code: ErrorCode, facts: Facts = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = 'CodedError';
    this.code = code;
    this.facts = facts;
  }
}
