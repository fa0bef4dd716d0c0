import { boardWords as en } from './en/board.ts';
import type { Language } from './language.ts';
import { boardWords as zh } from './zh-CN/board.ts';

/** The words of the pages everybody reads: their frame, the campaigns, the board. */
export type BoardWords = typeof zh;

export const boardWords: Record<Language, BoardWords> = { 'zh-CN': zh, en };
