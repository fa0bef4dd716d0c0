import { viewWords as en } from './en/views.ts';
import type { Language } from './language.ts';
import { viewWords as zh } from './zh-CN/views.ts';

/** The words of the views that only look: audit, public list, supervision, what is exported. */
export const viewWords: Record<Language, typeof zh> = { 'zh-CN': zh, en };
