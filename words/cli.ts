import { cliWords as en } from './en/cli.ts';
import type { Language } from './language.ts';
import { cliWords as zh } from './zh-CN/cli.ts';

/** All the words of the command line. */
export type CliWords = typeof zh;

export const cliWords: Record<Language, CliWords> = { 'zh-CN': zh, en };
