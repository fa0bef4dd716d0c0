import { letterWords as en } from './en/letter.ts';
import type { Language } from './language.ts';
import { letterWords as zh } from './zh-CN/letter.ts';

/** What stands in a letter on paper; `{blanks}` are of the record. */
export type LetterWords = typeof zh;

export const letterWords: Record<Language, LetterWords> = { 'zh-CN': zh, en };
