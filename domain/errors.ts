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
  'ambiguous-id': { status: 409, exit: 1 },
  'is-rehearsal': { status: 409, exit: 1 },
  'token-wrong': { status: 401, exit: 1 },
  'no-such-route': { status: 404, exit: 2 },
  'body-too-large': { status: 413, exit: 1 },
  'sign-in-needed': { status: 401, exit: 1 },
  'link-expired': { status: 410, exit: 1 },
  'code-wrong': { status: 401, exit: 1 },
  'locked-out': { status: 429, exit: 1 },
  'too-many-requests': { status: 429, exit: 1 },
  'form-forged': { status: 403, exit: 1 },
  'not-for-you': { status: 403, exit: 1 },
  'seal-wrong': { status: 500, exit: 1 },
  'identity-refused': { status: 403, exit: 1 },
  'identity-unknown': { status: 403, exit: 1 },
  'identity-away': { status: 502, exit: 1 },
  'file-kind': { status: 415, exit: 1 },
  'file-over-limit': { status: 413, exit: 1 },
  'files-over-quota': { status: 413, exit: 1 },
  // what was said
  'bad-input': { status: 400, exit: 2 },
  'line-in-error': { status: 400, exit: 1 },
  'lines-in-error': { status: 400, exit: 1 },
  'wrong-use': { status: 400, exit: 2 },
  'no-such-date': { status: 400, exit: 1 },
  'effect-after-done': { status: 400, exit: 1 },
  'reason-missing': { status: 400, exit: 1 },
  'evidence-missing': { status: 400, exit: 1 },
  'date-in-past': { status: 400, exit: 1 },
  'extension-too-late': { status: 409, exit: 1 },
  'extension-not-later': { status: 400, exit: 1 },
  'new-limit-before-due': { status: 409, exit: 1 },
  backdated: { status: 400, exit: 1 },
  'not-delegated': { status: 403, exit: 1 },
  'delegation-overlaps': { status: 409, exit: 1 },
  'unit-into-itself': { status: 400, exit: 1 },
  'paper-incomplete': { status: 400, exit: 1 },
  'not-in-post': { status: 403, exit: 1 },
  'parts-open': { status: 409, exit: 1 },
  'not-an-amount': { status: 400, exit: 1 },
  'parts-disagree': { status: 400, exit: 1 },
  'quantity-over-total': { status: 400, exit: 1 },
  'quantity-short': { status: 409, exit: 1 },
  'finding-not-settled': { status: 409, exit: 1 },
  'not-issuable': { status: 409, exit: 1 },
  frozen: { status: 409, exit: 1 },
  'next-step-missing': { status: 409, exit: 1 },
  'paper-missing': { status: 400, exit: 1 },
  'check-not-done': { status: 409, exit: 1 },
  'period-running': { status: 409, exit: 1 },
  'cut-off-unmeetable': { status: 400, exit: 1 },
  'history-contradicts': { status: 400, exit: 1 },
  // the calendar
  'unknown-zone': { status: 400, exit: 2 },
  'calendar-needs-person': { status: 409, exit: 1 },
  'calendar-not-confirmed': { status: 409, exit: 1 },
  'policy-needs-person': { status: 409, exit: 1 },
  'policy-not-confirmed': { status: 409, exit: 1 },
  'calendar-notice-invalid': { status: 400, exit: 2 },
  // documents: the file
  'file-missing': { status: 400, exit: 2 },
  'file-not-written': { status: 400, exit: 1 },
  'ids-not-written': { status: 400, exit: 1 },
  'rows-in-error': { status: 400, exit: 1 },
  'import-needs-person': { status: 400, exit: 2 },
  'import-running': { status: 409, exit: 1 },
  'import-stalled': { status: 504, exit: 1 },
  'file-too-large': { status: 413, exit: 1 },
  'file-inflates-too-much': { status: 413, exit: 1 },
  'file-damaged': { status: 400, exit: 1 },
  'file-encrypted': { status: 400, exit: 1 },
  // documents: a workbook's sheets, rows and cells
  'sheet-missing': { status: 400, exit: 1 },
  'column-missing': { status: 400, exit: 1 },
  'column-repeated': { status: 400, exit: 1 },
  'cell-missing': { status: 400, exit: 1 },
  'id-repeated': { status: 400, exit: 1 },
  'name-repeated': { status: 400, exit: 1 },
  'unknown-finding': { status: 400, exit: 1 },
  'unknown-task': { status: 400, exit: 1 },
  'unknown-unit': { status: 400, exit: 1 },
  'unknown-person': { status: 400, exit: 1 },
  'unknown-kind': { status: 400, exit: 1 },
  'unknown-role': { status: 400, exit: 1 },
  'rung-never-fires': { status: 400, exit: 1 },
  'rung-out-of-order': { status: 400, exit: 1 },
  'warning-of-nothing': { status: 400, exit: 1 },
  'unknown-word': { status: 400, exit: 1 },
  'two-lead-units': { status: 400, exit: 1 },
  'not-one-address': { status: 400, exit: 1 },
  'address-not-allowed': { status: 400, exit: 1 },
  'deadline-unclear': { status: 400, exit: 1 },
  'deadline-needless': { status: 400, exit: 1 },
  'milestone-unclear': { status: 400, exit: 1 },
  'leave-unclear': { status: 400, exit: 1 },
  'responsibility-missing': { status: 400, exit: 1 },
  'depends-on-error': { status: 400, exit: 1 },
  // documents: lists as offices make them
  'encoding-unknown': { status: 400, exit: 1 },
  'file-has-entities': { status: 400, exit: 1 },
  'sheet-too-large': { status: 413, exit: 1 },
  'reading-too-long': { status: 413, exit: 1 },
  'reading-too-large': { status: 413, exit: 1 },
  'no-list-found': { status: 400, exit: 1 },
  'sheet-empty': { status: 400, exit: 1 },
  'column-unknown': { status: 400, exit: 2 },
  'cell-too-long': { status: 400, exit: 1 },
  'formula-no-value': { status: 400, exit: 1 },
  'row-contradicts': { status: 400, exit: 1 },
  'finding-without-measures': { status: 400, exit: 1 },
  'not-a-day': { status: 400, exit: 1 },
  'answer-wrong': { status: 400, exit: 1 },
  // documents: a campaign's YAML
  'campaign-file-invalid': { status: 400, exit: 2 },
  'yaml-invalid': { status: 400, exit: 2 },
  'field-missing': { status: 400, exit: 2 },
  'field-unknown': { status: 400, exit: 2 },
  'field-wrong': { status: 400, exit: 2 },
  // documents: what is doubtful in a published notice
  'notice-format': { status: 400, exit: 1 },
  'notice-no-findings': { status: 400, exit: 1 },
  'notice-heading-lost': { status: 400, exit: 1 },
  'notice-heading-fused': { status: 400, exit: 1 },
  'notice-quote-unclosed': { status: 400, exit: 1 },
  'notice-number-skipped': { status: 400, exit: 1 },
  'notice-number-repeated': { status: 400, exit: 1 },
  'notice-unnumbered': { status: 400, exit: 1 },
  'notice-finding-empty': { status: 400, exit: 1 },
  'notice-printed-twice': { status: 400, exit: 1 },
  'notice-end-guessed': { status: 400, exit: 1 },
  'notice-findings-differ': { status: 400, exit: 1 },
  'notice-measures-differ': { status: 400, exit: 1 },
  'notice-section-lost': { status: 400, exit: 1 },
  'notice-number-inside': { status: 400, exit: 1 },
  'notice-line-skipped': { status: 400, exit: 1 },
  'notice-characters-lost': { status: 400, exit: 1 },
  'notice-sum-differs': { status: 400, exit: 1 },
  'notice-rate-differs': { status: 400, exit: 1 },
  'notice-status-differs': { status: 400, exit: 1 },
  'notice-feedback-date-missing': { status: 400, exit: 1 },
  'notice-date-missing': { status: 400, exit: 1 },
  // Temporal
  'temporal-not-found': { status: 503, exit: 1 },
  'temporal-not-started': { status: 503, exit: 1 },
  'temporal-unreachable': { status: 503, exit: 1 },
  // the process
  'not-running': { status: 503, exit: 1 },
  'no-answer': { status: 504, exit: 1 },
  'port-in-use': { status: 409, exit: 1 },
  'setting-missing': { status: 400, exit: 2 },
  'setting-wrong': { status: 400, exit: 2 },
  'worker-died': { status: 500, exit: 1 },
  'no-data': { status: 404, exit: 1 },
  // mail
  'mail-address': { status: 400, exit: 1 },
  'mail-url': { status: 400, exit: 2 },
  'mail-not-local': { status: 403, exit: 2 },
  // the record
  'stream-gap': { status: 500, exit: 1 },
  'chain-broken': { status: 500, exit: 1 },
  'not-recordable': { status: 400, exit: 1 },
  'ledger-unreachable': { status: 503, exit: 1 },
  'disk-full': { status: 507, exit: 1 },
  'data-newer': { status: 500, exit: 1 },
  'data-owned': { status: 409, exit: 1 },
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
