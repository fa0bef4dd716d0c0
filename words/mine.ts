import { mineWords as en } from './en/mine.ts';
import type { Language } from './language.ts';
import { mineWords as zh } from './zh-CN/mine.ts';

/** The words of what waits for one person: a leader's decisions, the office's day. */
export const mineWords: Record<Language, typeof zh> = { 'zh-CN': zh, en };
