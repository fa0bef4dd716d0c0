import { rehearsalWords as en } from './en/rehearsal.ts';
import type { Language } from './language.ts';
import { rehearsalWords as zh } from './zh-CN/rehearsal.ts';

/** The words of the page that plays a rehearsed year. */
export const rehearsalWords: Record<Language, typeof zh> = { 'zh-CN': zh, en };
