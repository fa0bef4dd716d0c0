import { feedWords as en } from './en/feed.ts';
import type { Language } from './language.ts';
import { feedWords as zh } from './zh-CN/feed.ts';

/** The words of calendar feeds and of the page that makes their addresses. */
export const feedWords: Record<Language, typeof zh> = { 'zh-CN': zh, en };
