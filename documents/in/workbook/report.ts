import type { ErrorCode, Facts } from '../../../domain/errors.ts';
import { sentence } from '../sentence.ts';

/** One thing wrong in one cell: the row as the spreadsheet shows it, the column by its header ('' for a whole sheet). */
export type RowError = { sheet: string; row: number; column: string; code: ErrorCode; message: string };

/** Collects what is wrong while the good rows are read on. */
export class Report {
  readonly errors: RowError[] = [];

  add(at: { sheet: string; row: number; column: string }, code: ErrorCode, facts: Facts = {}): void {
    this.errors.push({ ...at, code, message: sentence(code, facts) });
  }
}
