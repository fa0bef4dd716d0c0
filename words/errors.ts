import type { ErrorCode, Facts } from '../domain/errors.ts';
import { accessErrors as enAccess } from './en/errors.access.ts';
import { calendarErrors as enCalendar } from './en/errors.calendar.ts';
import { coreErrors as enCore, errorTerms as enTerms } from './en/errors.core.ts';
import { documentErrors as enDocuments } from './en/errors.documents.ts';
import { ledgerErrors as enLedger } from './en/errors.ledger.ts';
import { mailErrors as enMail } from './en/errors.mail.ts';
import { temporalErrors as enTemporal } from './en/errors.temporal.ts';
import { fill, type Language } from './language.ts';
import { accessErrors } from './zh-CN/errors.access.ts';
import { calendarErrors } from './zh-CN/errors.calendar.ts';
import { coreErrors, errorTerms as zhTerms } from './zh-CN/errors.core.ts';
import { documentErrors } from './zh-CN/errors.documents.ts';
import { ledgerErrors } from './zh-CN/errors.ledger.ts';
import { mailErrors } from './zh-CN/errors.mail.ts';
import { temporalErrors } from './zh-CN/errors.temporal.ts';

/** The sentence of every error code, in every language; the rows of `domain/errors.ts` and `docs/errors.md`. */
export const errorWords: Record<Language, Record<ErrorCode, string>> = {
  'zh-CN': {
    ...coreErrors,
    ...accessErrors,
    ...documentErrors,
    ...calendarErrors,
    ...mailErrors,
    ...ledgerErrors,
    ...temporalErrors,
  },
  en: { ...enCore, ...enAccess, ...enDocuments, ...enCalendar, ...enMail, ...enLedger, ...enTemporal },
};

/** What the codes that stand in errors and timelines are called. */
export const errorTerms: Record<Language, typeof zhTerms> = { 'zh-CN': zhTerms, en: enTerms };

/** An error as a person reads it: its sentence, its blanks filled and the codes in them called by their names. */
export function sayError(language: Language, code: ErrorCode, facts: Facts): string {
  const terms: Record<string, Record<string, string>> = errorTerms[language];
  const named = Object.entries(facts).map(([key, value]) => [key, terms[key]?.[value] ?? value]);
  return fill(errorWords[language][code], Object.fromEntries(named));
}
