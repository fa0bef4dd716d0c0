import type { ErrorCode, Facts } from '../../../domain/errors.ts';
import { sentence } from '../sentence.ts';

/** Something a person should look at: the reader went on, and says where it was unsure. */
export type Doubt = { line: number; code: ErrorCode; message: string };

export function doubt(line: number, code: ErrorCode, facts: Facts = {}): Doubt {
  return { line, code, message: sentence(code, facts) };
}
