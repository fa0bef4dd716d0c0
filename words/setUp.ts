import { setUpWords as en } from './en/setUp.ts';
import type { Language } from './language.ts';
import { setUpWords as zh } from './zh-CN/setUp.ts';

/** The words of the first run: from an empty folder to an issued campaign. */
export const setUpWords: Record<Language, typeof zh> = { 'zh-CN': zh, en };
