import { accessWords as en } from './en/access.ts';
import type { Language } from './language.ts';
import { accessWords as zh } from './zh-CN/access.ts';

/** The words of signing in, of being refused, and of who came in. */
export type AccessWords = typeof zh;

export const accessWords: Record<Language, AccessWords> = { 'zh-CN': zh, en };
