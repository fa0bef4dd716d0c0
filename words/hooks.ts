import { hookWords as en } from './en/hooks.ts';
import type { Language } from './language.ts';
import { hookWords as zh } from './zh-CN/hooks.ts';

/** What a group's robot says. */
export const hookWords: Record<Language, typeof zh> = { 'zh-CN': zh, en };
