import { actWords as en } from './en/acts.ts';
import type { Language } from './language.ts';
import { actWords as zh } from './zh-CN/acts.ts';

/** The words of the forms beside acts. */
export const actWords: Record<Language, typeof zh> = { 'zh-CN': zh, en };
