import type { ErrorCode, Facts } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import { documentErrors } from '../../words/zh-CN/errors.documents.ts';

/** What an office is told about its own document: in Chinese, whatever language the pages are in. */
export function sentence(code: ErrorCode, facts: Facts = {}): string {
  return fill((documentErrors as Partial<Record<ErrorCode, string>>)[code] ?? code, facts);
}
