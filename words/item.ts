import { itemWords as en } from './en/item.ts';
import type { Language } from './language.ts';
import { itemWords as zh } from './zh-CN/item.ts';

/** The words of a measure's and a finding's page. */
export type ItemWords = typeof zh;

export const itemWords: Record<Language, ItemWords> = { 'zh-CN': zh, en };
